import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000 } }); });
after(() => server.stop());

async function connect(options) {
  const socket = new CallSocket(server.socketUrl, options);
  await socket.opened;
  return socket;
}

for (const encoding of ['json', 'msgpack']) {
  test(`a call is joined and answered in ${encoding}`, async () => {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await connect({ encoding });
    socket.send({ type: 'auth', token: call.sessionToken });
    const ok = await socket.wait('auth:ok');
    assert.deepEqual([ok.userId, ok.sessionId], [me.user, call.sessionId]);
    socket.sessionId = call.sessionId;
    socket.send({ type: 'join' });
    const joined = await socket.wait('joined');
    assert.deepEqual([joined.resumed, joined.transport, joined.audio], [false, 'websocket', { codec: 'pcm_s16le', sampleRate: 16000 }]);
    assert.equal((await socket.wait('state:update')).state.status, 'ringing');
    socket.send({ type: 'action', action: 'answer' });
    await socket.wait('state:update', { accept: (e) => e.state.status === 'active' });
    const { pieces, sampleRate, bytes } = socket.audioOf((await socket.say('Thank you for calling, how may I help you?')).utteranceId);
    assert.equal(sampleRate, 16000);
    assert.equal(pieces.at(-1).final, true);
    assert.ok(bytes.length > 16000, 'at least half a second of speech');
    await me.end(call.sessionId);
    await socket.closeWith(1000);
  });
}

const beforeAuth = {
  'join': { type: 'join', sessionId: 'call_x' },
  'audio': { type: 'audio:data', sessionId: 'call_x', data: Buffer.alloc(640) },
  'text': { type: 'agent:text', sessionId: 'call_x', content: 'Hello' },
  'a wrong token': { type: 'auth', token: 'sess_wrong' },
  'an empty token': { type: 'auth', token: '' },
};
for (const [what, event] of Object.entries(beforeAuth)) {
  test(`${what} instead of a good auth is refused and the line closed with 4401`, async () => {
    const socket = await connect();
    socket.send(event);
    const error = await socket.wait('error');
    assert.deepEqual([error.code, error.recoverable], ['UNAUTHORIZED', false]);
    await socket.closeWith(4401);
  });
}

test('anything but join after auth is refused', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await connect();
  socket.send({ type: 'auth', token: call.sessionToken });
  await socket.wait('auth:ok');
  socket.send({ type: 'agent:text', sessionId: call.sessionId, content: 'Hello' });
  assert.equal((await socket.wait('error')).code, 'UNAUTHORIZED');
  await socket.closeWith(4401);
});

test('a token opens its own call only', async () => {
  const [one, two] = await Promise.all([new Rest(server).start(), new Rest(server).start()]);
  const socket = await connect();
  socket.send({ type: 'auth', token: one.sessionToken });
  await socket.wait('auth:ok');
  socket.send({ type: 'join', sessionId: two.sessionId });
  await socket.wait('error');
  const { code } = await socket.closed;
  assert.ok([4401, 4404].includes(code), String(code));
  socket.check();
});

test('who says nothing for ten seconds is closed with 4408', async () => {
  const socket = await connect();
  const started = Date.now();
  await socket.closeWith(4408, 25_000);
  assert.ok(Date.now() - started > 8000);
});

test('an event for another call is refused and the call lives on', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  socket.send({ type: 'agent:text', sessionId: 'call_other', content: 'Hello' });
  assert.equal((await socket.wait('error')).code, 'VALIDATION_ERROR');
  await socket.say('Thank you for calling, how may I help you?');
  await socket.close();
});

test('frames that mean nothing are refused and the call lives on', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  const frames = ['hello', '{', '[]', '7', 'null', '{}', '{"type": 7}', '{"type": "sing"}', `{"type":"agent:text","sessionId":"${call.sessionId}"}`,
    `{"type":"agent:text","sessionId":"${call.sessionId}","content":7}`, `{"type":"audio:data","sessionId":"${call.sessionId}","data":"%%%"}`,
    `{"type":"action","sessionId":"${call.sessionId}","action":"sing"}`, `{"type":"audio:start","sessionId":"${call.sessionId}","format":{"codec":"mp9"}}`,
    `{"type":"audio:start","sessionId":"${call.sessionId}","format":{"codec":"pcm_s16le","sampleRate":1}}`, `{"type":"audio:played","sessionId":"${call.sessionId}","utteranceId":"u1","ms":"x"}`,
    Buffer.from([0xc1]), Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(0), Buffer.from([0x93, 1, 2])];
  for (const frame of frames) {
    const since = socket.mark();
    socket.sendRaw(frame);
    const error = await socket.wait('error', { since });
    assert.deepEqual([error.code, error.recoverable], ['VALIDATION_ERROR', true], String(frame));
  }
  await socket.say('Thank you for calling, how may I help you?');
  await socket.close();
});

test('joining twice on one line, or authenticating again, ends nothing', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  const since = socket.mark();
  socket.send({ type: 'auth', token: call.sessionToken });
  socket.send({ type: 'join' });
  await socket.wait(null, { since });
  await socket.say('Thank you for calling, how may I help you?');
  await socket.close();
});

test('a frame over 256 KiB closes with 1009', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  socket.sendRaw(Buffer.alloc(300 * 1024, 0xc0));
  await socket.closeWith(1009);
});

test('a plain request to the socket\'s address is told so', async () => {
  const answer = await new Rest(server, { token: null }).get('//ws/mock-call');
  assert.deepEqual([answer.status, answer.error.code], [500, 'WEBSOCKET_ERROR']);
});

test('a page of another origin gets no socket', async () => {
  const refused = new WebSocket(server.socketUrl, { headers: { origin: 'https://evil.example' } });
  const status = await new Promise((resolve) => {
    refused.once('unexpected-response', (_, response) => resolve(response.statusCode));
    refused.once('open', () => resolve('open'));
    refused.once('error', () => {});
  });
  assert.equal(status, 403);
  refused.terminate();
  const own = await connect({ headers: { origin: server.url } });
  await own.close();
});
