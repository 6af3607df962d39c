import { type Feeling, type Look, lookOf } from '../lib/portrait';
import styles from './Portrait.module.css';

interface PortraitProps {
  name: string;
  age?: number;
  feeling?: Feeling;
  /** 0–1 while the person speaks; 0 or nothing when they do not. */
  level?: number;
  speaking?: boolean;
  size?: number;
  /** Said to those who do not see it; without it the portrait is decoration. */
  label?: string;
}

const BACK: Partial<Record<Look['cut'], string>> = {
  long: 'M34 50c-3-26 11-36 26-36s29 10 26 36l3 34c-9 6-49 6-58 0z',
  bob: 'M35 50c-3-26 10-35 25-35s28 9 25 35l2 17c-8 6-46 6-54 0z',
  bun: 'M60 4a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM36 50c-2-24 10-32 24-32s26 8 24 32z',
};
const FRONT: Record<Look['cut'], string> = {
  short: 'M36 48c-3-20 8-31 24-31s27 11 24 31c-2-9-5-14-8-17-9 3-23 3-32 0-3 3-6 8-8 17z',
  parted: 'M36 48c-4-21 9-32 25-32 17 0 26 12 23 32-2-9-5-13-8-16-8 1-19-1-27-7-3 8-9 12-13 23z',
  curly: 'M36 47c-7-2-5-12 0-13-2-8 6-13 11-11 4-8 15-8 19-2 6-3 14 2 13 9 7 2 8 15 5 17-1-7-4-11-8-14-10 4-22 4-32 0-4 3-7 7-8 14z',
  bob: 'M36 49c-3-21 8-32 24-32s27 11 24 32c-2-8-4-12-7-15-12 1-24-2-31-8-3 7-8 12-10 23z',
  long: 'M36 49c-3-21 8-32 24-32s27 11 24 32c-1-9-7-20-20-25-10 7-24 12-28 25z',
  bun: 'M37 48c-3-20 8-29 23-29s26 9 23 29c-2-10-8-18-23-18s-21 8-23 18z',
  receding: 'M36 52c-3-9-2-17 2-22 0 6 1 9 3 11-2 3-4 6-5 11zM84 52c3-9 2-17-2-22 0 6-1 9-3 11 2 3 4 6 5 11z',
};
const BROWS: Record<Feeling, [left: string, right: string]> = {
  neutral: ['M44 45q6-3 11 0', 'M65 45q6-3 11 0'],
  happy: ['M44 43q6-5 11-1', 'M65 42q6-4 11 1'],
  frustrated: ['M44 46q5-5 11-5', 'M65 41q6 0 11 5'],
  angry: ['M44 42q6 0 12 6', 'M64 48q6-6 12-6'],
};
const MOUTHS: Record<Feeling, string> = {
  neutral: 'M52 70q8 2 16 0',
  happy: 'M50 67q10 10 20 0',
  frustrated: 'M52 72q8-5 16 0',
  angry: 'M51 73q9-7 18 0',
};

function Face({ feeling, open, look }: { feeling: Feeling; open: number; look: Look }) {
  const [left, right] = BROWS[feeling];
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round">
      {feeling === 'angry' && (
        <g fill="#c8402f" opacity="0.18">
          <ellipse cx="45" cy="61" rx="6" ry="4" />
          <ellipse cx="75" cy="61" rx="6" ry="4" />
        </g>
      )}
      <g className={styles.eyes} fill="#26211f">
        <ellipse cx="50" cy="53" rx="2.6" ry={feeling === 'happy' ? 2.2 : 3} />
        <ellipse cx="70" cy="53" rx="2.6" ry={feeling === 'happy' ? 2.2 : 3} />
      </g>
      <g stroke={look.cut === 'receding' ? '#6b645d' : look.hair} strokeWidth="2.6" className={styles.brows}>
        <path d={left} />
        <path d={right} />
      </g>
      <path d="M60 55q-3 6 1 7" stroke={look.shade} strokeWidth="2.2" />
      {open > 0 ? (
        <ellipse cx="60" cy="70.5" rx={7 - open * 1.5} ry={1.6 + open * 5} fill="#7a2f2a" className={styles.mouth} />
      ) : (
        <path d={MOUTHS[feeling]} stroke="#8a4038" strokeWidth="2.6" />
      )}
      {look.glasses && (
        <g stroke="#3a3f47" strokeWidth="1.8">
          <circle cx="50" cy="53" r="7.5" />
          <circle cx="70" cy="53" r="7.5" />
          <path d="M57.5 52q2.5-1.5 5 0" />
        </g>
      )}
    </g>
  );
}

/** A person drawn from their name: the face shows the feeling, the mouth moves with the voice. */
export function Portrait({ name, age = 40, feeling = 'neutral', level = 0, speaking = false, size = 64, label }: PortraitProps) {
  const look = lookOf(name, age);
  const back = BACK[look.cut];
  return (
    <svg
      className={styles.portrait}
      viewBox="0 0 120 120"
      width={size}
      height={size}
      role="img"
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect width="120" height="120" fill={look.ground} />
      {back && <path d={back} fill={look.hair} />}
      <path d="M22 120c2-22 16-30 38-30s36 8 38 30z" fill={look.clothes} />
      <path d="M50 76h20v15q-10 9-20 0z" fill={look.shade} />
      <circle cx="37" cy="55" r="5" fill={look.skin} />
      <circle cx="83" cy="55" r="5" fill={look.skin} />
      <path d="M37 48c0-18 10-27 23-27s23 9 23 27c0 22-11 35-23 35S37 70 37 48z" fill={look.skin} />
      {look.beard && (
        <path d="M38 56c2 8 6 8 10 7 6-4 18-4 24 0 4 1 8 1 10-7 1 18-9 29-22 29S37 74 38 56z" fill={look.hair} opacity="0.85" />
      )}
      {look.beard && <ellipse cx="60" cy="70.5" rx="8.5" ry="4.5" fill={look.skin} />}
      <Face feeling={feeling} look={look} open={speaking ? Math.max(0.12, Math.min(1, level * 5)) : 0} />
      <path d={FRONT[look.cut]} fill={look.hair} />
    </svg>
  );
}
