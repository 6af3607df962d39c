import { expect, test, vi } from 'vitest';
import { MockCallClient, MockCallError } from '../src/index.js';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers });
const clientOf = (answer: (url: string, init: RequestInit) => Promise<Response> | Response) => {
  const fetch = vi.fn(async (url: string | URL | Request, init?: RequestInit) => answer(String(url), init ?? {}));
  return { fetch, client: new MockCallClient({ apiKey: 'key', websocketUrl: 'wss://api.example.com/ws/mock-call', fetch: fetch as typeof globalThis.fetch }) };
};

test('filters become a query, the token a bearer, and the envelope is taken off', async () => {
  const { client, fetch } = clientOf(() => json(200, { success: true, data: { scenarios: [{ id: 'scn_1' }], pagination: {} } }));
  const scenarios = await client.getScenarios({ category: 'complaint', difficulty: 'intermediate' });
  expect(scenarios[0]!.id).toBe('scn_1');
  const [url, init] = fetch.mock.calls[0]!;
  expect(url).toBe('https://api.example.com/api/ai/mock-call/scenarios?category=complaint&difficulty=intermediate');
  expect((init!.headers as Record<string, string>).Authorization).toBe('Bearer key');
});

test('a refusal keeps its code, its details and what to wait for', async () => {
  const { client } = clientOf(() => json(429, { success: false, error: { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many.' } }, { 'Retry-After': '20', 'X-Request-ID': 'r1' }));
  const error = await client.getMe().catch((e) => e);
  expect(error).toBeInstanceOf(MockCallError);
  expect(error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', status: 429, retryAfter: 20, recoverable: true, requestId: 'r1', message: 'Too many.' });
});

test('an answer that is no JSON is an error all the same', async () => {
  const { client } = clientOf(() => new Response('<html>', { status: 502 }));
  await expect(client.getMe()).rejects.toMatchObject({ code: 'INTERNAL_ERROR', status: 502, recoverable: false });
});

test('a server that cannot be reached is a NETWORK_ERROR that may be tried again', async () => {
  const { client } = clientOf(() => { throw new TypeError('fetch failed'); });
  await expect(client.getScenarios()).rejects.toMatchObject({ code: 'NETWORK_ERROR', recoverable: true });
});

test('an aborted request throws the reason and reaches fetch', async () => {
  const { client } = clientOf((_, init) => new Promise((_resolve, reject) => { init.signal!.addEventListener('abort', () => reject(init.signal!.reason)); }));
  const controller = new AbortController();
  const asked = client.getMe({ signal: controller.signal });
  controller.abort(new Error('not any more'));
  await expect(asked).rejects.toThrow('not any more');
  await expect(client.getMe({ signal: controller.signal })).rejects.toThrow('not any more');
});

test('a request that takes too long is given up', async () => {
  vi.useFakeTimers();
  const { client } = clientOf((_, init) => new Promise((_resolve, reject) => { init.signal!.addEventListener('abort', () => reject(init.signal!.reason)); }));
  const asked = expect(client.getMe()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  await vi.advanceTimersByTimeAsync(30_001);
  await asked;
  vi.useRealTimers();
});

test('the end of a call is its evaluation, with the rest beside it', async () => {
  const { client, fetch } = clientOf(() => json(200, { success: true, data: { sessionId: 'call_1', summary: { duration: 5 }, evaluation: { overallScore: 82 }, feedback: {}, achievements: [] } }));
  const evaluation = await client.endCall('call_1');
  expect(evaluation.overallScore).toBe(82);
  expect(evaluation.summary.duration).toBe(5);
  expect(JSON.parse(fetch.mock.calls[0]![1]!.body as string)).toEqual({ endReason: 'resolved' });
});

test('ids are escaped', async () => {
  const { client, fetch } = clientOf(() => json(200, { success: true, data: {} }));
  await client.getSession('call_1/../x');
  expect(fetch.mock.calls[0]![0]).toMatch(/\/session\/call_1%2F\.\.%2Fx$/);
});

test.each<[string, (client: MockCallClient, options: { signal: AbortSignal }) => Promise<unknown>]>([
  ['getScenarios', (c, o) => c.getScenarios({}, o)],
  ['getScenarioPage', (c, o) => c.getScenarioPage({}, o)],
  ['getScenario', (c, o) => c.getScenario('scn_1', o)],
  ['getArticle', (c, o) => c.getArticle('/knowledge/refunds', o)],
  ['startCall', (c, o) => c.startCall('scn_1', o)],
  ['updateStatus', (c, o) => c.updateStatus('call_1', { action: 'hold' }, o)],
  ['getCustomerRecord', (c, o) => c.getCustomerRecord('call_1', o)],
  ['endCall', (c, o) => c.endCall('call_1', { endReason: 'resolved' }, o)],
  ['getSession', (c, o) => c.getSession('call_1', o)],
  ['getTimings', (c, o) => c.getTimings('call_1', o)],
  ['getRecording', (c, o) => c.getRecording('call_1', o)],
  ['getSessions', (c, o) => c.getSessions({}, o)],
  ['eraseSession', (c, o) => c.eraseSession('call_1', o)],
  ['getMe', (c, o) => c.getMe(o)],
  ['getProgress', (c, o) => c.getProgress(o)],
  ['setPreferences', (c, o) => c.setPreferences({}, o)],
  ['signInAsGuest', (c, o) => c.signInAsGuest('Sam', o)],
  ['getOrgSessions', (c, o) => c.getOrgSessions({}, o)],
  ['getOrgSummary', (c, o) => c.getOrgSummary({}, o)],
  ['getComments', (c, o) => c.getComments('call_1', o)],
  ['addComment', (c, o) => c.addComment('call_1', { timestamp: 1, text: 'Well asked.' }, o)],
  ['removeComment', (c, o) => c.removeComment('call_1', 'comment_1', o)],
  ['overrideCriterion', (c, o) => c.overrideCriterion('call_1', 'closing.recap', { score: 100, reason: 'It was said.' }, o)],
  ['withdrawOverride', (c, o) => c.withdrawOverride('call_1', 'closing.recap', o)],
])('%s gives up when it is told to', async (_, ask) => {
  const { client } = clientOf((_url, init) => new Promise((_resolve, reject) => { init.signal?.addEventListener('abort', () => reject(init.signal!.reason)); }));
  const controller = new AbortController();
  const asked = ask(client, { signal: controller.signal });
  controller.abort(new Error('not any more'));
  await expect(asked).rejects.toThrow('not any more');
});
