import type { CallComment, Evaluation, Session, TranscriptFile } from '@hirexp/mock-call-sdk';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { ownLink } from '../../lib/review';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { clock, moment } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Empty, Failure, Waiting } from '../../ui/States';
import { Checks } from './Checks';
import { CommentDialog, type CommentPlace, Comments } from './Comments';
import { ScoreCard } from './ScoreCard';
import styles from './Supervisor.module.css';
import { Transcript } from './Transcript';

type Result = NonNullable<Session['result']>;

function Recording({
  url,
  player,
  onMoment,
}: {
  url: string | null;
  player: React.RefObject<HTMLAudioElement | null>;
  onMoment: (at: number) => void;
}) {
  return (
    <section className={`card ${styles.listen}`}>
      <h2>{t('teamReview.recording')}</h2>
      {url ? (
        // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it, word by word
        <audio
          ref={player}
          controls
          preload="metadata"
          src={ownLink(url, location.href)}
          onTimeUpdate={(e) => onMoment(e.currentTarget.currentTime)}
        />
      ) : (
        <p className="soft">{t('teamReview.noRecording')}</p>
      )}
    </section>
  );
}

/** What was said, as the server keeps it; its link is signed and needs no token. */
async function transcriptOf(url: string | null, signal: AbortSignal): Promise<TranscriptFile['messages']> {
  if (!url) return [];
  const answer = await fetch(ownLink(url, location.href), { signal });
  if (!answer.ok) throw new Error(t('teamReview.transcriptFailed'));
  return ((await answer.json()) as TranscriptFile).messages;
}

interface ReviewedProps {
  session: Session;
  result: Result;
  heard: TranscriptFile['messages'];
}

function Reviewed({ session, result, heard }: ReviewedProps) {
  const { sessionId } = session;
  const [evaluation, setEvaluation] = useState<Evaluation>(result.evaluation);
  const [comments, setComments] = useState<CallComment[]>(session.comments ?? []);
  const [now, setNow] = useState(0);
  const [place, setPlace] = useState<CommentPlace | null>(null);
  const [saved, setSaved] = useState('');
  const player = useRef<HTMLAudioElement>(null);
  const { url } = result.recording;
  const play = (at: number) => {
    setNow(at);
    if (!player.current) return;
    player.current.currentTime = at;
    void player.current.play().catch(() => {});
  };
  const judged = (next: Evaluation) => {
    setEvaluation(next);
    setSaved(t('teamReview.saved', { score: next.overallScore }));
  };
  return (
    <>
      <p role="status" className="visually-hidden">
        {saved}
      </p>
      <div className={styles.review}>
        <div className={styles.column}>
          <Recording url={url} player={player} onMoment={setNow} />
          <Transcript
            messages={heard}
            comments={comments}
            now={now}
            {...(url && { onPlay: play })}
            onComment={(at) => setPlace({ at })}
            sessionId={sessionId}
            onComments={setComments}
          />
          <Comments comments={comments} sessionId={sessionId} onChange={setComments}>
            <button type="button" className="button" onClick={() => setPlace({ at: null })}>
              {t('teamReview.comment')}
            </button>
            <button type="button" className="button" onClick={() => setPlace({ at: now })}>
              {t('teamReview.commentAt', { at: clock(now) })}
            </button>
          </Comments>
        </div>
        <div className={styles.column}>
          <ScoreCard evaluation={evaluation} />
          <Checks sessionId={sessionId} evaluation={evaluation} onChange={judged} {...(url && { onPlay: play })} />
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

function Body({ session, heard }: { session: Session; heard: TranscriptFile['messages'] }) {
  if (session.result) return <Reviewed session={session} result={session.result} heard={heard} />;
  if (session.status !== 'ended' && session.status !== 'expired')
    return (
      <Empty icon="phone" title={t('teamReview.running')}>
        <Link href={`/listen/${session.sessionId}`} className="button primary">
          {t('team.listen')}
        </Link>
      </Empty>
    );
  return (
    <Empty title={t('teamReview.erased')}>
      <p className="soft">{t('teamReview.erasedHint')}</p>
    </Empty>
  );
}

/** One ended call: what was said, how it was judged, and what the supervisor says to both. */
export default function ReviewPage({ sessionId }: { sessionId: string }) {
  const client = useClient();
  const load = useLoad(
    async (signal) => {
      const session = await client.getSession(sessionId, { signal });
      const [heard, scenario] = await Promise.all([
        transcriptOf(session.result?.recording.transcript ?? null, signal),
        summaryOf(client, session.scenarioId).catch(() => null),
      ]);
      return { session, heard, scenario };
    },
    [client, sessionId],
  );
  const session = load.data?.session;
  return (
    <>
      <Link href="/team" className={`button quiet small ${styles.back}`}>
        <Icon name="back" size={18} />
        {t('teamReview.back')}
      </Link>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{session ? (session.userName ?? t('team.unnamed')) : t('teamReview.title')}</h1>
          {session && (
            <p>
              {load.data?.scenario?.name ?? session.scenarioId} · {moment(session.createdAt)}
            </p>
          )}
        </div>
      </div>
      {load.data ? (
        <Body key={sessionId} session={load.data.session} heard={load.data.heard} />
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('teamReview.failed')} />
      ) : (
        <Waiting />
      )}
    </>
  );
}
