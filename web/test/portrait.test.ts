import { describe, expect, it } from 'vitest';
import { feelingOf, lookOf } from '../src/lib/portrait';

describe('a portrait', () => {
  it('is the same for the same person and tells people apart', () => {
    expect(lookOf('Robert Johnson', 45)).toEqual(lookOf('Robert Johnson', 45));
    const names = ['Robert Johnson', 'Maria Lopez', 'Wei Chen', 'Aisha Khan', 'Tom Baker', 'Ingrid Olsen', 'Paul Meyer', 'Lena Novak'];
    expect(new Set(names.map((name) => JSON.stringify(lookOf(name, 40)))).size).toBe(names.length);
  });

  it('greys with age', () => {
    expect(['#a9a7a3', '#8b8985', '#c9c6c0']).toContain(lookOf('Robert Johnson', 70).hair);
  });

  it("wears the scenario's mood", () => {
    expect(feelingOf('furious')).toBe('angry');
    expect(feelingOf('mildly annoyed')).toBe('frustrated');
    expect(feelingOf('friendly')).toBe('happy');
    expect(feelingOf('matter-of-fact')).toBe('neutral');
  });
});
