import { type Microphone, MockCallError } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useClient, useSession } from '../../app/session';
import { t } from '../../i18n';
import { callSettings, preparedMicrophone, runningCall } from '../../lib/call_store';
import { told } from '../../lib/failure';
import { viewPreferences } from '../../lib/preferences';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import styles from './BriefPage.module.css';
import { CallSettings } from './CallSettings';
import { MicrophoneCheck } from './MicrophoneCheck';
import { SpeakerCheck } from './SpeakerCheck';
import { useMicrophone } from './use_microphone';

/** The other call this person is in, by the error that says so. */
function otherCall(error: unknown): string | null {
  if (!(error instanceof MockCallError) || error.code !== 'ALREADY_IN_CALL') return null;
  return (error.details as { sessionId?: string } | undefined)?.sessionId ?? null;
}

function useStart(scenarioId: string) {
  const client = useClient();
  const { signOut } = useSession();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);

  async function start(microphone: Microphone | null) {
    setBusy(true);
    setProblem(null);
    try {
      const settings = callSettings.get();
      const call = await client.startCall(scenarioId, { settings: { ...settings, crm: true } });
      const { sessionId, sessionToken, websocketUrl, iceServers, instructions } = call;
      runningCall.set({
        sessionId,
        sessionToken,
        websocketUrl,
        iceServers,
        instructions,
        scenarioId,
        typed: !microphone,
        quality: settings.audioQuality,
      });
      if (microphone) preparedMicrophone.put(microphone);
      navigate(`/call/${sessionId}`);
      return true;
    } catch (error) {
      setBusy(false);
      if (error instanceof MockCallError && error.code === 'UNAUTHORIZED') signOut('expired');
      else setProblem(error as Error);
      return false;
    }
  }
  return { start, busy, setBusy, problem, setProblem };
}

/** Everything before the call: microphone, loudspeaker, settings, and the two ways into it. */
export function Ready({ scenarioId }: { scenarioId: string }) {
  const client = useClient();
  const [, navigate] = useLocation();
  const mic = useMicrophone();
  const { start, busy, setBusy, problem, setProblem } = useStart(scenarioId);
  const other = otherCall(problem);
  const typedFirst = viewPreferences.get().typed || mic.state === 'denied' || mic.state === 'unavailable';

  async function speak() {
    setBusy(true);
    const microphone = mic.microphone ?? (await mic.open());
    if (!microphone) return setBusy(false);
    mic.keep();
    if (!(await start(microphone))) mic.keep(false);
  }
  async function endOther(sessionId: string) {
    setProblem(null);
    setBusy(true);
    try {
      await client.endCall(sessionId, { endReason: 'disconnected' });
      runningCall.set(null);
      await (mic.microphone ? speak() : start(null));
    } catch (error) {
      setBusy(false);
      setProblem(error as Error);
    }
  }

  return (
    <aside className={`card stack ${styles.ready}`} aria-label={t('ready.title')}>
      <h2>{t('ready.title')}</h2>
      <MicrophoneCheck mic={mic} />
      <SpeakerCheck named={mic.state === 'open'} />
      <CallSettings />
      {problem && !other && (
        <p className="notice bad" role="alert">
          {told(problem)}
        </p>
      )}
      <div className={styles.go}>
        <button type="button" className={typedFirst ? 'button' : 'button primary'} onClick={speak} disabled={busy}>
          {busy ? <span className="spinner" aria-hidden="true" /> : <Icon name="phone" />}
          {t('ready.take')}
        </button>
        <button type="button" className={typedFirst ? 'button primary' : 'button'} onClick={() => start(null)} disabled={busy}>
          <Icon name="keyboard" />
          {t('ready.type')}
        </button>
      </div>
      <Dialog title={t('ready.inCall')} isOpen={other !== null} onClose={() => setProblem(null)} alert>
        <p>{t('ready.inCallText')}</p>
        <div className="row end">
          <button type="button" className="button" onClick={() => setProblem(null)}>
            {t('action.cancel')}
          </button>
          {other && runningCall.get(other) && (
            <button type="button" className="button" onClick={() => navigate(`/call/${other}`)}>
              {t('ready.goBack')}
            </button>
          )}
          <button type="button" className="button primary" onClick={() => other && endOther(other)}>
            {t('ready.endOther')}
          </button>
        </div>
      </Dialog>
    </aside>
  );
}
