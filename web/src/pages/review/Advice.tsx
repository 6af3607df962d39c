import type { CallResult } from '@hirexp/mock-call-sdk';
import { t } from '../../i18n';
import { splitNote } from '../../lib/review';
import { Icon } from '../../ui/Icon';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';

export function Advice({ result, own }: Pick<Playing, 'own'> & { result: CallResult }) {
  const { strengths, improvements, tips } = result.feedback;
  return (
    <section className={`card ${styles.advice}`}>
      <div>
        <h2>{t('advice.better')}</h2>
        {!own && <p className="soft small">{t('teamReview.toTrainee')}</p>}
        <ul>
          {improvements.map((line) => {
            const { why, say } = splitNote(line);
            return (
              <li key={line}>
                <Icon name="next" size={18} />
                <div>
                  <p>{why}</p>
                  {say && (
                    <blockquote className={styles.say}>
                      <span>{t(own ? 'check.say' : 'check.sayOther')}</span> “{say}”
                    </blockquote>
                  )}
                </div>
              </li>
            );
          })}
          {improvements.length === 0 && <li className="soft">{t('advice.nothing')}</li>}
        </ul>
      </div>
      <div className={styles.good}>
        <h2>{t('advice.well')}</h2>
        <ul>
          {strengths.map((line) => (
            <li key={line}>
              <Icon name="check" size={18} />
              <p>{line}</p>
            </li>
          ))}
          {strengths.length === 0 && <li className="soft">{t('advice.noStrength')}</li>}
        </ul>
        {tips.length > 0 && (
          <>
            <h2>{t('advice.tips')}</h2>
            <ul>
              {tips.map((line) => (
                <li key={line}>
                  <Icon name="sparkle" size={18} />
                  <p>{line}</p>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
