import type { CallComment, Evaluation, Session, TranscriptFile } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { useClient, useSession } from '../../app/session';
import { t } from '../../i18n';
import { PlainError } from '../../lib/failure';
import { ownLink } from '../../lib/review';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { clock, moment, titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { PrintButton } from '../../ui/PrintButton';
import { Empty, Failure, Waiting } from '../../ui/States';
import { Advice } from '../review/Advice';
import { Checks } from '../review/Checks';
import { MetricsCard } from '../review/MetricsCard';
import { MoodCard } from '../review/MoodCard';
import type { Playing } from '../review/playing';
import { Recording } from '../review/Recording';
import review from '../review/ReviewPage.module.css';
import { Dimensions, Gates, Score } from '../review/Score';
import { usePlayer } from '../review/use_player';
import { CommentDialog, type CommentPlace, Comments } from './Comments';
import { useOverruling } from './Overrule';
import styles from './Supervisor.module.css';
import { Transcript } from './Transcript';

type Result = NonNullable<Session['result']>;

/** What was said, as the server keeps it; its link is signed and needs no token. */
async function transcriptOf(url: string | null, signal: AbortSignal): Promise<TranscriptFile['messages']> {
  if (!url) return [];
  const answer = await fetch(ownLink(url, location.href), { signal });
  if (!answer.ok) throw new PlainError(t('teamReview.transcriptFailed'));
  return ((await answer.json()) as TranscriptFile).messages;
}

interface ReviewedProps {
  session: Session;
  result: Result;
  heard: TranscriptFile['messages'];
  customer: string;
}

function Reviewed({ session, result: judged, heard, customer }: ReviewedProps) {
  const { sessionId } = session;
  const { who } = useSession();
  const [evaluation, setEvaluation] = useState<Evaluation>(judged.evaluation);
  const [comments, setComments] = useState<CallComment[]>(session.comments ?? []);
  const [place, setPlace] = useState<CommentPlace | null>(null);
  const [saved, setSaved] = useState('');
  const player = usePlayer(judged.summary.duration);
  const { url } = judged.recording;
  const result = { ...judged, evaluation };
  const playing: Playing = {
    playFrom: url ? player.playFrom : null,
    names: { agent: session.userName ?? t('teamReview.trainee'), customer },
    own: session.userId === who?.userId,
  };
  const overruling = useOverruling(sessionId, (next) => {
    setEvaluation(next);
    setSaved(t('teamReview.saved', { score: next.overallScore }));
  });
  return (
    <>
      <p role="status" className="visually-hidden">
        {saved}
      </p>
      <div className="stack">
        <div className={review.top}>
          <Score result={result} />
          <Dimensions result={result} />
        </div>
        <Advice result={result} own={playing.own} />
        {url ? <Recording url={url} player={player} names={playing.names} /> : <p className="notice">{t('teamReview.noRecording')}</p>}
        <div className={styles.review}>
          <div className={styles.column}>
            <Transcript
              messages={heard}
              comments={comments}
              now={player.seconds}
              onComment={(at) => setPlace({ at })}
              sessionId={sessionId}
              onComments={setComments}
              {...playing}
            />
            <Comments comments={comments} sessionId={sessionId} onChange={setComments}>
              <button type="button" className="button" onClick={() => setPlace({ at: null })}>
                {t('teamReview.comment')}
              </button>
              {player.seconds > 0 && (
                <button type="button" className="button" onClick={() => setPlace({ at: player.seconds })}>
                  {t('teamReview.commentAt', { at: clock(player.seconds) })}
                </button>
              )}
            </Comments>
            <MoodCard result={result} {...playing} />
            {evaluation.metrics && <MetricsCard metrics={evaluation.metrics} />}
          </div>
          <div className={styles.column}>
            <Checks evaluation={evaluation} actions={overruling.actions} {...playing} />
            <Gates result={result} {...playing} />
          </div>
        </div>
      </div>
      {overruling.dialog}
      <CommentDialog
        sessionId={sessionId}
        place={place}
        onClose={() => setPlace(null)}
        onSaved={(c) => setComments((all) => [...all, c])}
      />
    </>
  );
}

function Body({ session, ...rest }: Omit<ReviewedProps, 'result'>) {
  if (session.result) return <Reviewed session={session} result={session.result} {...rest} />;
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
      <Link href="/team" className={`button quiet small no-print ${styles.back}`}>
        <Icon name="back" size={18} />
        {t('teamReview.back')}
      </Link>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{session ? (session.userName ?? t('team.unnamed')) : t('teamReview.title')}</h1>
          {session && (
            <p>
              {titled(load.data?.scenario?.name ?? session.scenarioId)} · {moment(session.createdAt)}
            </p>
          )}
        </div>
        {session?.result && <PrintButton />}
      </div>
      {load.data ? (
        <Body
          key={sessionId}
          session={load.data.session}
          heard={load.data.heard}
          customer={load.data.scenario?.customer.name ?? t('teamReview.customer')}
        />
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('teamReview.failed')} />
      ) : (
        <Waiting />
      )}
    </>
  );
}
