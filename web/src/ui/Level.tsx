import { courseLine } from '../lib/course';
import styles from './Level.module.css';

interface LevelProps {
  label: string;
  value: number;
  course: (readonly [at: number, value: number])[];
}

const WIDTH = 120;
const HEIGHT = 30;

/** A level of 0–100 as it is, and how it came there. */
export function Level({ label, value, course }: LevelProps) {
  const tone = value < 35 ? 'bad' : value < 60 ? 'warn' : 'good';
  return (
    <div
      className={styles.level}
      data-tone={tone}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
    >
      <span className="small soft">{label}</span>
      <strong className="numbers">{value}</strong>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path
          d={courseLine(course, WIDTH, HEIGHT)}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
        />
      </svg>
    </div>
  );
}
