import type { CallResult } from '@hirexp/mock-call-sdk';
import { lazy, Suspense } from 'react';
import { causeOf, t } from '../../i18n';
import { moodMoves } from '../../lib/review';
import { clock } from '../../lib/words';
import { Skeleton } from '../../ui/States';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';

const MoodChart = lazy(() => import('../../ui/charts/MoodChart'));

/** How the customer took it, and what made them. */
export function MoodCard({ result, playFrom, own }: Pick<Playing, 'playFrom' | 'own'> & { result: CallResult }) {
  const timeline = result.evaluation.moodTimeline ?? [];
  const moves = moodMoves(timeline);
  if (timeline.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('mood.title')}</h2>
      <Suspense fallback={<Skeleton height="244px" />}>
        <MoodChart timeline={timeline} duration={result.summary.duration} />
      </Suspense>
      <ol className={styles.moves} aria-label={t('mood.causes')}>
        {moves.map(({ at, change, cause, mood }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened does not change
          <li key={i}>
            <strong className={`numbers ${change > 0 ? styles.up : styles.down}`}>
              {t(change > 0 ? 'mood.up' : 'mood.down', { change: Math.abs(change) })}
            </strong>
            <span>{causeOf(cause, own)}</span>
            <span className="numbers soft small">{t('mood.to', { mood })}</span>
            {playFrom ? (
              <button type="button" className="button quiet small numbers" onClick={() => playFrom(at)}>
                <span className="visually-hidden">{t('check.hear')} </span>
                {clock(at)}
              </button>
            ) : (
              <span className="numbers soft small">{clock(at)}</span>
            )}
          </li>
        ))}
        {moves.length === 0 && <li className="soft">{t('mood.still')}</li>}
      </ol>
    </section>
  );
}
