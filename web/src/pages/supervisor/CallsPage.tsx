import type { OrgSession } from '@hirexp/mock-call-sdk';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, tn, word } from '../../i18n';
import { isFiltered, isOver, NO_FILTERS, PAGE, queryOf } from '../../lib/team';
import { useLoad } from '../../lib/use_load';
import { clock, moment, titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Empty, Failure, Outdated, Skeleton } from '../../ui/States';
import { CallFilters, CallOrder } from './CallFilters';
import { Score } from './Score';
import styles from './Supervisor.module.css';

/** Calls come and go while one looks. */
const REFRESH = 10_000;

function Marks({ call }: { call: OrgSession }) {
  return (
    <>
      {call.needsReview && <span className="chip warn">{t('team.waits')}</span>}
      {call.comments > 0 && <span className="chip">{tn('team.comments', call.comments)}</span>}
      {call.overrides > 0 && <span className="chip accent">{tn('team.overrides', call.overrides)}</span>}
      {call.erased && <span className="chip">{t('team.erased')}</span>}
    </>
  );
}

function Row({ call }: { call: OrgSession }) {
  const live = !isOver(call.status);
  const name = call.trainee.name ?? t('team.unnamed');
  return (
    <article className={`card ${styles.call}`}>
      <div className={styles.what}>
        <h3>
          <Link className="covers" href={live ? `/listen/${call.sessionId}` : `/team/${call.sessionId}`}>
            {name}
          </Link>
        </h3>
        <p className="soft small">{titled(call.scenarioName || call.scenarioId)}</p>
        <p className="soft small">{moment(call.createdAt)}</p>
      </div>
      <div className={styles.marks}>
        {live ? (
          <>
            <span className="chip good">
              <Icon name="phone" size={14} />
              {word('status', call.status)}
            </span>
            {call.callState && (
              <span className="chip numbers">
                {clock(call.callState.callDuration)} · {t('team.mood', { mood: call.callState.customerMood })}
              </span>
            )}
          </>
        ) : (
          <Score score={call.overallScore} />
        )}
        <Marks call={call} />
      </div>
      <span className={styles.go} aria-hidden="true">
        {t(live ? 'team.listen' : 'team.review')} <Icon name="next" size={18} />
      </span>
    </article>
  );
}

interface PagerProps {
  offset: number;
  shown: number;
  total: number;
  onMove: (offset: number) => void;
}

function Pager({ offset, shown, total, onMove }: PagerProps) {
  if (total <= PAGE) return null;
  return (
    <nav className="row end" aria-label={t('team.calls')}>
      <span className="soft small numbers">{t('team.page', { from: offset + 1, to: offset + shown, total })}</span>
      <button type="button" className="button small" disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - PAGE))}>
        {t('team.previous')}
      </button>
      <button type="button" className="button small" disabled={offset + shown >= total} onClick={() => onMove(offset + PAGE)}>
        {t('team.next')}
      </button>
    </nav>
  );
}

function Waiting() {
  return (
    <div className={styles.calls} role="status" aria-label={t('state.loading')}>
      {[1, 2, 3, 4].map((i) => (
        <div key={i} className="card">
          <Skeleton height="4.2rem" />
        </div>
      ))}
    </div>
  );
}

/** The organisation's calls: what runs and what has ended; those of one trainee where the address names one. */
export default function CallsPage({ userId }: { userId?: string }) {
  return <Calls key={userId} first={userId ? { ...NO_FILTERS, user: decodeURIComponent(userId) } : NO_FILTERS} />;
}

export function WaitingCallsPage() {
  return <Calls first={{ ...NO_FILTERS, needsReview: true }} />;
}

function Calls({ first }: { first: typeof NO_FILTERS }) {
  const client = useClient();
  const [filters, setFilters] = useState(first);
  const [offset, setOffset] = useState(0);
  const load = useLoad((signal) => client.getOrgSessions(queryOf(filters, offset, new Date()), { signal }), [client, filters, offset]);
  const { reload } = load;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), REFRESH);
    return () => clearInterval(timer);
  }, [reload]);
  const choose = (next: typeof filters) => {
    setFilters(next);
    setOffset(0);
  };
  const calls = load.data?.sessions ?? [];
  const total = load.data?.pagination.total ?? 0;
  const none = load.data !== null && total === 0 && !isFiltered(filters);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('team.title')}</h1>
          <p>{t('team.lead')}</p>
        </div>
        <div className="row">
          <p role="status">{load.data && !none ? tn('team.found', total) : ''}</p>
          {!none && <CallOrder filters={filters} onChange={choose} />}
        </div>
      </div>
      {load.status === 'failed' && load.data && <Outdated error={load.error} onRetry={reload} />}
      {!none && <CallFilters filters={filters} onChange={choose} />}
      {load.status === 'failed' && !load.data ? (
        <Failure error={load.error} onRetry={reload} title={t('team.failed')} />
      ) : !load.data ? (
        <Waiting />
      ) : calls.length === 0 ? (
        <Empty icon="people" title={t(isFiltered(filters) ? 'team.nothing' : 'team.none')}>
          <p className="soft">{t(isFiltered(filters) ? 'team.nothingHint' : 'team.noneHint')}</p>
          {isFiltered(filters) && (
            <button type="button" className="button" onClick={() => choose(NO_FILTERS)}>
              {t('team.clear')}
            </button>
          )}
        </Empty>
      ) : (
        <>
          <h2 className="visually-hidden">{t('team.calls')}</h2>
          <ul className={styles.calls} aria-label={t('team.calls')}>
            {calls.map((call) => (
              <li key={call.sessionId}>
                <Row call={call} />
              </li>
            ))}
          </ul>
          <Pager offset={offset} shown={calls.length} total={total} onMove={setOffset} />
        </>
      )}
    </>
  );
}
