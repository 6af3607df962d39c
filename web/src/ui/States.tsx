import { MockCallError } from '@hirexp/mock-call-sdk';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { t } from '../i18n';
import { isFinal, told, whatHappened, whatToDo } from '../lib/failure';
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

export function Failure({ error, onRetry, title = t('failure.title') }: { error: Error; onRetry?: () => void; title?: string }) {
  return (
    <div className="state" role="alert">
      <Icon name="warning" />
      <h2>{title}</h2>
      <p>{whatHappened(error)}</p>
      <p className="soft small">
        {whatToDo(error)}
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

/** What is shown was asked for anew, and that failed. */
export function Outdated({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="notice warn" role="alert">
      <div>
        <strong>{t('failure.outdated')}</strong> {told(error)}
      </div>
      <button type="button" className="button small" onClick={onRetry}>
        {t('failure.retry')}
      </button>
    </div>
  );
}

/** Lines in the shape of what will be there. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />;
}
