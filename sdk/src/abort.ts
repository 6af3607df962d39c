/** Runs `cancel` when the signal aborts; returns what stops listening. An aborted signal throws its reason. */
export function onAbort(signal: AbortSignal | undefined, cancel: (reason: unknown) => void): () => void {
  if (!signal) return () => {};
  signal.throwIfAborted();
  const listener = () => cancel(signal.reason);
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Waits, or throws the signal's reason. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, milliseconds);
  });
}
