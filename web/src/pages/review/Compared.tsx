import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { comparisonOf } from '../../lib/progress';
import { useLoad } from '../../lib/use_load';
import { Icon } from '../../ui/Icon';

/** How the call compares with one's earlier tries at it; nothing while that is not known. */
export function Compared({ sessionId }: { sessionId: string }) {
  const client = useClient();
  const { data } = useLoad((signal) => client.getProgress({ signal }), [client, sessionId]);
  const compared = data && comparisonOf(data.course, sessionId);
  if (!data || !compared) return null;
  const { sinceLast, isBest } = compared;
  return (
    <p className="row" role="status">
      {sinceLast === null ? (
        <span className="chip">{t('compared.first')}</span>
      ) : (
        <>
          {isBest && (
            <span className="chip good">
              <Icon name="trophy" size={14} />
              {t('compared.best')}
            </span>
          )}
          <span className={`chip numbers ${sinceLast > 0 ? 'good' : ''}`}>
            {sinceLast === 0 ? t('compared.same') : t(sinceLast > 0 ? 'compared.up' : 'compared.down', { change: Math.abs(sinceLast) })}
          </span>
        </>
      )}
      <span className="chip accent numbers">{t('compared.level', { level: data.level, xp: data.xp })}</span>
    </p>
  );
}
