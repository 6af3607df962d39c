import type { ScenarioDetails, ScenarioSummary } from '@hirexp/mock-call-sdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { type RunningCall, runningCall } from '../../lib/call_store';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { titled } from '../../lib/words';
import { Empty, Failure, Waiting } from '../../ui/States';
import { Banners } from './Banners';
import styles from './CallPage.module.css';
import { Captions } from './Captions';
import { Controls, type DialogName } from './Controls';
import { CustomerPanel } from './CustomerPanel';
import { Desk, type DeskTab } from './Desk';
import { Dialogs } from './Dialogs';
import { Header } from './Header';
import { Ringing } from './Ringing';
import { useCall } from './use_call';
import { useKeys } from './use_keys';
import { useLeaving } from './use_leaving';
import { useRingtone } from './use_ringtone';

export interface Case {
  scenario: ScenarioDetails['scenario'];
  summary: ScenarioSummary | null;
  name: string;
}

function Line({ call, known }: { call: RunningCall; known: Case }) {
  const use = useCall(call);
  const { view, act, talking } = use;
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [tab, setTab] = useState<DeskTab>('customer');
  const ringing = view.status === 'ringing' && view.line !== 'closed';
  useRingtone(ringing);
  useLeaving(!view.ended && view.line !== 'closed' && !use.ending);
  useKeys({
    answer: () => ringing && act.answer(),
    mute: () => talking && act.toggleMute(),
    hold: () => talking && (view.status === 'on_hold' ? act.resume() : act.hold()),
    transfer: () => talking && setDialog('transfer'),
    escalate: () => talking && setDialog('escalate'),
    record: () => setTab('record'),
    notes: () => setTab('notes'),
    knowledge: () => setTab('knowledge'),
    end: () => !view.ended && setDialog('end'),
    keys: () => setDialog('keys'),
  });

  const arrived = useRef<HTMLHeadingElement>(null);
  useEffect(() => arrived.current?.focus(), []);
  const review = () => navigate(`/review/${call.sessionId}`, { replace: true });
  useEffect(() => {
    if (view.ended) runningCall.set(null);
  }, [view.ended]);

  return (
    <main className={styles.page}>
      <h1 ref={arrived} tabIndex={-1} className="visually-hidden">
        {t('call.heading', { name: known.name })}
      </h1>
      <p role="status" className="visually-hidden">
        {ringing ? t('call.rings', { name: known.name }) : ''}
      </p>
      <Header view={view} voice={use.voice} scenario={titled(known.scenario.name)} />
      <Banners use={use} onReview={review} />
      <div className={styles.desk}>
        <CustomerPanel view={view} known={known} />
        {ringing ? (
          <Ringing known={known} call={call} speech={use.speech} onAnswer={act.answer} />
        ) : (
          <Captions use={use} name={known.name} />
        )}
        <Desk tab={tab} onTab={setTab} known={known} call={call} use={use} />
      </div>
      <Controls use={use} onDialog={setDialog} />
      <Dialogs open={dialog} onClose={() => setDialog(null)} use={use} onEnded={review} />
    </main>
  );
}

export default function CallPage({ sessionId }: { sessionId: string }) {
  const client = useClient();
  const call = useMemo(() => runningCall.get(sessionId), [sessionId]);
  const load = useLoad(
    async (signal) => {
      if (!call) return null;
      const [scenario, summary] = await Promise.all([client.getScenario(call.scenarioId, { signal }), summaryOf(client, call.scenarioId)]);
      return { scenario, summary, name: summary?.customer.name ?? String(scenario.customerProfile.name ?? t('call.customer')) };
    },
    [client, call],
  );
  if (call && load.data) return <Line call={call} known={load.data} />;
  return (
    <main className="page">
      <h1 tabIndex={-1} className="visually-hidden">
        {t('call.title')}
      </h1>
      {!call ? (
        <Empty icon="phone" title={t('call.elsewhere')}>
          <p className="soft">{t('call.elsewhereHint')}</p>
          <div className="row">
            <Link href={`/review/${sessionId}`} className="button">
              {t('call.toReview')}
            </Link>
            <Link href="/" className="button">
              {t('nowhere.back')}
            </Link>
          </div>
        </Empty>
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('call.failed')} />
      ) : (
        <Waiting label={t('call.joining')} />
      )}
    </main>
  );
}
