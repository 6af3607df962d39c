import { MockCallError } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { isFinal, PlainError, told, whatHappened, whatToDo } from '../src/lib/failure';

const refusal = (code: ConstructorParameters<typeof MockCallError>[0], particulars = {}) =>
  new MockCallError(code, 'As the server says it.', particulars);

describe('a failure', () => {
  it('says what happened and what to do, in that order', () => {
    expect(told(refusal('NETWORK_ERROR'))).toBe(
      'The server could not be reached. See whether the server still runs and your network is up, then try again.',
    );
    expect(told(refusal('UNAUTHORIZED', { status: 401 }))).toBe('As the server says it. Sign in again.');
    expect(told(refusal('SESSION_EXPIRED', { status: 410 }))).toBe('This call has ended. Its review has what was said.');
  });

  it('names the wait the server named, before anything else', () => {
    expect(whatToDo(refusal('RATE_LIMIT_EXCEEDED', { status: 429, retryAfter: 1 }))).toBe('Try again in a second.');
    expect(whatToDo(refusal('AI_SERVICE_ERROR', { status: 503, retryAfter: 12 }))).toBe('Try again in 12 seconds.');
  });

  it('has something to do for every code, and for what no code foresaw', () => {
    for (const code of ['WEBSOCKET_ERROR', 'INTERNAL_ERROR', 'EVALUATION_FAILED', 'AI_SERVICE_ERROR'] as const)
      expect(whatToDo(refusal(code))).not.toBe('');
    expect(told(new TypeError('x is undefined'))).toBe('Something in the app broke. Try again. If it happens once more, reload the page.');
  });

  it('that was written for its reader is left as it is', () => {
    expect(told(new PlainError('Write the comment first.'))).toBe('Write the comment first.');
  });

  it('is final where the same question brings the same answer', () => {
    expect(isFinal(refusal('NOT_FOUND', { status: 404 }))).toBe(true);
    expect(isFinal(refusal('INTERNAL_ERROR', { status: 500 }))).toBe(false);
    expect(whatHappened(refusal('NOT_FOUND', { status: 404 }))).toBe('This cannot be found.');
  });
});
