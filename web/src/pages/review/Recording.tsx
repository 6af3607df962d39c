import { type ReactNode, useState } from 'react';
import { t } from '../../i18n';
import { ownLink } from '../../lib/review';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';
import type { Player } from './use_player';
import { useDrawing } from './use_recording';
import { Waveform } from './Waveform';

const RATES = [0.75, 1, 1.25, 1.5];

interface RecordingProps extends Pick<Playing, 'names'> {
  url: string;
  player: Player;
  /** What was said, below. */
  children?: ReactNode;
}

/** The call to hear again. */
export function Recording({ url, player, names, children }: RecordingProps) {
  const drawing = useDrawing(url);
  const [broken, setBroken] = useState(false);
  return (
    <section className="card stack">
      <div className="row between">
        <h2>{t('recording.title')}</h2>
        <span className="soft small no-print">{t('recording.sides', names)}</span>
      </div>
      <audio
        {...player.bind}
        src={ownLink(url, location.href)}
        preload="metadata"
        onError={() => setBroken(true)}
        onLoadedMetadata={() => setBroken(false)}
      />
      {broken && (
        <p role="alert" className="notice bad">
          {t('recording.unplayable')}
        </p>
      )}
      <Waveform drawing={drawing} player={player} names={names} />
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
      {children}
    </section>
  );
}
