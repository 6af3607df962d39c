import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MockCallClient, type ConnectionChange } from '../src/index.js';
import { fakeSockets } from './fake_socket.js';

const CALL = { sessionId: 'call_1', sessionToken: 'sess_1' };
const setUp = () => {
  const { sockets, FakeSocket, last } = fakeSockets();
  const client = new MockCallClient({ websocketUrl: 'ws://here/ws/mock-call', WebSocket: FakeSocket });
  const changes: ConnectionChange[] = [];
  client.on('connection', (change) => changes.push(change));
  return { client, sockets, last, changes };
};
const joined = async () => {
  const parts = setUp();
  const asked = parts.client.connect(CALL);
  parts.last().joins({ status: 'active' });
  await asked;
  return parts;
};

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('connecting authenticates, joins, and asks for plain samples', async () => {
  const { client, last } = await joined();
  expect(client.connected).toBe(true);
  expect(last().url).toBe('ws://here/ws/mock-call');
  expect(last().sent).toEqual([{ type: 'auth', token: 'sess_1' }, { type: 'join', sessionId: 'call_1', audio: { codec: 'pcm_s16le' } }]);
});

test('a call that cannot be joined says why', async () => {
  const { client, last } = setUp();
  const asked = expect(client.connect(CALL)).rejects.toMatchObject({ code: 'SESSION_EXPIRED', recoverable: false });
  last().opens();
  last().drops(4410);
  await asked;
  await expect(client.connect('call_unknown')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
});

test('an aborted connect lets go of the line', async () => {
  const { client, last } = setUp();
  const controller = new AbortController();
  const asked = expect(client.connect(CALL, { signal: controller.signal })).rejects.toThrow('changed my mind');
  controller.abort(new Error('changed my mind'));
  await asked;
  expect(last().closedWith).toBe(1000);
});

test('a lost line is joined again, later each time, and says what waited', async () => {
  const { client, sockets, last, changes } = await joined();
  last().drops();
  client.sendText('Are you still there?');
  client.note('line lost');
  expect(changes.at(-1)).toMatchObject({ state: 'lost', attempt: 1 });
  await vi.advanceTimersByTimeAsync(350);
  expect(sockets).toHaveLength(2);
  last().drops();
  await vi.advanceTimersByTimeAsync(350);
  expect(sockets).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(350);
  expect(sockets).toHaveLength(3);
  last().joins({ resumed: true, status: 'active' });
  expect(changes.at(-1)).toEqual({ state: 'joined', resumed: true });
  expect(last().of('agent:text')).toEqual([{ type: 'agent:text', sessionId: 'call_1', content: 'Are you still there?' }]);
  expect(last().of('note')).toHaveLength(1);
});

test('a line that stays down is given up', async () => {
  const { client, sockets, last, changes } = await joined();
  for (let i = 0; i < 40 && changes.at(-1)!.state !== 'closed'; i++) {
    last().drops();
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(changes.at(-1)).toMatchObject({ state: 'closed', error: { code: 'CONNECTION_LOST' } });
  expect(sockets.length).toBeGreaterThan(5);
  expect(() => client.sendText('too late')).toThrow(expect.objectContaining({ code: 'NOT_CONNECTED' }));
});

test.each([[4401, 'UNAUTHORIZED'], [4404, 'SESSION_NOT_FOUND'], [4409, 'CONNECTION_LOST'], [4410, 'SESSION_EXPIRED']])('after a close with %i there is no way back', async (code, name) => {
  const { sockets, last, changes } = await joined();
  last().drops(code);
  expect(changes.at(-1)).toMatchObject({ state: 'closed', error: { code: name } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

test('a line that looks open and has gone silent in a call is joined again', async () => {
  const { sockets, last } = await joined();
  await vi.advanceTimersByTimeAsync(14_000);
  last().says({ type: 'state:update', sessionId: 'call_1', state: { customerMood: 45, satisfactionLevel: 50, callDuration: 14, status: 'active' } });
  await vi.advanceTimersByTimeAsync(14_000);
  expect(sockets).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sockets).toHaveLength(2);
});

test('a phone that rings long is not taken for a dead line', async () => {
  const { client, sockets, last } = setUp();
  const asked = client.connect(CALL);
  last().joins({ status: 'ringing' });
  await asked;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

test('the end of the call closes the line for good', async () => {
  const { client, sockets, last, changes } = await joined();
  const ended = vi.fn();
  client.on('call:ended', ended);
  last().says({ type: 'call:ended', sessionId: 'call_1', reason: 'resolved', evaluation: null });
  expect(ended).toHaveBeenCalledOnce();
  expect(changes.at(-1)).toEqual({ state: 'closed', error: null });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

test('what the agent does with the line goes out as the contract has it', async () => {
  const { client, last } = await joined();
  client.answer();
  client.hold('I check your bill');
  client.resume();
  client.mute();
  client.unmute();
  client.transfer({ to: 'billing', reason: 'A refund' });
  client.escalate();
  expect(last().of('action').map(({ action, data }) => [action, data])).toEqual([
    ['answer', undefined], ['hold', { reason: 'I check your bill' }], ['resume', undefined], ['mute', undefined], ['unmute', undefined],
    ['transfer', { to: 'billing', reason: 'A refund' }], ['escalate', undefined]]);
});

test('the customer\'s audio comes decoded, feedback bare, errors as errors', async () => {
  const { client, last } = await joined();
  const audio = vi.fn();
  const feedback = vi.fn();
  const error = vi.fn();
  client.on('customer:speaking', audio);
  client.on('feedback', feedback);
  client.on('error', error);
  last().says({ type: 'audio:customer', sessionId: 'call_1', data: 'AQD//w==', emotion: 'angry', utteranceId: '3', sequence: 0, sampleRate: 16000, codec: 'pcm_s16le', final: false });
  last().says({ type: 'feedback', sessionId: 'call_1', feedback: { type: 'tip', message: 'Slow down.', severity: 'info' } });
  last().says({ type: 'error', code: 'RATE_LIMIT_EXCEEDED', message: 'Too many.', recoverable: true });
  last().onmessage!({ data: 'no JSON at all' });
  expect(audio.mock.calls[0]![0]).toMatchObject({ utteranceId: '3', emotion: 'angry', samples: Int16Array.of(1, -1) });
  expect(feedback).toHaveBeenCalledWith({ type: 'tip', message: 'Slow down.', severity: 'info' });
  expect(error.mock.calls[0]![0]).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', recoverable: true });
});

test('a recording is spoken at its own pace and then committed', async () => {
  const { client, last } = await joined();
  const spoken = client.streamAudio(new Int16Array(16_000)); // 1 s
  await vi.advanceTimersByTimeAsync(500);
  const half = last().of('audio:data').length;
  await vi.advanceTimersByTimeAsync(700);
  await spoken;
  const pieces = last().of('audio:data');
  expect(half).toBe(3);
  expect(pieces).toHaveLength(5);
  expect(pieces.reduce((n, p) => n + atob(p.data as string).length, 0)).toBe(32_000);
  expect(last().sent.slice(2).map((e) => e.type)).toEqual(['audio:start', ...Array(5).fill('audio:data'), 'audio:end']);
});

test('speaking a recording stops when it is aborted', async () => {
  const { client, last } = await joined();
  const controller = new AbortController();
  const spoken = expect(client.streamAudio(new Int16Array(160_000), { signal: controller.signal })).rejects.toThrow('enough');
  await vi.advanceTimersByTimeAsync(1_000);
  controller.abort(new Error('enough'));
  await spoken;
  expect(last().of('audio:data').length).toBeLessThan(10);
});
