import type { RecordingResult } from '@hirexp/mock-call-sdk';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import { lineAt, ownLink } from '../../lib/review';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import styles from './ReviewPage.module.css';
import type { Player } from './use_player';
import { useDrawing } from './use_recording';
import { Waveform } from './Waveform';

const RATES = [0.75, 1, 1.25, 1.5];

interface RecordingProps {
  recording: RecordingResult;
  player: Player;
  name: string;
}

function Transcript({ recording, player, name }: RecordingProps) {
  const { messages } = recording.transcript;
  const current = player.seconds > 0 ? lineAt(messages, player.seconds) : -1;
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = box.current?.children[current];
    // Only the list scrolls: the page stays where one reads.
    if (line instanceof HTMLElement && box.current)
      box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2 + line.clientHeight / 2;
  }, [current]);
  return (
    <ol className={styles.transcript} ref={box} aria-label={t('recording.transcript')}>
      {messages.map(({ speaker, text, timestamp }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finished transcript does not change
        <li key={i} data-speaker={speaker} aria-current={i === current || undefined}>
          <button type="button" onClick={() => player.playFrom(timestamp)}>
            <small className="numbers">
              {clock(timestamp)} · {speaker === 'customer' ? name : t(speaker === 'agent' ? 'call.you' : 'recording.system')}
            </small>
            {text}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The call to hear again, with its words. */
export function Recording({ recording, player, name }: RecordingProps) {
  const url = recording.recording.audioUrl;
  const drawing = useDrawing(url);
  return (
    <section className="card stack">
      <div className="row between">
        <h2>{t('recording.title')}</h2>
        <span className="soft small no-print">{t('recording.sides')}</span>
      </div>
      <audio {...player.bind} src={ownLink(url, location.href)} preload="metadata" />
      <Waveform drawing={drawing} player={player} name={name} />
      <div className={`row no-print ${styles.player}`}>
        <button type="button" className="button primary" onClick={player.toggle}>
          <Icon name={player.playing ? 'pause' : 'play'} />
          {t(player.playing ? 'recording.pause' : 'recording.play')}
        </button>
        <span className="numbers soft">{t('recording.at', { at: clock(player.seconds), of: clock(player.duration) })}</span>
        <fieldset className={styles.rates}>
          <legend className="visually-hidden">{t('recording.rate')}</legend>
          {RATES.map((rate) => (
            <button
              key={rate}
              type="button"
              className="button small"
              aria-pressed={player.rate === rate}
              onClick={() => player.setRate(rate)}
            >
              {rate}×
            </button>
          ))}
        </fieldset>
      </div>
      <Transcript recording={recording} player={player} name={name} />
    </section>
  );
}
