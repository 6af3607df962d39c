import type { Me, MockCallClient, ScenarioSummary } from '@hirexp/mock-call-sdk';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, tn, word } from '../../i18n';
import { courseLine } from '../../lib/course';
import { type Breakdown, type DimensionTrend, type PastCall, trends, weakest } from '../../lib/progress';
import { recommended } from '../../lib/scenarios';
import { summaries } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { moment } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Empty, Failure, Skeleton } from '../../ui/States';
import { ScenarioCard } from '../choose/ScenarioCard';
import styles from './ProgressPage.module.css';

const TrendChart = lazy(() => import('../../ui/charts/TrendChart'));
const HISTORY = 50;
/** Calls whose dimensions are looked at. */
const LOOKED_AT = 12;

interface Progress {
  me: Me;
  calls: PastCall[];
  total: number;
  all: DimensionTrend[];
  next: ScenarioSummary[];
  /** By the scenario's id. */
  names: Map<string, string>;
}

async function breakdownsOf(client: MockCallClient, calls: PastCall[], signal: AbortSignal): Promise<Breakdown[]> {
  const judged = calls.filter(({ overallScore }) => overallScore !== null).slice(0, LOOKED_AT);
  const sessions = await Promise.all(judged.map(({ sessionId }) => client.getSession(sessionId, { signal })));
  return sessions.flatMap(({ result }) => (result ? [result.evaluation.breakdown] : [])).reverse();
}

async function progressOf(client: MockCallClient, signal: AbortSignal): Promise<Progress> {
  const [me, page, scenarios] = await Promise.all([
    client.getMe({ signal }),
    client.getSessions({ limit: HISTORY }, { signal }),
    summaries(client),
  ]);
  const breakdowns = await breakdownsOf(client, page.sessions, signal);
  return {
    me,
    calls: page.sessions,
    total: page.pagination.total,
    all: trends(breakdowns),
    next: recommended(scenarios),
    names: new Map(scenarios.map(({ id, name }) => [id, name])),
  };
}

function Level({ me }: { me: Me }) {
  const next = me.nextLevelXp ?? me.xp;
  return (
    <section className={`card ${styles.level}`}>
      <span className={styles.badge}>
        <small>{t('progress.level')}</small>
        <strong>{me.level}</strong>
      </span>
      <div>
        <p className={styles.xp}>
          <strong className="numbers">{t('progress.xp', { xp: me.xp })}</strong>
          <span className="soft">{next > me.xp ? t('progress.toNext', { xp: next - me.xp }) : ''}</span>
        </p>
        <span
          className={styles.bar}
          role="meter"
          aria-label={t('progress.toLevel', { level: me.level + 1 })}
          aria-valuemin={0}
          aria-valuemax={next}
          aria-valuenow={me.xp}
        >
          <i style={{ width: `${next > 0 ? Math.min(100, (me.xp / next) * 100) : 100}%` }} />
        </span>
        <p className="soft small">{tn('progress.calls', me.calls ?? 0)}</p>
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
        <path
          d={courseLine(
            scores.map((score, i) => [i, score]),
            100,
            26,
          )}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <strong className="numbers">{average}</strong>
      <span className={`chip ${way === 'up' ? 'good' : way === 'down' ? 'warn' : ''}`}>
        {change === null
          ? t('progress.firstScore')
          : way === 'same'
            ? t('progress.same')
            : t(`progress.${way}`, { change: Math.abs(change ?? 0) })}
      </span>
    </li>
  );
}

function Trends({ progress }: { progress: Progress }) {
  const { all, calls, names } = progress;
  const weak = weakest(all);
  const scored = calls.filter(({ overallScore }) => overallScore !== null).reverse();
  return (
    <section className="card stack">
      <h2>{t('progress.trends')}</h2>
      <p className="soft">{weak && t('progress.weakest', { dimension: word('dimension', weak.dimension) })}</p>
      {scored.length > 1 && (
        <Suspense fallback={<Skeleton height="180px" />}>
          <TrendChart
            points={scored.map((call) => ({ value: call.overallScore ?? 0, label: `${nameOf(call, names)}, ${moment(call.createdAt)}` }))}
          />
        </Suspense>
      )}
      <ul className={styles.trends} aria-label={t('review.dimensions')}>
        {all.map((trend) => (
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
      <Link href={`/${isOver(call) ? 'review' : 'call'}/${sessionId}`}>
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

const nameOf = ({ scenarioName, scenarioId }: PastCall, names: Progress['names']) =>
  scenarioName ?? names.get(scenarioId) ?? t('review.call');

function History({ calls, total, names }: Pick<Progress, 'calls' | 'total' | 'names'>) {
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

function Next({ next }: { next: ScenarioSummary[] }) {
  return (
    <section>
      <h2>{t('progress.next')}</h2>
      <ul className={styles.next} aria-label={t('progress.next')}>
        {next.map((scenario) => (
          <li key={scenario.id}>
            <ScenarioCard scenario={scenario} />
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
          <Level me={load.data.me} />
          {load.data.calls.length === 0 ? (
            <Empty icon="progress" title={t('progress.empty')}>
              <p className="soft">{t('progress.emptyHint')}</p>
              <Link href="/" className="button primary">
                {t('progress.first')}
              </Link>
            </Empty>
          ) : (
            <div className={styles.two}>
              {load.data.all.length > 0 && <Trends progress={load.data} />}
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
