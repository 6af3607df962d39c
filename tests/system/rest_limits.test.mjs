import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';

let server;
before(async () => {
  server = await Server.start({ set: { 'limits.scenarios.count': 4, 'limits.scenarios.window': '3s', 'limits.start.count': 2, 'limits.start.window': '1h',
    'limits.status.count': 3, 'limits.end.count': 2 } });
});
after(() => server.stop());

const remaining = (answer) => Number(answer.headers.get('ratelimit-remaining'));

test('the limit counts down, refuses with Retry-After, and lets in again after the window', async () => {
  const me = new Rest(server);
  const seen = [];
  for (let i = 0; i < 4; i++) seen.push(await me.get('/scenarios'));
  assert.deepEqual(seen.map((a) => a.status), [200, 200, 200, 200]);
  assert.deepEqual(seen.map(remaining), [3, 2, 1, 0]);
  assert.ok(seen.every((a) => a.headers.get('ratelimit-limit') === '4'));
  const over = await me.get('/scenarios');
  refused(over, 429, 'RATE_LIMIT_EXCEEDED');
  const wait = Number(over.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 3, `Retry-After ${wait}`);
  // Refused requests in between must not push the end of the window away.
  const started = Date.now();
  let answer;
  do {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await me.get('/scenarios');
  } while (answer.status === 429 && Date.now() - started < 20_000);
  assert.equal(answer.status, 200);
  assert.ok(Date.now() - started < 3000 + 1500, 'refused requests are not counted against later ones');
});

test('limits are a user\'s own', async () => {
  const [one, two] = [new Rest(server), new Rest(server)];
  for (let i = 0; i < 4; i++) await one.get('/scenarios');
  refused(await one.get('/scenarios'), 429, 'RATE_LIMIT_EXCEEDED');
  assert.equal((await two.get('/scenarios')).status, 200);
});

test('starting is limited; a repeat by the same key is not counted', async () => {
  const me = new Rest(server);
  const headers = { 'idempotency-key': 'k1' };
  const first = await me.start({}, { headers });
  for (let i = 0; i < 4; i++) assert.equal((await me.start({}, { headers })).sessionId, first.sessionId);
  await me.end(first.sessionId);
  const second = await me.start();
  await me.end(second.sessionId);
  refused(await me.post('/start', { scenarioId: 'scn_abc123' }), 429, 'RATE_LIMIT_EXCEEDED');
});

test('ending and changing the status are limited', async () => {
  const me = new Rest(server);
  const { sessionId } = await me.start();
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await me.put(`/session/${sessionId}/status`, { action: 'hold' })).status);
  assert.equal(statuses[3], 429, statuses.join());
  const ends = [];
  for (let i = 0; i < 3; i++) ends.push((await me.post(`/session/${sessionId}/end`, { endReason: 'resolved' })).status);
  assert.equal(ends[2], 429, ends.join());
});

test('the limits are the design\'s unless set otherwise', async () => {
  const plain = await Server.start({ profile: 'production' });
  const me = new Rest(plain);
  assert.equal((await me.get('/scenarios')).headers.get('ratelimit-limit'), '30');
  const started = await me.post('/start', { scenarioId: 'scn_abc123' });
  assert.equal(started.headers.get('ratelimit-limit'), '3');
  const { sessionId } = started.data;
  assert.equal((await me.put(`/session/${sessionId}/status`, { action: 'resume' })).headers.get('ratelimit-limit'), '20');
  assert.equal((await me.post(`/session/${sessionId}/end`, { endReason: 'failed' })).headers.get('ratelimit-limit'), '5');
  await plain.stop();
});
