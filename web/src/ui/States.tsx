import { MockCallError } from '@hirexp/mock-call-sdk';
import type { ReactNode } from 'react';
import { t, tn } from '../i18n';
import { Icon, type IconName } from './Icon';

/** Something is awaited: a word for those who hear, a mark for those who see. */
export function Waiting({ label = t('state.loading') }: { label?: string }) {
  return (
    <div className="state" role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="soft">{label}</span>
    </div>
  );
}

export function Empty({ icon = 'empty', title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What the error asks of the person. The server's own sentence says what happened. */
function advice(error: Error): string {
  if (!(error instanceof MockCallError)) return t('failure.unforeseen');
  if (error.retryAfter) return tn('failure.wait', error.retryAfter);
  if (error.code === 'NETWORK_ERROR') return t('failure.network');
  if (error.status === 404 || error.status === 403) return t('failure.gone');
  return t('failure.again');
}

export function Failure({ error, onRetry, title = t('failure.title') }: { error: Error; onRetry?: () => void; title?: string }) {
  return (
    <div className="state" role="alert">
      <Icon name="warning" />
      <h2>{title}</h2>
      <p>{error instanceof MockCallError ? error.message : t('failure.broken')}</p>
      <p className="soft small">
        {advice(error)}
        {error instanceof MockCallError && error.requestId && (
          <>
            <br />
            {t('failure.request', { id: error.requestId })}
          </>
        )}
      </p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t('failure.retry')}
        </button>
      )}
    </div>
  );
}

/** Lines in the shape of what will be there. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />;
}
