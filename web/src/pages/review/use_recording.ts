import { type MockCallClient, MockCallError, type RecordingResult, type Session } from '@hirexp/mock-call-sdk';
import { useEffect, useState } from 'react';
import { ownLink, peaks } from '../../lib/review';

const PATIENCE_MS = 10_000;
/** What is not there so long after the call will not come. Clocks differ, hence so long. */
const LONG_AGO_MS = 600_000;
const AGAIN_MS = 500;
const STEPS = 700;
/** Enough to draw by; a long call at its full rate would fill hundreds of megabytes. */
const DRAWING_RATE = 8000;

/** The recording of an ended call; it may take the server some seconds to finish. Null when there is none: a call that nobody answered has no sound. */
export async function recordingOf(client: MockCallClient, call: Session, signal: AbortSignal): Promise<RecordingResult | null> {
  if (!call.answeredAt) return null;
  const longAgo = call.endedAt !== null && Date.now() - Date.parse(call.endedAt) > LONG_AGO_MS;
  const until = longAgo ? 0 : Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await client.getRecording(call.sessionId, { signal });
    } catch (error) {
      if (!(error instanceof MockCallError) || error.code !== 'RECORDING_NOT_FOUND') throw error;
      if (Date.now() > until) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      signal.throwIfAborted();
    }
  }
}

export interface Drawing {
  agent: number[];
  customer: number[];
}

/** Both channels' loudness over the call; null while it is decoded, `none` where it cannot be. */
export function useDrawing(url: string | null): Drawing | 'none' | null {
  const [drawing, setDrawing] = useState<Drawing | 'none' | null>(null);
  useEffect(() => {
    if (!url) return;
    const controller = new AbortController();
    const draw = async () => {
      const answer = await fetch(ownLink(url, location.href), { signal: controller.signal });
      const sound = await new OfflineAudioContext(2, 1, DRAWING_RATE).decodeAudioData(await answer.arrayBuffer());
      if (controller.signal.aborted) return;
      const channel = (i: number) => peaks(sound.getChannelData(Math.min(i, sound.numberOfChannels - 1)), STEPS);
      setDrawing({ agent: channel(0), customer: channel(1) });
    };
    // It is played all the same; only the drawing is missing.
    draw().catch(() => !controller.signal.aborted && setDrawing('none'));
    return () => controller.abort();
  }, [url]);
  return drawing;
}
