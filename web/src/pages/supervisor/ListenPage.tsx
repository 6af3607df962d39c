import type { CallComment } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { type CallView, secondsOf } from '../../lib/call_state';
import { summaryOf } from '../../lib/shelf';
import { isOver } from '../../lib/team';
import { useLoad } from '../../lib/use_load';
import { clock, titled } from '../../lib/words';
import { CallTimer } from '../../ui/CallTimer';
import { Icon } from '../../ui/Icon';
import { Level } from '../../ui/Level';
import { MoodNews } from '../../ui/MoodNews';
import { Portrait } from '../../ui/Portrait';
import { Empty, Failure, Waiting } from '../../ui/States';
import { useFollowing } from '../../ui/use_following';
import { CommentCard, CommentDialog, type CommentPlace } from './Comments';
import styles from './Supervisor.module.css';
import { useListening } from './use_listening';

function Words({ view, names }: { view: CallView; names: Record<'agent' | 'customer', string> }) {
  const { captions } = view;
  const { box, onScroll } = useFollowing(captions);
  return (
    <section className="card">
      <h2>{t('listen.words')}</h2>
      {captions.length === 0 && <p className="soft">{t('listen.nothing')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <div ref={box} onScroll={onScroll} role="log" aria-label={t('listen.words')} className={styles.words} tabIndex={0}>
        <ol className={styles.lines}>
          {captions.map(({ id, speaker, text, final, timestamp }) => (
            // A line is added anew once it is final: that is when a screen reader says it.
            <li
              key={final ? id : `${id}…`}
              className={styles.line}
              data-speaker={speaker}
              data-partial={!final || undefined}
              aria-hidden={!final || undefined}
            >
              <span className="soft small numbers">{clock(timestamp)}</span>
              <p>
                <strong>{names[speaker]}</strong> {text}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </section>
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
      <MoodNews name={name} emotion={view.emotion} mood={view.mood} />
      <Level
        label={t('listen.mood')}
        value={view.mood}
        course={[...view.course.map(({ at, mood }) => [at, mood] as const), [view.duration, view.mood]]}
      />
      <Level
        label={t('listen.satisfaction')}
        value={view.satisfaction}
        course={[...view.course.map(({ at, satisfaction }) => [at, satisfaction] as const), [view.duration, view.satisfaction]]}
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

interface ListeningProps {
  sessionId: string;
  trainee: string;
  customer: { name: string; age: number };
}

function Listening({ sessionId, trainee, customer }: ListeningProps) {
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
        <CallTimer view={view} />
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
        <Words view={view} names={{ agent: trainee, customer: customer.name }} />
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
          {known && <p>{titled(known.scenario?.name ?? known.session.scenarioId)}</p>}
        </div>
      </div>
      {known && isOver(known.session.status) ? (
        <Empty icon="phone" title={t('listen.over')}>
          <Link href={`/team/${sessionId}`} className="button primary">
            {t('listen.toReview')}
          </Link>
        </Empty>
      ) : known ? (
        <div className="stack">
          <Listening
            key={sessionId}
            sessionId={sessionId}
            trainee={known.session.userName ?? t('teamReview.trainee')}
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
