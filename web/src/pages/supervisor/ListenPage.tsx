import type { CallComment } from '@hirexp/mock-call-sdk';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { courseLine } from '../../lib/course';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Portrait } from '../../ui/Portrait';
import { Failure, Waiting } from '../../ui/States';
import { type CallView, secondsOf } from '../call/call_state';
import { CommentCard, CommentDialog, type CommentPlace } from './Comments';
import styles from './Supervisor.module.css';
import { useListening } from './use_listening';

const NEAR_END = 90;

function Timer({ view }: { view: CallView }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="numbers" role="timer" aria-label={t('listen.time')}>
      {clock(secondsOf(view, Math.max(now, view.durationAt)))}
    </span>
  );
}

/** Follows the newest line, unless one has scrolled back to read. */
function Words({ view, customer }: { view: CallView; customer: string }) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const { captions } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is what one follows
  useEffect(() => {
    if (box.current && following.current) box.current.scrollTop = box.current.scrollHeight;
  }, [captions]);
  const onScroll = () => {
    const { current } = box;
    if (current) following.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END;
  };
  return (
    <section className="card">
      <h2>{t('listen.words')}</h2>
      {captions.length === 0 && <p className="soft">{t('listen.nothing')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <div ref={box} onScroll={onScroll} role="log" aria-label={t('listen.words')} className={styles.words} tabIndex={0}>
        <ol className={styles.lines}>
          {captions.map(({ id, speaker, text, final, timestamp }) => (
            <li key={id} className={styles.line} data-speaker={speaker} data-partial={!final || undefined}>
              <span className="soft small numbers">{clock(timestamp)}</span>
              <p>
                <strong>{speaker === 'agent' ? t('teamReview.trainee') : customer}</strong> {text}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function Level({ label, value, course }: { label: string; value: number; course: [number, number][] }) {
  return (
    <div className={styles.level} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value}>
      <span className="soft small">{label}</span>
      <strong className="numbers">{value}</strong>
      <svg viewBox="0 0 120 30" preserveAspectRatio="none" aria-hidden="true">
        <path d={courseLine(course, 120, 30)} fill="none" stroke="currentColor" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}

function Customer({ view, name, age }: { view: CallView; name: string; age: number }) {
  return (
    <section className="card stack" aria-label={t('listen.customer')}>
      <div className={styles.face}>
        <Portrait
          name={name}
          age={age}
          {...(view.emotion && { feeling: view.emotion })}
          speaking={view.voice.speaking}
          level={view.voice.level}
          size={72}
        />
        <div>
          <h2>{name}</h2>
          <p className="soft">{view.emotion ? word('emotion', view.emotion) : ''}</p>
        </div>
      </div>
      <Level label={t('listen.mood')} value={view.mood} course={view.course.map(({ at, mood }) => [at, mood])} />
      <Level
        label={t('listen.satisfaction')}
        value={view.satisfaction}
        course={view.course.map(({ at, satisfaction }) => [at, satisfaction])}
      />
    </section>
  );
}

function State({ view, sessionId }: { view: CallView; sessionId: string }) {
  if (view.ended)
    return (
      <div className="notice" role="status">
        <div>
          <strong>{t('listen.over')}</strong>
        </div>
        <Link href={`/team/${sessionId}`} className="button primary">
          {t('listen.toReview')}
        </Link>
      </div>
    );
  if (view.line === 'lost')
    return (
      <p className="notice warn" role="status">
        <Icon name="offline" /> {t('listen.lost')}
      </p>
    );
  return view.notice ? (
    <p className="notice warn" role="status">
      {view.notice.text}
    </p>
  ) : null;
}

function useWhom(sessionId: string) {
  const client = useClient();
  return useLoad(
    async (signal) => {
      const session = await client.getSession(sessionId, { signal });
      return { session, scenario: await summaryOf(client, session.scenarioId).catch(() => null) };
    },
    [client, sessionId],
  );
}

function Listening({ sessionId, customer }: { sessionId: string; customer: { name: string; age: number } }) {
  const { view, sound, toggleSound } = useListening(sessionId);
  const [place, setPlace] = useState<CommentPlace | null>(null);
  const [comments, setComments] = useState<CallComment[]>([]);
  if (view.failed && !view.ended) return <Failure error={view.failed} title={t('listen.failed')} />;
  if (view.line === 'joining') return <Waiting label={t('listen.joining')} />;
  const here = () => setPlace({ at: secondsOf(view, performance.now()) });
  return (
    <>
      <State view={view} sessionId={sessionId} />
      <div className="row">
        <span className="chip good" role="status">
          {word('status', view.status)}
        </span>
        <Timer view={view} />
        <button type="button" className="button small" aria-pressed={sound} onClick={toggleSound} disabled={view.ended !== null}>
          <Icon name="speaker" size={18} />
          {t(sound ? 'listen.silent' : 'listen.sound')}
        </button>
        <button type="button" className="button small" onClick={here}>
          <Icon name="note" size={18} />
          {t('teamReview.commentText')}
        </button>
      </div>
      <p className="soft small">{t('listen.unseen')}</p>
      <div className={styles.live}>
        <Words view={view} customer={customer.name} />
        <div className={styles.column}>
          <Customer view={view} {...customer} />
          {comments.map((comment) => (
            <CommentCard key={comment.id} comment={comment} sessionId={sessionId} onChange={setComments} />
          ))}
        </div>
      </div>
      <CommentDialog
        sessionId={sessionId}
        place={place}
        onClose={() => setPlace(null)}
        onSaved={(c) => setComments((all) => [...all, c])}
      />
    </>
  );
}

/** A running call, heard and seen as it happens; nothing of the listener reaches it. */
export default function ListenPage({ sessionId }: { sessionId: string }) {
  const whom = useWhom(sessionId);
  const known = whom.data;
  return (
    <>
      <Link href="/team" className={`button quiet small ${styles.back}`}>
        <Icon name="back" size={18} />
        {t('teamReview.back')}
      </Link>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{known ? t('listen.heading', { name: known.session.userName ?? t('team.unnamed') }) : t('listen.title')}</h1>
          {known && <p>{known.scenario?.name ?? known.session.scenarioId}</p>}
        </div>
      </div>
      {known ? (
        <div className="stack">
          <Listening
            key={sessionId}
            sessionId={sessionId}
            customer={{ name: known.scenario?.customer.name ?? t('teamReview.customer'), age: known.scenario?.customer.age ?? 40 }}
          />
        </div>
      ) : whom.status === 'failed' ? (
        <Failure error={whom.error} onRetry={whom.reload} title={t('listen.failed')} />
      ) : (
        <Waiting label={t('listen.joining')} />
      )}
    </>
  );
}
