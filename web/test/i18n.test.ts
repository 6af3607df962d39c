import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causeOf, t, tn, word } from '../src/i18n';
import { en } from '../src/i18n/en';

describe('strings', () => {
  it('fill in what is given and leave what is not', () => {
    expect(t('choose.best', { score: 85 })).toBe('Best 85');
    expect(t('choose.best', {})).toBe('Best {score}');
  });

  it('choose by the count', () => {
    expect(tn('choose.found', 1)).toBe('1 call found');
    expect(tn('choose.found', 0)).toBe('0 calls found');
  });

  it('show an API word that has no string as it is', () => {
    expect(word('category', 'billing')).toBe('Billing');
    expect(word('category', 'lost_luggage')).toBe('Lost luggage');
  });

  it('have both forms wherever they have one', () => {
    const stems = Object.keys(en).filter((key) => key.endsWith('.one'));
    for (const key of stems) expect(en).toHaveProperty([key.replace(/one$/, 'other')]);
  });
});

describe('what moved the mood', () => {
  const ledger = fs.readFileSync(new URL('../../src/domain/customer/mood_ledger.cpp', import.meta.url), 'utf8');
  const causes = ['start', ...[...ledger.matchAll(/MoodRule\{Cause::\w+, "(\w+)"/g)].map(([, name = '']) => name)];

  it('has words for everything the customer goes by', () => {
    expect(causes.length).toBeGreaterThan(30);
    for (const cause of causes) expect(en).toHaveProperty([`cause.${cause}`]);
  });

  it('speaks to nobody but the one who took the call', () => {
    for (const cause of causes) expect(causeOf(cause, false)).not.toMatch(/\byou/i);
    expect(causeOf('apology_first', true)).toBe('You apologised early');
    expect(causeOf('apology_first', false)).toBe('The agent apologised early');
  });
});
