import type { CallResult } from '@hirexp/mock-call-sdk';
import type { ReactNode } from 'react';
import { t, tn, word } from '../../i18n';
import { DIMENSIONS } from '../../lib/review';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Ring } from '../../ui/Ring';
import { Receipts } from './Checks';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';

export function Score({ result, children }: { result: CallResult; children?: ReactNode }) {
  const { evaluation, summary } = result;
  return (
    <section className={`card ${styles.score}`}>
      <Ring value={evaluation.overallScore} label={t('review.points', { score: evaluation.overallScore })} />
      {evaluation.machine && <span className="chip numbers">{t('teamReview.machine', { score: evaluation.machine.overallScore })}</span>}
      <dl className={styles.outcome}>
        <div>
          <dt>{t('review.outcome')}</dt>
          <dd>{word('end', summary.outcome)}</dd>
        </div>
        <div>
          <dt>{t('review.satisfaction')}</dt>
          <dd>{t('review.ofFive', { value: evaluation.customerSatisfaction.toFixed(1) })}</dd>
        </div>
        <div>
          <dt>{t('review.firstCall')}</dt>
          <dd>{t(evaluation.firstCallResolution ? 'answer.yes' : 'answer.no')}</dd>
        </div>
        <div>
          <dt>{t('review.duration')}</dt>
          <dd className="numbers">{clock(summary.duration)}</dd>
        </div>
      </dl>
      {children}
    </section>
  );
}

export function Dimensions({ result }: { result: CallResult }) {
  const { breakdown, machine } = result.evaluation;
  return (
    <section className="card">
      <h2>{t('review.dimensions')}</h2>
      <ul className={styles.bars}>
        {DIMENSIONS.map((dimension) => (
          <li key={dimension}>
            <span id={`dimension-${dimension}`}>{word('dimension', dimension)}</span>
            <strong className="numbers">
              {machine && machine.breakdown[dimension] !== breakdown[dimension] && (
                <small className="soft">{t('teamReview.machine', { score: machine.breakdown[dimension] })} </small>
              )}
              {breakdown[dimension]}
            </strong>
            <span
              className={`bar ${styles.bar}`}
              role="meter"
              aria-labelledby={`dimension-${dimension}`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={breakdown[dimension]}
            >
              <i style={{ width: `${breakdown[dimension]}%` }} data-low={breakdown[dimension] < 50 || undefined} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Gates({ result, ...playing }: Playing & { result: CallResult }) {
  const gates = result.evaluation.gates ?? [];
  if (gates.length === 0) return null;
  const closed = gates.filter(({ passed }) => !passed).length;
  return (
    <section className="card stack">
      <div className="row between">
        <h2>{t('gate.title')}</h2>
        <span className={`chip ${closed === 0 ? 'good' : 'bad'}`}>{closed === 0 ? t('gate.allPassed') : tn('gate.closed', closed)}</span>
      </div>
      <ul className={styles.gates}>
        {gates.map((gate) => (
          <li key={gate.id} data-passed={gate.passed || undefined}>
            <Icon name={gate.passed ? 'check' : 'cross'} size={18} />
            <div>
              <span className="visually-hidden">{t(gate.passed ? 'gate.passed' : 'gate.failed')}: </span>
              {gate.label}
              <Receipts evidence={gate.evidence} {...playing} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Achievements({ result }: { result: CallResult }) {
  if (result.achievements.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('review.achievements')}</h2>
      <ul className={styles.achievements}>
        {result.achievements.map(({ name, xp, description }) => (
          <li key={name}>
            <span>
              <Icon name="trophy" />
            </span>
            <div>
              <strong>{name}</strong> <span className="chip accent">{t('review.xp', { xp })}</span>
              <p className="soft small">{description}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
