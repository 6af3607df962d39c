import { useEffect, useRef } from 'react';

/** Alt and a letter: they work while one types, and take nothing from a screen reader. */
export const KEYS = {
  answer: 'A',
  mute: 'M',
  hold: 'H',
  transfer: 'T',
  escalate: 'S',
  record: 'R',
  notes: 'N',
  knowledge: 'K',
  end: 'X',
  keys: 'Q',
} as const;

export type KeyName = keyof typeof KEYS;
const NAMES = Object.keys(KEYS) as KeyName[];

/** By the key's place, since Alt changes the letter on some systems. */
export const keyOf = (event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'code'>): KeyName | null =>
  event.altKey && !event.ctrlKey && !event.metaKey ? (NAMES.find((name) => event.code === `Key${KEYS[name]}`) ?? null) : null;

export function useKeys(handlers: Record<KeyName, () => void>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const name = keyOf(event);
      if (!name) return;
      event.preventDefault();
      latest.current[name]();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
