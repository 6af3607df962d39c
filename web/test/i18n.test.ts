import { describe, expect, it } from 'vitest';
import { t, tn, word } from '../src/i18n';
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
