import type { Evaluation } from '@hirexp/mock-call-sdk';
import { t, word } from '../../i18n';
import { DIMENSIONS, toneOf } from '../../lib/team';
import styles from './Supervisor.module.css';

/** The score as it stands, and the judge's beside it where a person has overruled some of it. */
export function ScoreCard({ evaluation }: { evaluation: Evaluation }) {
  const { overallScore, breakdown, machine } = evaluation;
  return (
    <section className="card">
      <h2>{t('teamReview.score')}</h2>
      <p className={styles.total}>
        <strong className="numbers" data-tone={toneOf(overallScore)}>
          {overallScore}
        </strong>
        {machine && <span className="chip numbers">{t('teamReview.machine', { score: machine.overallScore })}</span>}
      </p>
      <dl className={styles.bars} aria-label={t('teamReview.dimensions')}>
        {DIMENSIONS.map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              <span>{word('dimension', name)}</span>
              <span className={styles.bar} aria-hidden="true">
                <i style={{ width: `${breakdown[name]}%` }} />
              </span>
            </dt>
            <dd>
              <span className="numbers">
                {breakdown[name]}
                {machine && machine.breakdown[name] !== breakdown[name] && (
                  <span className="soft small"> ({t('teamReview.machine', { score: machine.breakdown[name] })})</span>
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
