import type { CallResult, RecordingResult, Session } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { Link, Redirect } from 'wouter';
import { useClient, useSession } from '../../app/session';
import { t } from '../../i18n';
import { feelingOf } from '../../lib/portrait';
import { summaryOf } from '../../lib/shelf';
import { type Load, useLoad } from '../../lib/use_load';
import { moment, titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Portrait } from '../../ui/Portrait';
import { PrintButton } from '../../ui/PrintButton';
import { Empty, Failure, Skeleton } from '../../ui/States';
import { Advice } from './Advice';
import { Checks } from './Checks';
import { Compared } from './Compared';
import { MetricsCard } from './MetricsCard';
import { MoodCard } from './MoodCard';
import type { Playing } from './playing';
import { Recording } from './Recording';
import styles from './ReviewPage.module.css';
import { Said } from './Said';
import { Achievements, Dimensions, Gates, Score } from './Score';
import { Transcript } from './Transcript';
import { usePlayer } from './use_player';
import { recordingOf } from './use_recording';

function Share() {
  const [said, setSaid] = useState('');
  async function share() {
    const url = location.href;
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        setSaid(t('review.copied'));
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') setSaid(t('review.notCopied', { url }));
    }
  }
  return (
    <>
      <button type="button" className="button" onClick={share}>
        <Icon name="share" size={18} />
        {t('review.share')}
      </button>
      <span role="status" className="small soft">
        {said}
      </span>
    </>
  );
}

interface Known {
  session: Session;
  title: string;
  customer: { name: string; age?: number; mood: string };
}

function Head({ known, scenarioId }: { known: Known; scenarioId: string }) {
  const { session, title, customer } = known;
  return (
    <header className={styles.head}>
      <Portrait name={customer.name} age={customer.age} feeling={feelingOf(customer.mood)} size={72} />
      <div>
        <p className="soft">{t('review.with', { name: customer.name, when: moment(session.createdAt) })}</p>
        <h1 tabIndex={-1}>{t('review.heading', { title })}</h1>
      </div>
      <div className={`row no-print ${styles.actions}`}>
        <Share />
        <PrintButton />
        <Link href={`/brief/${scenarioId}`} className="button primary">
          {t('review.again')}
        </Link>
      </div>
    </header>
  );
}

/** A call that was judged. The recording comes by itself: a score is there before its sound is. */
export function Review({ known, result, sound }: { known: Known; result: CallResult; sound: Load<RecordingResult | null> }) {
  const player = usePlayer(result.summary.duration);
  const heard = sound.data;
  const playing: Playing = {
    playFrom: heard ? player.playFrom : null,
    names: { agent: t('call.you'), customer: known.customer.name },
    own: true,
  };
  return (
    <div className={styles.review}>
      <div className={styles.top}>
        <Score result={result}>
          <Compared sessionId={known.session.sessionId} />
        </Score>
        <Dimensions result={result} />
      </div>
      <Advice result={result} own />
      <Said comments={known.session.comments ?? []} playFrom={playing.playFrom} />
      {sound.status === 'loading' && (
        <section className="card stack" role="status">
          <h2>{t('recording.title')}</h2>
          <p className="soft">{t('recording.coming')}</p>
          <Skeleton height="4.5rem" />
        </section>
      )}
      {sound.status === 'failed' && (
        <section className="card">
          <Failure error={sound.error} onRetry={sound.reload} title={t('recording.failed')} />
        </section>
      )}
      {sound.status === 'ready' && !heard && <p className="notice">{t('recording.none')}</p>}
      {heard && (
        <Recording url={heard.recording.audioUrl} player={player} names={playing.names}>
          <Transcript messages={heard.transcript.messages} player={player} names={playing.names} />
        </Recording>
      )}
      <div className={styles.two}>
        <Checks evaluation={result.evaluation} {...playing} />
        <div className="stack">
          <MoodCard result={result} {...playing} />
          <Gates result={result} {...playing} />
          <Achievements result={result} />
          {result.evaluation.metrics && <MetricsCard metrics={result.evaluation.metrics} />}
        </div>
      </div>
    </div>
  );
}

function Unjudged({ session }: { session: Session }) {
  if (session.status === 'ended' || session.status === 'expired')
    return (
      <Empty title={t('review.nothing')}>
        <p className="soft">{t(session.status === 'expired' ? 'review.expired' : 'review.erased')}</p>
      </Empty>
    );
  return (
    <Empty icon="phone" title={t('review.running')}>
      <Link href={`/call/${session.sessionId}`} className="button primary">
        {t('review.toCall')}
      </Link>
    </Empty>
  );
}

export default function ReviewPage({ sessionId }: { sessionId: string }) {
  const client = useClient();
  const { who } = useSession();
  const load = useLoad(
    async (signal): Promise<Known> => {
      const session = await client.getSession(sessionId, { signal });
      const summary = await summaryOf(client, session.scenarioId);
      return {
        session,
        title: titled(summary?.name ?? t('review.call')),
        customer: summary?.customer ?? { name: t('call.customer'), mood: '' },
      };
    },
    [client, sessionId],
  );
  const session = load.data?.session;
  const result = session?.result ?? null;
  const sound = useLoad((signal) => (session?.result ? recordingOf(client, session, signal) : Promise.resolve(null)), [client, session]);
  if (!load.data)
    return (
      <>
        <h1 tabIndex={-1} className="visually-hidden">
          {t('review.title')}
        </h1>
        {load.status === 'failed' ? (
          <Failure error={load.error} onRetry={load.reload} title={t('review.failed')} />
        ) : (
          <div className="stack" role="status">
            <span className="visually-hidden">{t('state.loading')}</span>
            <Skeleton width="50%" height="2.4rem" />
            <Skeleton height="11rem" />
            <Skeleton height="16rem" />
          </div>
        )}
      </>
    );
  // A trainee shared the link to their review: a supervisor has a page of their own for it.
  if (who && who.role !== 'trainee' && load.data.session.userId !== who.userId) return <Redirect to={`/team/${sessionId}`} replace />;
  return (
    <>
      <Head known={load.data} scenarioId={load.data.session.scenarioId} />
      {result ? <Review known={load.data} result={result} sound={sound} /> : <Unjudged session={load.data.session} />}
    </>
  );
}
