import { describe, expect, it } from 'vitest';
import { beginningOf, canBeOverruled, commentsAt, isFiltered, NO_FILTERS, opposite, queryOf, toneOf, weakestOf } from '../src/lib/team';

const NOW = new Date('2026-03-10T15:30:00');

describe('filters', () => {
  it('ask for everything when nothing is chosen', () => {
    expect(queryOf(NO_FILTERS, 0, NOW)).toEqual({ sort: 'newest', limit: 20, offset: 0 });
    expect(isFiltered(NO_FILTERS)).toBe(false);
    expect(isFiltered({ ...NO_FILTERS, sort: 'lowest' })).toBe(false);
    expect(isFiltered({ ...NO_FILTERS, needsReview: true })).toBe(true);
  });

  it('become what the server knows', () => {
    const chosen = { ...NO_FILTERS, user: 'ana', category: 'billing', status: 'ended', score: 'middle', needsReview: true } as const;
    expect(queryOf(chosen, 40, NOW)).toEqual({
      user: 'ana',
      category: 'billing',
      status: 'ended',
      minScore: 60,
      maxScore: 79,
      needsReview: true,
      sort: 'newest',
      limit: 20,
      offset: 40,
    });
  });

  it('count whole days, today among them', () => {
    const midnight = (text: string) => `${new Date(text).toISOString().slice(0, 19)}Z`;
    expect(beginningOf('all', NOW)).toBeUndefined();
    expect(beginningOf('1', NOW)).toBe(midnight('2026-03-10T00:00:00'));
    expect(beginningOf('7', NOW)).toBe(midnight('2026-03-04T00:00:00'));
  });
});

describe('comments', () => {
  const messages = [{ timestamp: 1 }, { timestamp: 5 }, { timestamp: 9 }];
  it('stand at the line that was being said', () => {
    const at = (timestamp: number | null) => ({ timestamp });
    expect(commentsAt(messages, [at(0), at(5), at(8.9), at(60), at(null)])).toEqual([[at(0)], [at(5), at(8.9)], [at(60)]]);
  });
  it('are lost nowhere but where there are no lines', () => {
    expect(commentsAt([], [{ timestamp: 3 }])).toEqual([]);
  });
});

describe('scores', () => {
  it('have the tone of their band', () => {
    expect([59, 60, 79, 80].map(toneOf)).toEqual(['bad', 'warn', 'warn', 'good']);
  });
  it('name the weakest dimension', () => {
    expect(weakestOf({ greeting: 80, listening: 70, solution: 60, communication: 90, empathy: 40, closing: 41 })).toBe('empathy');
  });
  it('offer the opposite of the verdict, where there is one', () => {
    expect([opposite({ met: true }), opposite({ met: false })]).toEqual([0, 100]);
    expect(canBeOverruled({ weight: 0 })).toBe(false);
    expect(canBeOverruled({ weight: 0, fullWeight: 1 })).toBe(true);
    expect(canBeOverruled({ weight: 2 })).toBe(true);
  });
});
