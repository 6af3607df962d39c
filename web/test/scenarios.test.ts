import type { ScenarioSummary } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { filtered, isFiltered, NO_FILTERS, recommended } from '../src/lib/scenarios';

const scenario = (id: string, members: Partial<ScenarioSummary> = {}): ScenarioSummary => ({
  id,
  name: 'Billing Dispute',
  category: 'billing',
  difficulty: 'beginner',
  industry: 'telecom',
  description: 'A charge nobody asked for',
  estimatedDuration: 5,
  customer: { name: 'Robert Johnson', age: 45, mood: 'frustrated', personality: 'demanding' },
  objectives: ['Find the error'],
  skills: ['empathy'],
  playCount: 0,
  avgScore: null,
  userAttempts: 0,
  bestScore: null,
  ...members,
});
const ids = (list: ScenarioSummary[]) => list.map(({ id }) => id);

describe('filters', () => {
  const all = [
    scenario('a'),
    scenario('b', { category: 'sales', difficulty: 'expert', industry: 'banking', userAttempts: 2 }),
    scenario('c', { name: 'Slow Internet', category: 'technical', skills: ['troubleshooting'] }),
  ];

  it('leave everything as it is while none is set', () => {
    expect(ids(filtered(all, NO_FILTERS))).toEqual(['a', 'b', 'c']);
    expect(isFiltered(NO_FILTERS)).toBe(false);
  });

  it('hold together', () => {
    const filters = { ...NO_FILTERS, category: 'sales', difficulty: 'expert', industry: 'banking' } as const;
    expect(ids(filtered(all, filters))).toEqual(['b']);
    expect(ids(filtered(all, { ...filters, tried: 'new' }))).toEqual([]);
    expect(isFiltered(filters)).toBe(true);
  });

  it('find words in any order, in the name, the skills and the customer', () => {
    expect(ids(filtered(all, { ...NO_FILTERS, text: ' internet TROUBLE ' }))).toEqual(['c']);
    expect(ids(filtered(all, { ...NO_FILTERS, text: 'johnson' }))).toHaveLength(3);
    expect(ids(filtered(all, { ...NO_FILTERS, text: 'unicorn' }))).toEqual([]);
  });
});

describe('recommended calls', () => {
  it('keep the order of fit and leave out what went well', () => {
    const byFit = [scenario('a', { bestScore: 90 }), scenario('b', { bestScore: 60 }), scenario('c'), scenario('d'), scenario('e')];
    expect(ids(recommended(byFit))).toEqual(['b', 'c', 'd']);
  });
});
