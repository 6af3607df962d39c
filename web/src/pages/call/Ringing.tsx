import { t } from '../../i18n';
import type { RunningCall } from '../../lib/call_store';
import { Icon } from '../../ui/Icon';
import type { Case } from './CallPage';
import styles from './CallPage.module.css';
import type { Speech } from './use_call';
import { KEYS } from './use_keys';

interface RingingProps {
  known: Case;
  call: RunningCall;
  speech: Speech;
  onAnswer: () => void;
}

export function Ringing({ known, call, speech, onAnswer }: RingingProps) {
  const { instructions } = call;
  return (
    <section className={styles.ringing} aria-label={t('call.ringing')}>
      <span className={styles.rings} aria-hidden="true">
        <Icon name="phone" size={34} />
      </span>
      <p className={styles.calls}>{t('call.calls', { name: known.name })}</p>
      <p className="soft">{t(speech === 'typed' ? 'call.answerTyped' : 'call.answerSpoken')}</p>
      <button type="button" className={`button primary ${styles.answer}`} onClick={onAnswer}>
        <Icon name="phone" />
        {t('call.answer')} <kbd>Alt {KEYS.answer}</kbd>
      </button>
      {instructions && (
        <ul className={styles.instructions}>
          {[instructions.greeting, instructions.opening, instructions.reminder].map((line) => (
            <li key={line}>
              <Icon name="sparkle" size={16} />
              {line}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
