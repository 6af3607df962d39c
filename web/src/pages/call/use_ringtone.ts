import { useEffect } from 'react';

const RING_S = 1;
const PAUSE_S = 2;

/** Two soft tones, a second long, every three seconds. */
export function useRingtone(ringing: boolean): void {
  useEffect(() => {
    if (!ringing) return;
    const context = new AudioContext();
    const gain = new GainNode(context, { gain: 0 });
    for (const frequency of [440, 480]) {
      const tone = new OscillatorNode(context, { frequency });
      tone.connect(gain);
      tone.start();
    }
    gain.connect(context.destination);
    const ring = () => {
      const at = context.currentTime + 0.05;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.05, at + 0.04);
      gain.gain.setValueAtTime(0.05, at + RING_S - 0.1);
      gain.gain.linearRampToValueAtTime(0, at + RING_S);
    };
    ring();
    const timer = setInterval(ring, (RING_S + PAUSE_S) * 1000);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [ringing]);
}
