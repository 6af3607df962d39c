import { useEffect, useRef, useState } from 'react';
import { useClient } from '../../app/session';

/** Root mean square of a quiet voice; the noise of a room is below it. */
const AUDIBLE = 0.01;
const PATIENCE_MS = 12_000;

/** An open microphone has given nothing since the call was answered: probably it is the wrong one, or switched off. */
export function useUnheard(listening: boolean): boolean {
  const client = useClient();
  const [unheard, setUnheard] = useState(false);
  const heard = useRef(false);
  useEffect(() => {
    if (!listening || heard.current) return;
    const timer = setTimeout(() => setUnheard(true), PATIENCE_MS);
    const off = client.on('microphone:level', (level) => {
      if (level < AUDIBLE) return;
      heard.current = true;
      clearTimeout(timer);
      setUnheard(false);
      off();
    });
    return () => {
      clearTimeout(timer);
      off();
    };
  }, [client, listening]);
  return unheard && listening;
}

/** A bar as loud as one's own microphone, 25 times a second and past React. */
export function useOwnLevel<T extends HTMLElement>() {
  const client = useClient();
  const bar = useRef<T>(null);
  useEffect(
    () =>
      client.on('microphone:level', (level) => {
        bar.current?.style.setProperty('transform', `scaleX(${Math.min(1, Math.sqrt(level) * 1.7).toFixed(2)})`);
      }),
    [client],
  );
  return bar;
}
