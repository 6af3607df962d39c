import { useEffect } from 'react';
import { Link } from 'wouter';
import { t, tn } from '../../i18n';
import { told } from '../../lib/failure';
import { Icon } from '../../ui/Icon';
import styles from './CallPage.module.css';
import type { CallUse } from './use_call';
import { useUnheard } from './use_own_voice';

const NOTICE_MS = 7000;

function Notice({ use }: { use: CallUse }) {
  const { notice } = use.view;
  const { dismiss } = use.act;
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => dismiss(notice.id), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  return (
    <div role="status" className={styles.noticePlace}>
      {notice && <p className={`notice ${notice.tone === 'warn' ? 'warn' : ''}`}>{notice.text}</p>}
    </div>
  );
}

/** What happened to the line itself: it was lost, the call is over, it cannot be joined. */
export function Banners({ use, onReview }: { use: CallUse; onReview: () => void }) {
  const { view } = use;
  const unheard = useUnheard(use.speech === 'spoken' && view.status === 'active' && !view.muted && view.line === 'up');
  if (view.ended)
    return (
      <div className="notice" role="alert">
        <div>
          <strong>{t('call.over')}</strong>{' '}
          {t(view.ended.reason === 'disconnected' || view.ended.reason === 'failed' ? 'call.overBadly' : 'call.overHint')}
        </div>
        <button type="button" className="button primary" onClick={onReview}>
          {t('call.toReview')}
        </button>
      </div>
    );
  if (view.line === 'closed' && !use.ending)
    return (
      <div className="notice bad" role="alert">
        <div>
          <strong>{t('call.lostForGood')}</strong> {view.failed ? told(view.failed) : t('call.lostHint')}
        </div>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('call.rejoin')}
        </button>
        <button type="button" className="button" onClick={onReview}>
          {t('call.toReview')}
        </button>
        <Link href="/" className="button">
          {t('nowhere.back')}
        </Link>
      </div>
    );
  return (
    <>
      {view.line === 'lost' && (
        <div className="notice warn" role="alert">
          <Icon name="offline" />
          <div>
            <strong>{t('call.reconnecting')}</strong> {tn('call.reconnectingHint', view.attempt)}
          </div>
          <span className="spinner" aria-hidden="true" />
        </div>
      )}
      {unheard && (
        <div className="notice warn" role="alert">
          <Icon name="microphoneOff" />
          <div>
            <strong>{t('call.unheard')}</strong> {t('call.unheardHint')}
          </div>
          <button type="button" className="button small" onClick={() => void use.type()}>
            {t('ready.type')}
          </button>
        </div>
      )}
      <Notice use={use} />
    </>
  );
}
