import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MockCallClient, type AgentAudio } from '../src/index.js';
import { fakeSockets } from './fake_socket.js';

const rest = (data: unknown) => {
  const asked: { method: string; url: string; body: unknown }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    asked.push({ method: init.method!, url: url.replace('https://api.example.com/api/ai/mock-call', ''), body: init.body ? JSON.parse(String(init.body)) : undefined });
    return new Response(JSON.stringify({ success: true, data }));
  }) as typeof globalThis.fetch;
  return { asked, client: new MockCallClient({ apiKey: 'jwt', websocketUrl: 'wss://api.example.com/ws/mock-call', fetch }) };
};

test('each of a supervisor\'s questions is one request', async () => {
  const { client, asked } = rest({ comments: [], comment: { id: 'cmt_1' }, evaluation: { overallScore: 84 }, sessions: [] });
  await client.getOrgSessions({ status: 'ended', needsReview: true, minScore: 40, user: 'ana b' });
  await client.getOrgSummary({ from: '2026-01-01' });
  expect(await client.getComments('call_1')).toEqual([]);
  expect(await client.addComment('call_1', { text: 'Well done.', timestamp: 3.5 })).toEqual({ id: 'cmt_1' });
  expect(await client.removeComment('call_1', 'cmt_1')).toEqual([]);
  expect((await client.overrideCriterion('call_1', 'solution.problem 1', { met: true, reason: 'It was said.' })).overallScore).toBe(84);
  await client.withdrawOverride('call_1', 'empathy.acknowledges');
  await client.getProgress();
  expect(asked).toEqual([
    { method: 'GET', url: '/org/sessions?status=ended&needsReview=true&minScore=40&user=ana+b', body: undefined },
    { method: 'GET', url: '/org/summary?from=2026-01-01', body: undefined },
    { method: 'GET', url: '/session/call_1/comments', body: undefined },
    { method: 'POST', url: '/session/call_1/comments', body: { text: 'Well done.', timestamp: 3.5 } },
    { method: 'DELETE', url: '/session/call_1/comments/cmt_1', body: undefined },
    { method: 'PUT', url: '/session/call_1/evaluation/criteria/solution.problem%201', body: { met: true, reason: 'It was said.' } },
    { method: 'DELETE', url: '/session/call_1/evaluation/criteria/empathy.acknowledges', body: undefined },
    { method: 'GET', url: '/me/progress', body: undefined },
  ]);
});

test('a guest may say as whom', async () => {
  const { client, asked } = rest({ token: 'x.y.z' });
  await client.signInAsGuest('Alex', { role: 'supervisor' });
  expect(asked[0]!.body).toEqual({ name: 'Alex', role: 'supervisor' });
  expect(client.apiKey).toBe('x.y.z');
});

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const listening = async () => {
  const { sockets, FakeSocket, last } = fakeSockets();
  const client = new MockCallClient({ apiKey: 'the.boss.jwt', websocketUrl: 'ws://here/ws/mock-call', WebSocket: FakeSocket });
  const asked = client.monitor('call_1');
  last().joins({ status: 'active' });
  await asked;
  return { client, last, sockets };
};

test('listening shows the bearer token and joins as a monitor, again after a loss', async () => {
  const { last, sockets } = await listening();
  const expected = [{ type: 'auth', token: 'the.boss.jwt' }, { type: 'join', sessionId: 'call_1', monitor: true }];
  expect(last().sent).toEqual(expected);
  last().drops();
  await vi.advanceTimersByTimeAsync(350);
  expect(sockets).toHaveLength(2);
  last().joins({ status: 'active' });
  expect(last().sent).toEqual(expected);
});

test('what the trainee says comes as samples with its place', async () => {
  const { client, last } = await listening();
  const heard: AgentAudio[] = [];
  client.on('agent:speaking', (audio) => heard.push(audio));
  last().says({ type: 'audio:agent', sessionId: 'call_1', data: 'AAABAAIA', timestamp: 2.5, sequence: 7, sampleRate: 16000, codec: 'pcm_s16le' });
  expect(heard).toEqual([{ timestamp: 2.5, sequence: 7, sampleRate: 16000, samples: new Int16Array([0, 1, 2]) }]);
});

test('who listens cannot speak', async () => {
  const { client, last } = await listening();
  const before = last().sent.length;
  for (const speak of [() => client.sendText('Hello'), () => client.hold(), () => client.note('x')]) expect(speak).toThrowError(/listening/);
  await expect(client.streamAudio(new Int16Array(10))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(client.connectMicrophone()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(last().sent).toHaveLength(before);
});

test('a refusal to listen says why', async () => {
  const { FakeSocket, last } = fakeSockets();
  const client = new MockCallClient({ apiKey: 'the.trainee.jwt', websocketUrl: 'ws://here/ws/mock-call', WebSocket: FakeSocket });
  const asked = expect(client.monitor('call_1')).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'Supervisors listen.' });
  last().opens();
  last().says({ type: 'error', code: 'FORBIDDEN', message: 'Supervisors listen.', recoverable: false });
  last().drops(4401);
  await asked;
  await expect(new MockCallClient({ websocketUrl: 'ws://here/ws/mock-call', WebSocket: FakeSocket }).monitor('call_1')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
