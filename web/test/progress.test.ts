import type { Progress, ScenarioSummary } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { comparisonOf, levelShare, recommendations, trendsOf } from '../src/lib/progress';

const trend = { average: 54.4, recent: 80, earlier: 45, change: 35.2 };
const trends = {
  overall: trend,
  greeting: trend,
  listening: trend,
  solution: trend,
  communication: trend,
  empathy: { ...trend, earlier: null, change: null },
  closing: trend,
};
const call = (greeting: number): Progress['course'][number] => ({
  sessionId: `call_${greeting}`,
  scenarioId: 'scn_1',
  scenarioName: 'One',
  endedAt: '2026-01-01T00:00:00Z',
  overallScore: greeting,
  breakdown: { greeting, listening: 70, solution: 70, communication: 70, empathy: 70, closing: 70 },
});

describe('trends', () => {
  it('are the figures of the server beside the course of the calls', () => {
    const [greeting, , , , empathy] = trendsOf({ trends, course: [call(40), { ...call(60), breakdown: null }, call(80)] });
    expect(greeting).toEqual({ dimension: 'greeting', scores: [40, 80], average: 54, change: 35 });
    expect(empathy?.change).toBeNull();
  });

  it('are none before the first call', () => {
    expect(trendsOf({ trends: null, course: [] })).toEqual([]);
  });
});

describe('what to practise next', () => {
  const scenario = (id: string, bestScore: number | null = null) => ({ id, bestScore }) as ScenarioSummary;
  const shelf = [scenario('a'), scenario('b', 95), scenario('c'), scenario('d'), scenario('e')];
  const asked = (...ids: string[]) => ({ recommended: ids.map((scenarioId) => ({ scenarioId, reason: `why ${scenarioId}` })) as never });

  it('is the choice of the server with its reason, as far as the library still has it', () => {
    const found = recommendations(shelf, asked('d', 'gone', 'b'));
    expect(found.map(({ scenario: { id }, reason }) => [id, reason])).toEqual([
      ['d', 'why d'],
      ['b', 'why b'],
    ]);
  });

  it('is what fits best and did not go well yet, where the server does not say', () => {
    const ids = (found: { scenario: ScenarioSummary }[]) => found.map(({ scenario: { id } }) => id);
    expect(ids(recommendations(shelf, null))).toEqual(['a', 'c', 'd']);
    expect(ids(recommendations(shelf, asked('gone')))).toEqual(['a', 'c', 'd']);
  });
});

describe('the way to the next level', () => {
  it('begins where the level began', () => {
    expect(levelShare({ xp: 209, levelXp: 100, nextLevelXp: 300 })).toBeCloseTo(0.545);
    expect(levelShare({ xp: 100, levelXp: 100, nextLevelXp: 300 })).toBe(0);
    expect(levelShare({ xp: 900, levelXp: 100, nextLevelXp: 300 })).toBe(1);
  });
});

describe('a call beside earlier tries', () => {
  const taken = (sessionId: string, scenarioId: string, overallScore: number): Progress['course'][number] => ({
    sessionId,
    scenarioId,
    overallScore,
    scenarioName: scenarioId,
    endedAt: '2026-11-27T07:00:00Z',
    breakdown: null,
  });
  const course = [taken('call_1', 'scn_a', 40), taken('call_2', 'scn_b', 90), taken('call_3', 'scn_a', 55), taken('call_4', 'scn_a', 50)];

  it('is told by the last try at the same call, and whether it is the best', () => {
    expect(comparisonOf(course, 'call_3')).toEqual({ tries: 1, sinceLast: 15, isBest: true });
    expect(comparisonOf(course, 'call_4')).toEqual({ tries: 2, sinceLast: -5, isBest: false });
  });

  it('is the first one where there was none, and nothing where the call is not known', () => {
    expect(comparisonOf(course, 'call_1')).toEqual({ tries: 0, sinceLast: null, isBest: true });
    expect(comparisonOf(course, 'call_9')).toBeNull();
  });
});
