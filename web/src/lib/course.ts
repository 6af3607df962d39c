/** Levels of 0–100 over time as an SVG path. A level holds until the next one; those of one moment are a line across. */
export function courseLine(course: readonly (readonly [at: number, value: number])[], width: number, height: number): string {
  const first = course[0];
  const last = course.at(-1);
  if (!first || !last) return '';
  const span = Math.max(1, last[0] - first[0]);
  const x = (at: number) => round(((at - first[0]) / span) * width);
  const y = (value: number) => heightOf(value, height);
  if (last[0] === first[0]) return `M0 ${y(last[1])}H${width}`;
  return course.map(([at, value], i) => (i === 0 ? `M${x(at)} ${y(value)}` : `H${x(at)}V${y(value)}`)).join('');
}

/** Scores one after the other as an SVG path, from each straight to the next; a single one is a line across. */
export function trendLine(scores: readonly number[], width: number, height: number): string {
  const [first] = scores;
  if (first === undefined) return '';
  const y = (value: number) => heightOf(value, height);
  if (scores.length === 1) return `M0 ${y(first)}H${width}`;
  return scores.map((score, i) => `${i === 0 ? 'M' : 'L'}${round((i / (scores.length - 1)) * width)} ${y(score)}`).join('');
}

const heightOf = (value: number, height: number) => round(height - 2 - (Math.min(100, Math.max(0, value)) / 100) * (height - 4));
const round = (n: number) => Math.round(n * 10) / 10;
