import { describe, expect, it } from 'vitest';
import { clock, dayOf, fieldName, titled } from '../src/lib/words';
import { keyOf } from '../src/pages/call/use_keys';

describe('words', () => {
  it("make a label of an author's field", () => {
    expect(fieldName('accountNumber')).toBe('Account number');
    expect(fieldName('card_ending')).toBe('Card ending');
  });

  it('make a clock of seconds', () => {
    expect([0, 59.9, 187, 3729].map(clock)).toEqual(['0:00', '0:59', '3:07', '1:02:09']);
    expect(clock(-1)).toBe('0:00');
  });
});

describe('keys', () => {
  const press = (members: object) => keyOf({ altKey: true, ctrlKey: false, metaKey: false, code: 'KeyM', ...members });

  it('are Alt and a place on the keyboard, and nothing else with it', () => {
    expect(press({})).toBe('mute');
    expect(press({ code: 'KeyH' })).toBe('hold');
    for (const other of [{ altKey: false }, { ctrlKey: true }, { metaKey: true }, { code: 'KeyZ' }]) expect(press(other)).toBeNull();
  });
});

describe('names and days', () => {
  it('have a dash that never begins a line', () => {
    expect(titled('Angry Customer - Billing Dispute')).toBe('Angry Customer\u00a0– Billing Dispute');
    expect(titled('Follow-up')).toBe('Follow-up');
  });

  it('are said as people say them', () => {
    expect(dayOf('2026-11-27')).toBe('27 Nov');
  });
});
