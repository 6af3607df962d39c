import { t } from '../../i18n';
import { Icon, type IconName } from '../../ui/Icon';
import styles from './CallPage.module.css';
import type { CallUse } from './use_call';
import { KEYS } from './use_keys';
import { useOwnLevel } from './use_own_voice';

export type DialogName = 'transfer' | 'escalate' | 'end' | 'keys';

interface ControlProps {
  icon: IconName;
  label: string;
  keyName?: keyof typeof KEYS;
  pressed?: boolean;
  disabled?: boolean;
  danger?: boolean;
  onPress: () => void;
  /** How loud one's own microphone is. */
  level?: boolean;
}

function OwnLevel() {
  const bar = useOwnLevel<HTMLElement>();
  return (
    <span className={styles.level} aria-hidden="true">
      <i ref={bar} />
    </span>
  );
}

function Control({ icon, label, keyName, pressed, disabled, danger, onPress, level }: ControlProps) {
  return (
    <button
      type="button"
      className={styles.control}
      data-danger={danger || undefined}
      data-name={keyName}
      aria-pressed={pressed}
      aria-keyshortcuts={keyName && `Alt+${KEYS[keyName]}`}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} size={22} />
      <span>{label}</span>
      {keyName && (
        <span className={styles.key} aria-hidden="true">
          Alt {KEYS[keyName]}
        </span>
      )}
      {level && <OwnLevel />}
    </button>
  );
}

export function Controls({ use, onDialog }: { use: CallUse; onDialog: (name: DialogName) => void }) {
  const { view, act, talking, speech } = use;
  const held = view.status === 'on_hold';
  const off = !talking || view.line === 'closed';
  return (
    <footer className={styles.controls}>
      <Control
        icon={view.muted ? 'microphoneOff' : 'microphone'}
        label={t(view.muted ? 'control.unmute' : 'control.mute')}
        keyName="mute"
        pressed={view.muted}
        disabled={off}
        level={speech === 'spoken'}
        onPress={act.toggleMute}
      />
      <Control
        icon={held ? 'play' : 'pause'}
        label={t(held ? 'control.resume' : 'control.hold')}
        keyName="hold"
        pressed={held}
        disabled={off}
        onPress={held ? act.resume : act.hold}
      />
      <Control icon="transfer" label={t('control.transfer')} keyName="transfer" disabled={off} onPress={() => onDialog('transfer')} />
      <Control icon="escalate" label={t('control.escalate')} keyName="escalate" disabled={off} onPress={() => onDialog('escalate')} />
      {speech === 'typed' && (
        <Control
          icon="microphone"
          label={t('control.speak')}
          disabled={view.line !== 'up'}
          onPress={() => void use.speak().catch(() => use.type())}
        />
      )}
      <Control icon="keyboard" label={t('control.keys')} keyName="keys" onPress={() => onDialog('keys')} />
      <Control icon="hangUp" label={t('control.end')} keyName="end" danger disabled={view.ended !== null} onPress={() => onDialog('end')} />
    </footer>
  );
}
