import { MockCallError } from '@hirexp/mock-call-sdk';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type MessageKey, t, tn } from '../i18n';
import { en } from '../i18n/en';
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

/** What happened, in the app's own words where it has some for the code. */
function story(error: Error): string {
  if (!(error instanceof MockCallError)) return t('failure.broken');
  const key = `failure.code.${error.code}`;
  return key in en ? t(key as MessageKey) : error.message;
}

/** Asking again would bring the same answer. */
const isFinal = (error: Error) => error instanceof MockCallError && (error.status === 404 || error.status === 403 || error.status === 410);

/** What the error asks of the person. */
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
      <p>{story(error)}</p>
      <p className="soft small">
        {advice(error)}
        {error instanceof MockCallError && error.requestId && (
          <>
            <br />
            {t('failure.request', { id: error.requestId })}
          </>
        )}
      </p>
      {isFinal(error) ? (
        <Link href="/" className="button">
          {t('nowhere.back')}
        </Link>
      ) : (
        onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            {t('failure.retry')}
          </button>
        )
      )}
    </div>
  );
}

/** Lines in the shape of what will be there. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />;
}
