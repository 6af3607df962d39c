import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';

let server;
let me;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.scenarios.count': 1000 } }); me = new Rest(server); });
after(() => server.stop());

test('a request id is taken over where it is sane, and made where it is not', async () => {
  const kept = await me.get('/me', { headers: { 'x-request-id': 'trace-1.a_B' } });
  assert.equal(kept.headers.get('x-request-id'), 'trace-1.a_B');
  for (const odd of ['', 'a b', 'x'.repeat(500), '<script>', '"quoted"']) {
    const made = (await me.get('/me', { headers: { 'x-request-id': odd } })).headers.get('x-request-id');
    assert.match(made, /^[\w.-]{6,64}$/);
    assert.notEqual(made, odd);
  }
});

test('unknown routes and methods are told apart', async () => {
  refused(await me.get('/nothing'), 404, 'NOT_FOUND');
  refused(await me.get('/session'), 404, 'NOT_FOUND');
  const answer = await me.request('DELETE', '/scenarios');
  refused(answer, 405, 'METHOD_NOT_ALLOWED');
  assert.match(answer.headers.get('allow'), /GET/);
  assert.match((await me.get('/start')).headers.get('allow'), /POST/);
  refused(await me.request('PATCH', '/me'), 405, 'METHOD_NOT_ALLOWED');
});

const bodies = {
  'not JSON': '{"scenarioId": ',
  'an empty body': '',
  'a list': '[]',
  'a number': '7',
  'null': 'null',
  'no scenarioId': '{}',
  'a scenarioId that is no text': '{"scenarioId": 7}',
  'a userId that is no text': '{"scenarioId": "scn_abc123", "userId": {}}',
  'settings that are no object': '{"scenarioId": "scn_abc123", "settings": "loud"}',
  'recordCall that is no boolean': '{"scenarioId": "scn_abc123", "settings": {"recordCall": "yes"}}',
  'an unknown audioQuality': '{"scenarioId": "scn_abc123", "settings": {"audioQuality": "best"}}',
  'an unknown difficultyAdjustment': '{"scenarioId": "scn_abc123", "settings": {"difficultyAdjustment": 1}}',
  'nesting without end': '['.repeat(20_000),
  'text that is no UTF-8': Buffer.from([0x7b, 0x22, 0x73, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'two values': '{"scenarioId": "scn_abc123"} {}',
};
for (const [what, raw] of Object.entries(bodies)) {
  test(`POST /start refuses ${what}`, async () => {
    const answer = await me.request('POST', '/start', { raw, headers: { 'content-type': 'application/json' } });
    refused(answer, 400, 'VALIDATION_ERROR');
  });
}

test('validation names the members that are wrong', async () => {
  const error = refused(await me.post('/start', { scenarioId: 'scn_abc123', settings: { audioQuality: 'best' } }), 400, 'VALIDATION_ERROR');
  assert.deepEqual(error.details.map((d) => d.field), ['settings.audioQuality']);
});

test('unknown members are ignored', async () => {
  const call = await me.start({ colour: 'blue', settings: { colour: 'blue', recordCall: false } });
  await me.end(call.sessionId, { endReason: 'failed', colour: 'blue' });
});

test('what is not JSON, and what is too large, is refused before it is read', async () => {
  refused(await me.request('POST', '/start', { raw: 'scenarioId=scn_abc123', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    415, 'UNSUPPORTED_MEDIA_TYPE');
  refused(await me.post('/start', { scenarioId: 'scn_abc123', padding: 'x'.repeat(70_000) }), 413, 'PAYLOAD_TOO_LARGE');
  assert.equal((await me.get('/me')).status, 200);
});

test('a body of just under 64 KiB is read', async () => {
  const call = await me.start({ padding: 'x'.repeat(64_000) });
  await me.end(call.sessionId);
});

test('X-Session-ID must be the path\'s', async () => {
  const { sessionId } = await me.start();
  assert.equal((await me.get(`/session/${sessionId}`, { headers: { 'x-session-id': sessionId } })).status, 200);
  refused(await me.get(`/session/${sessionId}`, { headers: { 'x-session-id': 'call_other' } }), 400, 'VALIDATION_ERROR');
  assert.equal((await me.get('/me', { headers: { 'x-session-id': 'call_other' } })).status, 200);
  await me.end(sessionId);
});

test('health, readiness and metrics need no token', async () => {
  const anyone = new Rest(server, { token: null });
  assert.equal((await anyone.get('//healthz')).status, 200);
  assert.equal((await anyone.get('//readyz')).status, 200);
  const { bytes } = await anyone.get('//metrics');
  const lines = bytes.toString().split('\n').filter((l) => l && !l.startsWith('#'));
  assert.ok(lines.length > 3);
  for (const line of lines) assert.match(line, /^[a-zA-Z_:][\w:]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|[+-]Inf)$/);
});

test('a page of another origin is not let in unless it is named', async () => {
  const closed = await me.get('/me', { headers: { origin: 'https://evil.example' } });
  assert.equal(closed.headers.get('access-control-allow-origin'), null);
  const open = await Server.start({ set: { 'server.allowed_origins': 'https://app.example' } });
  const friend = new Rest(open);
  const preflight = await friend.request('OPTIONS', '/start', { headers: { origin: 'https://app.example', 'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,idempotency-key' } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://app.example');
  assert.match(preflight.headers.get('access-control-allow-headers').toLowerCase(), /authorization/);
  assert.equal((await friend.get('/me', { headers: { origin: 'https://app.example' } })).headers.get('access-control-allow-origin'), 'https://app.example');
  assert.equal((await friend.get('/me', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'), null);
  await open.stop();
});

test('the web app comes with a strict content security policy, its hashed files for ever, and nothing from outside its folder', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-web-'));
  fs.mkdirSync(path.join(folder, 'assets'));
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(folder, 'assets/app-1a2b.js'), 'export {};');
  const web = await Server.start({ set: { 'web.directory': folder } });
  const page = await fetch(`${web.url}/`);
  assert.equal(await page.text(), '<!doctype html>');
  const policy = page.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|https?:/);
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const script = await fetch(`${web.url}/assets/app-1a2b.js`);
  assert.equal(await script.text(), 'export {};');
  assert.match(script.headers.get('cache-control'), /immutable/);
  const outside = await fetch(`${web.url}/..%2f..%2fCMakeLists.txt`);
  assert.equal(outside.status, 404);
  await web.stop();
  fs.rmSync(folder, { recursive: true });
});
