import type { Voice } from '@hirexp/mock-call-sdk';
import { t, word } from '../../i18n';
import type { CallView } from '../../lib/call_state';
import { CallTimer } from '../../ui/CallTimer';
import { Icon } from '../../ui/Icon';
import styles from './CallPage.module.css';
import { useQuality } from './use_quality';

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
      <CallTimer view={view} className={styles.timer} />
      <Quality view={view} voice={voice} />
    </header>
  );
}
