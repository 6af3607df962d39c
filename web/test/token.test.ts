import { describe, expect, it } from 'vitest';
import { readToken, tokenInAddress } from '../src/app/token';

const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('a token', () => {
  it('says who its holder is, in any script', () => {
    expect(readToken(token({ sub: 'u1', name: 'Zoë Ω', role: 'supervisor', exp: 60 }))).toEqual({
      userId: 'u1',
      name: 'Zoë Ω',
      role: 'supervisor',
      expiresAt: 60_000,
    });
  });

  it('makes a trainee of whoever claims no role that exists', () => {
    expect(readToken(token({ sub: 'u1', role: 'king' }))?.role).toBe('trainee');
  });

  it('is nothing where it has no parts, no JSON or no subject', () => {
    for (const text of ['', 'abc', 'a.b.c', token({ name: 'Sam' })]) expect(readToken(text)).toBeNull();
  });
});

describe('a token in the address', () => {
  const taken = (hash: string) => {
    let left = hash;
    const found = tokenInAddress({ hash }, (rest) => {
      left = rest;
    });
    return { found, left };
  };

  it('is taken out of it', () => {
    expect(taken('#token=a.b%2Bc')).toEqual({ found: 'a.b+c', left: '#/' });
    expect(taken('#/review/call_1&token=a.b.c')).toEqual({ found: 'a.b.c', left: '#/review/call_1' });
  });

  it('is not seen in other fragments', () => {
    expect(taken('#/progress')).toEqual({ found: null, left: '#/progress' });
    expect(taken('')).toEqual({ found: null, left: '' });
  });
});
