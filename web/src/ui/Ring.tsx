import styles from './Ring.module.css';

const RADIUS = 52;
const ROUND = 2 * Math.PI * RADIUS;

/** A score of 0–100 as a ring with its figure. */
export function Ring({ value, label, size = 148 }: { value: number; label: string; size?: number }) {
  const tone = value >= 80 ? 'good' : value >= 60 ? 'fair' : 'low';
  return (
    <svg className={styles.ring} data-tone={tone} viewBox="0 0 120 120" width={size} height={size} role="img" aria-label={label}>
      <circle cx="60" cy="60" r={RADIUS} className={styles.ground} />
      <circle cx="60" cy="60" r={RADIUS} className={styles.arc} strokeDasharray={`${(value / 100) * ROUND} ${ROUND}`} />
      <text x="60" y="60">
        {value}
      </text>
    </svg>
  );
}
