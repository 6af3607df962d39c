import { useEffect, useState } from 'react';
import { t } from '../../i18n';
import { viewPreferences } from '../../lib/preferences';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import styles from './BriefPage.module.css';

/** Two soft notes, where the customer will be heard. */
async function chime(): Promise<void> {
  const context = new AudioContext();
  const { speaker } = viewPreferences.get();
  // A device that was unplugged is no failure: the usual one plays.
  if (speaker) await (context as AudioContext & Outputs).setSinkId?.(speaker).catch(() => {});
  const begin = context.currentTime + 0.05;
  for (const [i, frequency] of [523.25, 783.99].entries()) {
    const at = begin + i * 0.22;
    const tone = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.7);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.75);
    if (i === 1) tone.onended = () => void context.close();
  }
}

/** Not every browser can choose, and TypeScript's DOM library does not know it. */
interface Outputs {
  setSinkId?: (deviceId: string) => Promise<void>;
}
const canChoose = typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype;

/** Browsers name the devices once the microphone was allowed; `named` says that it is. */
function useOutputs(named: boolean): MediaDeviceInfo[] {
  const [outputs, setOutputs] = useState<MediaDeviceInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a permission changes the answer
  useEffect(() => {
    const devices = navigator.mediaDevices;
    if (!canChoose || !devices) return;
    let gone = false;
    const look = () =>
      void devices.enumerateDevices().then((all) => {
        if (!gone) setOutputs(all.filter(({ kind, deviceId, label }) => kind === 'audiooutput' && deviceId && label));
      });
    look();
    devices.addEventListener('devicechange', look);
    return () => {
      gone = true;
      devices.removeEventListener('devicechange', look);
    };
  }, [named]);
  return outputs;
}

function Output({ named }: { named: boolean }) {
  const outputs = useOutputs(named);
  const [chosen, choose] = useState(() => viewPreferences.get().speaker ?? 'default');
  if (outputs.length < 2) return null;
  const known = outputs.some(({ deviceId }) => deviceId === chosen) ? chosen : (outputs[0]?.deviceId ?? 'default');
  return (
    <Select
      label={t('mic.device')}
      choices={outputs.map(({ deviceId, label }) => ({ id: deviceId, label }))}
      value={known}
      onChange={(id) => {
        viewPreferences.set({ ...viewPreferences.get(), speaker: id === 'default' ? null : id });
        choose(id);
      }}
    />
  );
}

export function SpeakerCheck({ named }: { named: boolean }) {
  const [played, setPlayed] = useState(false);
  return (
    <section className={styles.check}>
      <h3>
        <Icon name="speaker" size={18} />
        {t('speaker.title')}
      </h3>
      <p className="soft small" role="status">
        {t(played ? 'speaker.played' : 'speaker.hint')}
      </p>
      <Output named={named} />
      <button
        type="button"
        className="button small"
        onClick={() => {
          void chime();
          setPlayed(true);
        }}
      >
        <Icon name="play" size={16} />
        {t('speaker.play')}
      </button>
    </section>
  );
}
