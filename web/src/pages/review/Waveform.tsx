import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../../i18n';
import { clock } from '../../lib/words';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';
import type { Player } from './use_player';
import type { Drawing } from './use_recording';

const HEIGHT = 34;
const STEP_S = 5;

const track = (levels: number[], middle: number) =>
  levels.map((level, i) => `M${i} ${middle - Math.max(0.6, (level * HEIGHT) / 2)}v${Math.max(1.2, level * HEIGHT)}`).join('');

/** Both sides of the call over time; a click or the arrow keys go to a moment. */
export function Waveform({ drawing, player, names }: Pick<Playing, 'names'> & { drawing: Drawing | 'none' | null; player: Player }) {
  const { seconds, duration, seek } = player;
  const share = duration > 0 ? Math.min(1, seconds / duration) : 0;
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - left) / width) * duration);
  };
  const key = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowLeft: seconds - STEP_S, ArrowRight: seconds + STEP_S, Home: 0, End: duration };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    seek(Math.min(duration, to));
  };
  return (
    <div
      className={styles.waveform}
      role="slider"
      tabIndex={0}
      aria-label={t('recording.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(seconds)}
      aria-valuetext={t('recording.at', { at: clock(seconds), of: clock(duration) })}
      onPointerDown={point}
      onPointerMove={(event) => event.buttons === 1 && point(event)}
      onKeyDown={key}
    >
      <span className={styles.side}>{names.agent}</span>
      <span className={styles.side}>{names.customer}</span>
      {drawing === 'none' ? null : drawing ? (
        <svg viewBox={`0 0 ${drawing.agent.length} ${HEIGHT * 2 + 6}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={track(drawing.agent, HEIGHT / 2)} stroke="var(--agent)" />
          <path d={track(drawing.customer, HEIGHT * 1.5 + 6)} stroke="var(--customer)" />
        </svg>
      ) : (
        <span className="skeleton" aria-hidden="true" />
      )}
      <i style={{ left: `${share * 100}%` }} aria-hidden="true" />
    </div>
  );
}
