import styles from './LevelMeter.module.css';

const BARS = 16;

/** Loudness as bars: an ordinary voice fills about two thirds. `level` is 0–1, root mean square. */
export function LevelMeter({ level, label }: { level: number; label: string }) {
  const loud = Math.min(1, Math.sqrt(level) * 1.7);
  return (
    <div
      className={styles.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(loud * 100)}
    >
      {Array.from({ length: BARS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are their places
        <i key={i} data-on={i < loud * BARS || undefined} data-high={i >= BARS - 2 || undefined} />
      ))}
    </div>
  );
}
