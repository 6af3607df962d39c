import type { Criterion } from '@hirexp/mock-call-sdk';
import { t } from '../i18n';
import { moment } from '../lib/words';
import styles from './Overruled.module.css';

export const verdict = (met: boolean) => t(met ? 'teamReview.met' : 'teamReview.notMet');
export const points = (score: number) => t('teamReview.points', { score: Math.round(score) });

/** What a supervisor says of a check instead of the judge. */
export function Overruled({ criterion: { override } }: { criterion: Criterion }) {
  if (!override) return null;
  const name = override.by.name ?? t('teamReview.somebody');
  return (
    <div className={styles.override}>
      <strong>{t('teamReview.personSays', { name, verdict: verdict(override.met), score: points(override.score) })}</strong>
      <p>{override.reason ?? <span className="soft">{t('teamReview.reasonGone')}</span>}</p>
      <span className="soft small">{moment(override.at)}</span>
    </div>
  );
}
