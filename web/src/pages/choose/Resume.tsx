import { useState } from 'react';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { runningCall } from '../../lib/call_store';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';

/** A call that was left by accident: the way back while it runs, and to its review when it does not. */
export function Resume() {
  const client = useClient();
  const [left, setLeft] = useState(runningCall.get);
  const load = useLoad(
    async (signal) => {
      if (!left) return null;
      const [session, summary] = await Promise.all([client.getSession(left.sessionId, { signal }), summaryOf(client, left.scenarioId)]);
      return { session, name: summary?.customer.name ?? t('call.customer') };
    },
    [client, left],
  );
  if (!left || !load.data) return null;
  const { session, name } = load.data;
  const over = session.status === 'ended' || session.status === 'expired';
  if (over && !session.result) return null;
  const done = () => {
    runningCall.set(null);
    setLeft(null);
  };
  return (
    <div className="notice" role="status">
      <div>
        <strong>{t(over ? 'resume.over' : 'resume.runs', { name })}</strong> {t(over ? 'resume.overHint' : 'resume.runsHint')}
      </div>
      {over && (
        <button type="button" className="button" onClick={done}>
          {t('resume.dismiss')}
        </button>
      )}
      <Link href={`/${over ? 'review' : 'call'}/${left.sessionId}`} className="button primary" onClick={over ? done : undefined}>
        {t(over ? 'call.toReview' : 'ready.goBack')}
      </Link>
    </div>
  );
}
