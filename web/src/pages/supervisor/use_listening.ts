import { MockCallError } from '@hirexp/mock-call-sdk';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { useClient } from '../../app/session';
import { word } from '../../i18n';
import { BEGINNING, step } from '../../lib/call_state';
import { speakerOptions } from '../../lib/preferences';

/** A running call as a supervisor hears and sees it. Leaving the page stops listening. */
export function useListening(sessionId: string) {
  const client = useClient();
  const [view, tell] = useReducer(step, BEGINNING);
  const [sound, setSound] = useState(false);

  useEffect(() => {
    const offs = [
      client.on('joined', ({ state }) => tell({ type: 'state', state, now: performance.now() })),
      client.on('state:update', ({ state }) => tell({ type: 'state', state, now: performance.now() })),
      client.on('transcript', (event) => tell({ type: 'transcript', event })),
      client.on('customer:voice', (voice) => tell({ type: 'voice', voice })),
      client.on('customer:action', (event) => tell({ type: 'customer', event, words: event.message || word('customer', event.action) })),
      client.on('connection', (change) => tell({ type: 'connection', change })),
      client.on('call:ended', ({ reason, evaluation }) => tell({ type: 'ended', reason, evaluation })),
    ];
    // React's strict mode mounts twice; a call is joined once.
    const soon = setTimeout(() => {
      client.monitor(sessionId).catch((error: Error) => {
        const known = error instanceof MockCallError ? error : new MockCallError('CONNECTION_LOST', error.message);
        tell({ type: 'connection', change: { state: 'closed', error: known } });
      });
    });
    return () => {
      clearTimeout(soon);
      for (const off of offs) off();
      client.disconnect();
    };
  }, [client, sessionId]);

  /** Browsers want a click before there is sound. */
  const toggleSound = useCallback(async () => {
    if (sound) client.disconnectSpeaker();
    else await client.connectSpeaker(speakerOptions());
    setSound(!sound);
  }, [client, sound]);

  return { view, sound, toggleSound };
}
