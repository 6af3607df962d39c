import { useEffect, useState } from 'react';
import { t } from '../i18n';
import { type CallView, secondsOf } from '../lib/call_state';
import { clock } from '../lib/words';

/** The time of a running call, going on between what the server says of it. */
export function CallTimer({ view, className = '' }: { view: CallView; className?: string }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={`numbers ${className}`} role="timer" aria-label={t('call.timer')}>
      {clock(secondsOf(view, Math.max(now, view.durationAt)))}
    </span>
  );
}
