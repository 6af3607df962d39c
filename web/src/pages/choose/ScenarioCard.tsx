import type { Difficulty, ScenarioSummary } from '@hirexp/mock-call-sdk';
import { Link } from 'wouter';
import { t, tn, word } from '../../i18n';
import { feelingOf } from '../../lib/portrait';
import { titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Portrait } from '../../ui/Portrait';
import { Skeleton } from '../../ui/States';
import styles from './ChoosePage.module.css';

const STEPS: Difficulty[] = ['beginner', 'intermediate', 'advanced', 'expert'];

export function DifficultyMark({ difficulty }: { difficulty: Difficulty }) {
  const reached = STEPS.indexOf(difficulty);
  return (
    <span className={styles.difficulty}>
      <span aria-hidden="true">
        {STEPS.map((step, i) => (
          <i key={step} data-on={i <= reached || undefined} />
        ))}
      </span>
      {word('difficulty', difficulty)}
    </span>
  );
}

function Best({ scenario }: { scenario: ScenarioSummary }) {
  if (scenario.bestScore !== null)
    return (
      <span className={`chip ${scenario.bestScore >= 80 ? 'good' : 'accent'}`}>
        <Icon name="star" size={14} />
        {t('choose.best', { score: Math.round(scenario.bestScore) })}
      </span>
    );
  return scenario.userAttempts > 0 ? (
    <span className="chip">{tn('choose.attempts', scenario.userAttempts)}</span>
  ) : (
    <span className="chip">{t('choose.new')}</span>
  );
}

/** One call to be taken. The whole card is the link; its name is what is heard of it. */
export function ScenarioCard({ scenario, reason = null }: { scenario: ScenarioSummary; reason?: string | null }) {
  const { customer } = scenario;
  return (
    <article className={`card ${styles.card}`}>
      <div className={styles.who}>
        <Portrait name={customer.name} age={customer.age} feeling={feelingOf(customer.mood)} size={52} />
        <div>
          <p className={styles.customer}>{customer.name}</p>
          <p className="soft small">{t('choose.mood', { age: customer.age, mood: customer.mood })}</p>
        </div>
        <Best scenario={scenario} />
      </div>
      <h3>
        <Link href={`/brief/${scenario.id}`} className="covers">
          {titled(scenario.name)}
        </Link>
      </h3>
      <p className={`soft ${styles.description}`}>{scenario.description}</p>
      {reason && (
        <p className={`small ${styles.reason}`}>
          <Icon name="sparkle" size={16} />
          {reason}
        </p>
      )}
      <div className="row small soft">
        <span className="chip accent">{word('category', scenario.category)}</span>
        <DifficultyMark difficulty={scenario.difficulty} />
        <span className={styles.minutes}>
          <Icon name="clock" size={16} />
          {t('choose.minutes', { count: scenario.estimatedDuration })}
        </span>
      </div>
    </article>
  );
}

export function CardSkeletons() {
  return (
    <div className={styles.grid} role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: 6 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
        <div key={i} className={`card ${styles.card}`}>
          <div className={styles.who}>
            <Skeleton width="52px" height="52px" />
            <div>
              <Skeleton width="8rem" />
            </div>
          </div>
          <Skeleton width="70%" height="1.3em" />
          <Skeleton height="2.8em" />
          <Skeleton width="55%" />
        </div>
      ))}
    </div>
  );
}
