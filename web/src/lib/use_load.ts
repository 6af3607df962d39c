import { MockCallError } from '@hirexp/mock-call-sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../app/session';

export type Load<T> = (
  | { status: 'loading'; data: T | null; error: null }
  | { status: 'ready'; data: T; error: null }
  | { status: 'failed'; data: T | null; error: Error }
) & { reload: () => void };

/**
 * What a page shows comes from here: asked for when `keys` change, given up when the page goes. While it is asked for anew the
 * former answer stays in `data`. A token that ran out leads back to the sign-in.
 */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Load<T> {
  const { signOut } = useSession();
  const [state, setState] = useState<{ status: 'loading' | 'ready' | 'failed'; data: T | null; error: Error | null }>({
    status: 'loading',
    data: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the question depends on
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ status: 'loading', data: before.data, error: null }));
    latest.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ status: 'ready', data, error: null });
      },
      (error: Error) => {
        if (controller.signal.aborted) return;
        if (error instanceof MockCallError && error.code === 'UNAUTHORIZED') signOut('expired');
        else setState((before) => ({ status: 'failed', data: before.data, error }));
      },
    );
    return () => controller.abort();
  }, [turn, ...keys]);

  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { ...state, reload } as Load<T>;
}
