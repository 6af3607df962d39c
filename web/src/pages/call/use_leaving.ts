import { useEffect } from 'react';

/** The browser asks before a page with a running call is closed. The call can be joined again for a while even so. */
export function useLeaving(running: boolean): void {
  useEffect(() => {
    if (!running) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [running]);
}
