import type { Voice } from '@hirexp/mock-call-sdk';
import { useEffect, useState } from 'react';
import { t, word } from '../../i18n';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import styles from './CallPage.module.css';
import { type CallView, secondsOf } from './call_state';
import { useQuality } from './use_quality';

function Timer({ view }: { view: CallView }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={`numbers ${styles.timer}`} role="timer" aria-label={t('call.timer')}>
      {clock(secondsOf(view, Math.max(now, view.durationAt)))}
    </span>
  );
}

function Quality({ view, voice }: { view: CallView; voice: Voice | null }) {
  const quality = useQuality(view, voice);
  return (
    <span className={styles.quality} data-quality={quality}>
      <span aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{t(`quality.line.${quality}`)}</span>
    </span>
  );
}

const TONES: Partial<Record<CallView['status'], string>> = { active: 'good', on_hold: 'warn', transferring: 'accent', escalated: 'accent' };

export function Header({ view, voice, scenario }: { view: CallView; voice: Voice | null; scenario: string }) {
  return (
    <header className={styles.header}>
      <span className={styles.scenario}>{scenario}</span>
      <span className={`chip ${TONES[view.status] ?? ''}`} role="status">
        {word('status', view.status)}
      </span>
      {view.muted && (
        <span className="chip bad">
          <Icon name="microphoneOff" size={14} />
          {t('call.muted')}
        </span>
      )}
      <Timer view={view} />
      <Quality view={view} voice={voice} />
    </header>
  );
}
