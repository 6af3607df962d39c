import { type EndRequest, MockCallError, type Voice } from '@hirexp/mock-call-sdk';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { BEGINNING, isTalking, step } from '../../lib/call_state';
import { preparedMicrophone, type RunningCall, runningCall } from '../../lib/call_store';
import { told } from '../../lib/failure';
import { microphoneOptions, speakerOptions } from '../../lib/preferences';

export type Speech = 'opening' | 'spoken' | 'typed';

/** The call and what can be done with it. Leaving the page leaves the line; the server keeps the call for a while. */
export function useCall(call: RunningCall) {
  const client = useClient();
  const [view, tell] = useReducer(step, BEGINNING);
  const [speech, setSpeech] = useState<Speech>('opening');
  const [voice, setVoice] = useState<Voice | null>(null);
  const [ending, setEnding] = useState(false);
  const muted = useRef(false);

  useEffect(() => {
    const offs = [
      client.on('joined', ({ state }) => tell({ type: 'state', state, now: performance.now() })),
      client.on('state:update', ({ state }) => tell({ type: 'state', state, now: performance.now() })),
      client.on('transcript', (event) => tell({ type: 'transcript', event })),
      client.on('objective:met', ({ objective, timestamp }) => tell({ type: 'objective', index: objective.index, at: timestamp })),
      client.on('feedback', (feedback) => tell({ type: 'feedback', feedback })),
      client.on('customer:voice', (heard) => tell({ type: 'voice', voice: heard })),
      client.on('customer:action', (event) => tell({ type: 'customer', event, words: event.message || word('customer', event.action) })),
      client.on('connection', (change) => tell({ type: 'connection', change })),
      client.on('call:ended', ({ reason, evaluation }) => tell({ type: 'ended', reason, evaluation })),
      client.on('error', ({ message }) => tell({ type: 'notice', text: message, tone: 'warn' })),
      client.on('microphone:lost', () => {
        setSpeech('typed');
        tell({ type: 'notice', text: t('call.microphoneLost'), tone: 'warn' });
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, [client]);

  const type = useCallback(async () => {
    setSpeech('typed');
    await client.connectSpeaker(speakerOptions());
  }, [client]);

  const speak = useCallback(async () => {
    setSpeech('opening');
    const microphone = preparedMicrophone.take();
    try {
      setVoice(await client.connectMicrophone({ ...speakerOptions(), ...(microphone ? { microphone } : await microphoneOptions()) }));
      setSpeech('spoken');
    } catch (error) {
      if (!(error instanceof MockCallError) || !error.code.startsWith('MICROPHONE')) throw error;
      tell({ type: 'notice', text: t(error.code === 'MICROPHONE_DENIED' ? 'mic.denied' : 'mic.unavailable'), tone: 'warn' });
      await type();
    }
  }, [client, type]);

  useEffect(() => {
    const join = async () => {
      await client.connect(call);
      await (call.typed ? type() : speak());
    };
    // React's strict mode mounts twice; a call is joined once.
    const soon = setTimeout(() => {
      join().catch((error: Error) => {
        if (!client.connected)
          tell({ type: 'connection', change: { state: 'closed', error: error instanceof MockCallError ? error : null } });
      });
    });
    return () => {
      clearTimeout(soon);
      client.disconnect();
    };
  }, [client, call, type, speak]);

  const end = useCallback(
    async (body: EndRequest) => {
      setEnding(true);
      try {
        await client.endCall(call.sessionId, body);
        runningCall.set(null);
        return true;
      } catch (error) {
        setEnding(false);
        tell({ type: 'notice', text: told(error), tone: 'warn' });
        return false;
      }
    },
    [client, call],
  );

  const act = useMemo(() => {
    /** What cannot be done right now says so instead of failing. */
    const trying = (action: () => void) => {
      try {
        action();
        return true;
      } catch (error) {
        tell({ type: 'notice', text: told(error), tone: 'warn' });
        return false;
      }
    };
    const mute = (on: boolean) => {
      if (!trying(() => (on ? client.mute() : client.unmute()))) return;
      muted.current = on;
      tell({ type: 'muted', muted: on });
    };
    return {
      answer: () => trying(() => client.answer()),
      toggleMute: () => mute(!muted.current),
      hold: () => trying(() => client.hold()),
      resume: () => trying(() => client.resume()),
      transfer: (to: 'supervisor' | 'technical' | 'billing', reason: string) =>
        trying(() => client.transfer({ to, ...(reason && { reason }) })),
      escalate: (reason: string) => trying(() => client.escalate(reason || undefined)),
      note: (text: string) => trying(() => client.note(text)),
      say: (text: string) => trying(() => client.sendText(text)),
      dismiss: (id: number) => tell({ type: 'dismiss', id }),
    };
  }, [client]);

  return { view, speech, voice, ending, end, act, speak, type, talking: isTalking(view) };
}

export type CallUse = ReturnType<typeof useCall>;
