import { MockCallError, type TranscriptEvent } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { BEGINNING, type CallAction, type CallView, secondsOf, step } from '../src/lib/call_state';

const given = (...actions: CallAction[]): CallView => actions.reduce(step, BEGINNING);
const said = (utteranceId: string, text: string, members: Partial<TranscriptEvent> = {}): CallAction => ({
  type: 'transcript',
  event: { type: 'transcript', sessionId: 'call_1', speaker: 'agent', text, timestamp: 0, final: true, utteranceId, ...members },
});
const state = (status: CallView['status'], customerMood: number, callDuration: number, now = 0): CallAction => ({
  type: 'state',
  state: { status, customerMood, satisfactionLevel: 50, callDuration },
  now,
});
const texts = (view: CallView) => view.captions.map(({ text }) => text);

describe('captions', () => {
  it('grow until they are final', () => {
    const view = given(said('a1', 'thank', { final: false }), said('a1', 'thank you', { final: false }), said('a1', 'Thank you.'));
    expect(view.captions).toMatchObject([{ text: 'Thank you.', final: true }]);
  });

  it('leave when they came to nothing', () => {
    expect(texts(given(said('a1', 'hm', { final: false }), said('a1', '')))).toEqual([]);
  });

  it('stand where they were said, whenever they come', () => {
    const view = given(
      said('a1', 'one', { timestamp: 1 }),
      said('c1', 'three', { timestamp: 5, speaker: 'customer' }),
      said('a2', 'two', { timestamp: 3 }),
    );
    expect(texts(view)).toEqual(['one', 'two', 'three']);
  });

  it('come twice after a reconnect and are shown once', () => {
    expect(texts(given(said('a1', 'one'), said('a1', 'one')))).toEqual(['one']);
  });

  it("carry the customer's emotion into the portrait", () => {
    expect(given(said('c1', 'No!', { speaker: 'customer', emotion: 'angry' })).emotion).toBe('angry');
    expect(given(said('a1', 'Yes', { emotion: 'angry' })).emotion).toBeNull();
  });
});

describe("the mood's course", () => {
  it('keeps changes only', () => {
    const view = given(state('active', 40, 0), state('active', 40, 5), state('active', 52, 8));
    expect(view.course.map(({ at, mood }) => [at, mood])).toEqual([
      [0, 40],
      [8, 52],
    ]);
  });

  it('has an end', () => {
    const view = given(...Array.from({ length: 700 }, (_, i) => state('active', i % 2, i)));
    expect(view.course).toHaveLength(600);
    expect(view.course.at(-1)?.at).toBe(699);
  });
});

describe('the timer', () => {
  it('runs on between two words of the server, and stands before the answer', () => {
    expect(secondsOf(given(state('active', 50, 12, 1000)), 3500)).toBe(14.5);
    expect(secondsOf(given(state('ringing', 50, 0, 1000)), 9000)).toBe(0);
  });
});

describe('the line', () => {
  it('is lost, counts its attempts, and comes back', () => {
    const lost = given(
      { type: 'voice', voice: { speaking: true, level: 0.4, emotion: 'angry' } },
      { type: 'connection', change: { state: 'lost', attempt: 2, retryIn: 500 } },
    );
    expect(lost).toMatchObject({ line: 'lost', attempt: 2, voice: { speaking: false, level: 0 } });
    expect(step(lost, { type: 'connection', change: { state: 'joined', resumed: true } })).toMatchObject({ line: 'up', attempt: 0 });
  });

  it('says why there is no way back', () => {
    const error = new MockCallError('SESSION_EXPIRED', 'This call has ended.');
    expect(given({ type: 'connection', change: { state: 'closed', error } })).toMatchObject({ line: 'closed', failed: error });
  });
});

describe('notices and hints', () => {
  it('are dismissed by their own id, so that a new one stays', () => {
    const first = given({ type: 'notice', text: 'one', tone: 'info' });
    const second = step(first, { type: 'notice', text: 'two', tone: 'info' });
    expect(step(second, { type: 'dismiss', id: first.notice?.id ?? -1 }).notice?.text).toBe('two');
  });

  it('are newest first', () => {
    const hint = (message: string): CallAction => ({ type: 'feedback', feedback: { type: 'tip', message, severity: 'info' } });
    expect(given(hint('one'), hint('two')).hints.map(({ message, id }) => [message, id])).toEqual([
      ['two', 2],
      ['one', 1],
    ]);
  });
});

describe('objectives', () => {
  it('are ticked off once, and told again after joining again', () => {
    const view = given(
      { type: 'objective', index: 2, at: 12 },
      { type: 'objective', index: 0, at: 30 },
      { type: 'objective', index: 2, at: 12 },
    );
    expect([...view.met]).toEqual([
      [2, 12],
      [0, 30],
    ]);
  });
});
