import type { OrgSummary } from '@hirexp/mock-call-sdk';
import { DIMENSIONS, type DimensionName, weakestOf } from './team';

export type TraineeFigures = OrgSummary['byTrainee'][number];

/** An average below this asks for coaching. */
export const ENOUGH = 60;

export interface Coaching {
  /** What the team as a whole is worst at, and who is below what is enough there; null when nobody is. */
  together: { dimension: DimensionName; average: number; below: TraineeFigures[]; of: number } | null;
  /** Who needs it most, and in what; null when everybody does well enough. */
  first: { who: TraineeFigures; score: number; dimension: DimensionName } | null;
}

/** Those with the lowest average first; those without one last. */
export const byNeed = (trainees: TraineeFigures[]): TraineeFigures[] =>
  [...trainees].sort((a, b) => (a.overallScore ?? 101) - (b.overallScore ?? 101));

/** Where a manager's next hour helps most, by the averages of the period. */
export function coachingOf({ team, byTrainee }: Pick<OrgSummary, 'team' | 'byTrainee'>): Coaching {
  const judged = byTrainee.filter((each) => each.breakdown !== null);
  const dimension = team.breakdown ? weakestOf(team.breakdown) : DIMENSIONS[0];
  const below = judged.filter(({ breakdown }) => (breakdown?.[dimension] ?? 100) < ENOUGH);
  const lowest = byNeed(judged)[0];
  return {
    together: team.breakdown && below.length > 0 ? { dimension, average: team.breakdown[dimension], below, of: judged.length } : null,
    first:
      lowest?.breakdown && lowest.overallScore !== null && lowest.overallScore < ENOUGH
        ? { who: lowest, score: lowest.overallScore, dimension: weakestOf(lowest.breakdown) }
        : null,
  };
}
