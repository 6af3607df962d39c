import { describe, expect, it } from 'vitest';
import { byNeed, coachingOf, type TraineeFigures } from '../src/lib/coaching';

const means = (solution: number, closing = 90) => ({ greeting: 90, listening: 90, solution, communication: 90, empathy: 90, closing });
const trainee = (name: string, overallScore: number | null, breakdown: TraineeFigures['breakdown']): TraineeFigures => ({
  trainee: { userId: name, name },
  calls: 3,
  overallScore,
  breakdown,
  lastCallAt: '2026-11-27T07:00:00Z',
});
const team = (breakdown: TraineeFigures['breakdown']) => ({ calls: 6, overallScore: 50, breakdown });

describe('where to coach', () => {
  const ana = trainee('Ana', 70, means(50));
  const ben = trainee('Ben', 40, means(30, 10));
  const cem = trainee('Cem', null, null);

  it('is what the team is worst at, with those who are under 60 in it', () => {
    const { together } = coachingOf({ team: team(means(40)), byTrainee: [ana, ben, cem] });
    expect(together).toEqual({ dimension: 'solution', average: 40, below: [ana, ben], of: 2 });
  });

  it('is the one with the lowest average, in their own weakest', () => {
    expect(coachingOf({ team: team(means(40)), byTrainee: [ana, ben, cem] }).first).toEqual({ who: ben, score: 40, dimension: 'closing' });
  });

  it('is nowhere when all is well, and before the first call', () => {
    const well = trainee('Dora', 88, means(80));
    expect(coachingOf({ team: team(means(80)), byTrainee: [well] })).toEqual({ together: null, first: null });
    expect(coachingOf({ team: { calls: 0, overallScore: null, breakdown: null }, byTrainee: [] })).toEqual({ together: null, first: null });
  });

  it('lists who needs it most first, and those without a judged call last', () => {
    expect(byNeed([cem, ana, ben]).map((each) => each.trainee.name)).toEqual(['Ben', 'Ana', 'Cem']);
  });
});
