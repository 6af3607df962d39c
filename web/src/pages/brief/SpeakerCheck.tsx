import { useState } from 'react';
import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import styles from './BriefPage.module.css';

/** Two soft notes. */
function chime(): void {
  const context = new AudioContext();
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

export function SpeakerCheck() {
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
      <button
        type="button"
        className="button small"
        onClick={() => {
          chime();
          setPlayed(true);
        }}
      >
        <Icon name="play" size={16} />
        {t('speaker.play')}
      </button>
    </section>
  );
}
