import type { Me, MockCallClient, Progress } from '@hirexp/mock-call-sdk';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, tn, word } from '../../i18n';
import { trendLine } from '../../lib/course';
import { type DimensionTrend, levelShare, type PastCall, type Recommendation, recommendations, trendsOf } from '../../lib/progress';
import { summaries } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { moment, titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Empty, Failure, Skeleton } from '../../ui/States';
import { ScenarioCard } from '../choose/ScenarioCard';
import styles from './ProgressPage.module.css';

const TrendChart = lazy(() => import('../../ui/charts/TrendChart'));
const HISTORY = 50;

interface Known {
  me: Me;
  progress: Progress;
  calls: PastCall[];
  total: number;
  next: Recommendation[];
  /** By the scenario's id. */
  names: Map<string, string>;
}

async function progressOf(client: MockCallClient, signal: AbortSignal): Promise<Known> {
  const [me, progress, page, scenarios] = await Promise.all([
    client.getMe({ signal }),
    client.getProgress({ signal }),
    client.getSessions({ limit: HISTORY }, { signal }),
    summaries(client),
  ]);
  return {
    me,
    progress,
    calls: page.sessions,
    total: page.pagination.total,
    next: recommendations(scenarios, progress),
    names: new Map(scenarios.map(({ id, name }) => [id, name])),
  };
}

function Level({ progress }: { progress: Progress }) {
  const { level, xp, levelXp, nextLevelXp, calls } = progress;
  return (
    <section className={`card ${styles.level}`}>
      <span className={styles.badge}>
        <small>{t('progress.level')}</small>
        <strong>{level}</strong>
      </span>
      <div>
        <p className={styles.xp}>
          <strong className="numbers">{t('progress.xp', { xp })}</strong>
          <span className="soft">{nextLevelXp > xp ? t('progress.toNext', { xp: nextLevelXp - xp }) : ''}</span>
        </p>
        <span
          className="bar"
          role="meter"
          aria-label={t('progress.toLevel', { level: level + 1 })}
          aria-valuemin={levelXp}
          aria-valuemax={nextLevelXp}
          aria-valuenow={xp}
        >
          <i style={{ width: `${100 * levelShare(progress)}%` }} />
        </span>
        <p className="soft small">{tn('progress.calls', calls)}</p>
      </div>
    </section>
  );
}

function Trend({ trend }: { trend: DimensionTrend }) {
  const { dimension, scores, average, change } = trend;
  const way = change === null || Math.abs(change) < 3 ? 'same' : change > 0 ? 'up' : 'down';
  return (
    <li>
      <span>{word('dimension', dimension)}</span>
      <svg viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">
        <path d={trendLine(scores, 100, 26)} fill="none" stroke="var(--accent)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
      <strong className="numbers">{average}</strong>
      {change !== null && (
        <span className={`chip ${way === 'up' ? 'good' : way === 'down' ? 'warn' : ''}`}>
          {way === 'same' ? t('progress.same') : t(`progress.${way}`, { change: Math.abs(change) })}
        </span>
      )}
    </li>
  );
}

function Trends({ progress }: { progress: Progress }) {
  const { course, weakest } = progress;
  return (
    <section className="card stack">
      <h2>{t('progress.trends')}</h2>
      {weakest && <p className="soft">{t('progress.weakest', { dimension: word('dimension', weakest) })}</p>}
      {course.length > 1 && (
        <Suspense fallback={<Skeleton height="180px" />}>
          <TrendChart
            points={course.map((call) => ({ value: call.overallScore, label: `${titled(call.scenarioName)}, ${moment(call.endedAt)}` }))}
          />
        </Suspense>
      )}
      <ul className={styles.trends} aria-label={t('review.dimensions')}>
        {trendsOf(progress).map((trend) => (
          <Trend key={trend.dimension} trend={trend} />
        ))}
      </ul>
    </section>
  );
}

const isOver = ({ status }: PastCall) => status === 'ended' || status === 'expired';

function PastCallLine({ call, name }: { call: PastCall; name: string }) {
  const { sessionId, createdAt, overallScore, status, recorded } = call;
  return (
    <li>
      <Link className="covers" href={`/${isOver(call) ? 'review' : 'call'}/${sessionId}`}>
        <strong>{name}</strong>
        <span className="soft small">
          {moment(createdAt)}
          {recorded && ` · ${t('progress.recorded')}`}
        </span>
      </Link>
      {overallScore === null ? (
        <span className="chip">{word('status', status)}</span>
      ) : (
        <span className={`chip numbers ${overallScore >= 80 ? 'good' : overallScore >= 60 ? 'accent' : 'warn'}`}>{overallScore}</span>
      )}
    </li>
  );
}

const nameOf = ({ scenarioName, scenarioId }: PastCall, names: Known['names']) =>
  titled(scenarioName ?? names.get(scenarioId) ?? t('review.call'));

function History({ calls, total, names }: Pick<Known, 'calls' | 'total' | 'names'>) {
  return (
    <section className="card stack">
      <h2>{t('progress.history')}</h2>
      <ul className={styles.history}>
        {calls.map((call) => (
          <PastCallLine key={call.sessionId} call={call} name={nameOf(call, names)} />
        ))}
      </ul>
      {total > calls.length && <p className="soft small">{t('progress.older', { count: total - calls.length })}</p>}
    </section>
  );
}

function Achievements({ me }: { me: Me }) {
  if (me.achievements.length === 0) return null;
  const times = new Map<string, number>();
  for (const { name } of me.achievements) times.set(name, (times.get(name) ?? 0) + 1);
  return (
    <section className="card stack">
      <h2>{t('review.achievements')}</h2>
      <ul className={styles.achievements}>
        {[...times].map(([name, count]) => (
          <li key={name} className="chip warn">
            <Icon name="trophy" size={16} />
            {name}
            {count > 1 && ` × ${count}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Next({ next }: { next: Recommendation[] }) {
  return (
    <section>
      <h2>{t('progress.next')}</h2>
      <ul className={styles.next} aria-label={t('progress.next')}>
        {next.map(({ scenario, reason }) => (
          <li key={scenario.id}>
            <ScenarioCard scenario={scenario} reason={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function ProgressPage() {
  const client = useClient();
  const load = useLoad((signal) => progressOf(client, signal), [client]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('progress.heading')}</h1>
          <p>{t('progress.lead')}</p>
        </div>
      </div>
      {load.data ? (
        <div className="stack">
          <Level progress={load.data.progress} />
          {load.data.calls.length === 0 ? (
            <Empty icon="progress" title={t('progress.empty')}>
              <p className="soft">{t('progress.emptyHint')}</p>
              <Link href="/" className="button primary">
                {t('progress.first')}
              </Link>
            </Empty>
          ) : (
            <div className={styles.two}>
              {load.data.progress.trends && <Trends progress={load.data.progress} />}
              <div className="stack">
                <History {...load.data} />
                <Achievements me={load.data.me} />
              </div>
            </div>
          )}
          <Next next={load.data.next} />
        </div>
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('progress.failed')} />
      ) : (
        <div className="stack" role="status">
          <span className="visually-hidden">{t('state.loading')}</span>
          <Skeleton height="7rem" />
          <Skeleton height="20rem" />
        </div>
      )}
    </>
  );
}
