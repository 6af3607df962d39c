import type { Voice } from '@hirexp/mock-call-sdk';
import { useEffect, useState } from 'react';
import { useClient } from '../../app/session';
import type { CallView } from '../../lib/call_state';

export type LineQuality = 'good' | 'fair' | 'poor' | 'none';

const LOOK_EVERY_MS = 2000;

/** What the line is worth: whether it is up, and what the SDK measures of sound that came late or not at all. */
export function useQuality(view: CallView, voice: Voice | null): LineQuality {
  const client = useClient();
  const [measured, setMeasured] = useState<LineQuality>('good');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another transport is measured anew
  useEffect(() => {
    let gone = false;
    const timer = setInterval(() => {
      void client.getQuality().then(({ grade }) => {
        if (!gone) setMeasured(grade);
      });
    }, LOOK_EVERY_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [client, voice]);
  return view.line === 'up' ? measured : 'none';
}
