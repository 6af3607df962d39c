import type { Criterion, Evaluation, Message, MoodMoment } from '@hirexp/mock-call-sdk';

export type Dimension = Criterion['dimension'];
export const DIMENSIONS: Dimension[] = ['greeting', 'listening', 'solution', 'communication', 'empathy', 'closing'];

/** What the judge wrote of a check: why, and words that would have been better, where it has some. */
export function splitNote(note: string): { why: string; say: string | null } {
  const match = note.match(/^(.*?)\s*(?:You could have said|Better): “(.*)”\s*$/s);
  return match ? { why: match[1] ?? '', say: match[2] ?? null } : { why: note, say: null };
}

export type Grade = 'met' | 'partly' | 'missed';
export const gradeOf = ({ met, score }: Pick<Criterion, 'met' | 'score'>): Grade => (met ? 'met' : score > 0 ? 'partly' : 'missed');

export interface DimensionReview {
  dimension: Dimension;
  score: number;
  checks: Criterion[];
}

/** The six dimensions in their order, each with its checks, what was missed first. */
export function byDimension({ breakdown, criteria = [] }: Evaluation): DimensionReview[] {
  return DIMENSIONS.map((dimension) => ({
    dimension,
    score: breakdown[dimension],
    checks: criteria.filter((check) => check.dimension === dimension).sort((a, b) => Number(a.met) - Number(b.met) || b.weight - a.weight),
  }));
}

export interface MoodMove {
  at: number;
  change: number;
  mood: number;
  cause: string;
}

/** What moved the mood, without what left it where it was. */
export function moodMoves(timeline: MoodMoment[]): MoodMove[] {
  return timeline.flatMap(({ timestamp, mood, cause }, i) => {
    const before = timeline[i - 1];
    return before && mood !== before.mood ? [{ at: timestamp, change: mood - before.mood, mood, cause }] : [];
  });
}

/** The place in the transcript of a moment in the recording; -1 before the first word. */
export function lineAt(messages: Message[], seconds: number): number {
  let at = -1;
  for (const [i, { timestamp }] of messages.entries()) if (timestamp <= seconds + 0.05) at = i;
  return at;
}

/** A channel's loudness in so many steps, 0–1, the loudest of the channel being 1 unless all of it is nearly silent. */
export function peaks(samples: Float32Array, steps: number): number[] {
  const size = samples.length / steps;
  const found = Array.from({ length: steps }, (_, i) => {
    let peak = 0;
    for (let at = Math.floor(i * size); at < Math.floor((i + 1) * size); at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(0.05, ...found);
  return found.map((peak) => peak / loudest);
}

/** A signed link of the server's own, by whatever name the browser reached it: the policy lets sound come from here only. */
export function ownLink(url: string, base: string): string {
  const { pathname, search } = new URL(url, base);
  return pathname + search;
}
