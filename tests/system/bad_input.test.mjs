// Nothing a client sends may crash, hang or leak: after every attack the server is healthy, and at the end it leaves cleanly.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { encode } from '@msgpack/msgpack';
import { asOgg, asWav, asWebm, oggPackets, silence, speech } from './lib/audio.mjs';
import { cutOddly } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 10_000, 'limits.ws_messages.count': 100_000, 'call.reconnect_window': '1s' } }); });
afterEach(async () => { assert.equal((await new Rest(server, { token: null }).get('//healthz')).status, 200); });
after(() => server.stop());

/** A small repeatable source of numbers. */
function seeded(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
function mutated(bytes, random, changes = 20) {
  const out = Buffer.from(bytes);
  for (let i = 0; i < changes; i++) out[random(out.length)] = random(256);
  return out;
}
async function inCall(run, options) {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call, options);
  await run(socket, me, call);
  if (socket.closeCode === undefined) await socket.say('Thank you for calling, how may I help you?', { within: 60_000 });
  await socket.close();
}

test('broken media of every kind is dropped, and the call goes on', async () => {
  const pcm = speech('Thank you for calling, how may I help you?');
  const random = seeded(1);
  const media = [['webm', asWebm(pcm)], ['ogg', asOgg(pcm)], ['wav', asWav(pcm)]];
  for (const [codec, good] of media) {
    await inCall(async (socket) => {
      for (let round = 0; round < 12; round++) {
        socket.send({ type: 'audio:start', ...(round % 2 && { format: { codec } }) });
        const bad = round === 0 ? Buffer.alloc(2000, 0xff) : round === 1 ? good.subarray(good.length / 2) : mutated(good, random, 5 + round * 8);
        for (const piece of cutOddly(bad.subarray(0, 12_000), 6, round + 1)) socket.send({ type: 'audio:data', data: piece, timestamp: round });
        socket.send({ type: 'audio:end' });
      }
    });
  }
});

test('broken Opus packets are dropped, and the call goes on', async () => {
  const packets = oggPackets(asOgg(silence(1)));
  const random = seeded(2);
  await inCall(async (socket) => {
    socket.send({ type: 'audio:start', format: { codec: 'opus' } });
    for (let i = 0; i < 200; i++) {
      const packet = i % 4 === 0 ? Buffer.alloc(random(1500), random(256)) : mutated(packets[i % packets.length], random, 4);
      socket.send({ type: 'audio:data', data: packet, timestamp: i * 20 });
    }
  }, { encoding: 'msgpack' });
});

test('a WebM that promises huge elements takes no memory', async () => {
  await inCall(async (socket) => {
    socket.send({ type: 'audio:start', format: { codec: 'webm' } });
    socket.send({ type: 'audio:data', data: Buffer.from('1a45dfa3' + '01fffffffffffffe' + '1f43b675' + '01fffffffffffff0' + 'a3' + '0800000000000000', 'hex'), timestamp: 0 });
    for (let i = 0; i < 50; i++) socket.send({ type: 'audio:data', data: Buffer.alloc(4000, 0xa3), timestamp: i });
  });
});

test('huge and odd values are refused, and the call goes on', async () => {
  await inCall(async (socket, me, call) => {
    const id = call.sessionId;
    const events = [{ type: 'audio:played', utteranceId: 'u1', ms: 1e308 }, { type: 'audio:played', utteranceId: 'u99999999999999999999', ms: -5 }, { type: 'audio:played', utteranceId: '', ms: 0 },
      { type: 'note', content: 'x'.repeat(200_000) }, { type: 'note', content: '\u0000\ud83d\udca9\u202e' }, { type: 'agent:text', content: '' }, { type: 'agent:text', content: '   ' },
      { type: 'agent:text', content: '🙂'.repeat(3000) }, { type: 'action', action: 'transfer', data: { to: 'x'.repeat(100_000) } }, { type: 'action', action: 'end', data: { endReason: 7 } },
      { type: 'action', action: 'crm' }, { type: 'action', action: 'crm', data: [] }, { type: 'action', action: 'crm', data: { operation: 'steal' } },
      { type: 'action', action: 'crm', data: { operation: 'credit', amount: 1e308 } }, { type: 'action', action: 'crm', data: { operation: 'credit', amount: -1 } },
      { type: 'action', action: 'crm', data: { operation: 'refund', target: 'x'.repeat(100_000), amount: '5' } }, { type: 'action', action: 'crm', data: { operation: 'discount', percent: 101, months: 0.5 } },
      { type: 'action', action: 'crm', data: { operation: 'note', text: '\u0000\u202e' } }, { type: 'action', action: 'crm', data: { operation: 'ticket', target: '../..', text: 'a', requestId: '' } },
      { type: 'action', action: 'hold', data: [] }, { type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: 2 ** 31, channels: 255 } }, { type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: -1 } },
      { type: 'audio:data', data: Buffer.alloc(1), timestamp: -1e300 }, { type: 'offer', sdp: 'v=0\r\n'.repeat(10_000) }, { type: 'ice-candidate', candidate: { candidate: 'x'.repeat(50_000) } },
      { type: 'ice-candidate', candidate: null }, { type: 'join', audio: { codec: 'opus', sampleRate: 1e9 } }];
    for (const event of events) socket.send(event);
    socket.sendRaw(`{"type":"note","sessionId":"${id}","content":"a","timestamp":1e999}`);
    socket.sendRaw(`{"type":"audio:data","sessionId":"${id}","data":"${'A'.repeat(100_001)}"}`);
    socket.sendRaw('['.repeat(100_000));
    socket.sendRaw('{"a":'.repeat(30_000));
    await new Promise((resolve) => { socket.socket.ping(); socket.socket.once('pong', resolve); });
  });
});

test('MessagePack of any shape is refused, and the call goes on', async () => {
  const random = seeded(3);
  await inCall(async (socket, me, call) => {
    const good = Buffer.from(encode({ type: 'note', sessionId: call.sessionId, content: 'a note', timestamp: 1 }));
    for (let i = 0; i < 300; i++) socket.sendRaw(i % 3 ? mutated(good, random, 1 + random(4)) : good.subarray(0, random(good.length)));
    for (const hex of ['c1', 'dd7fffffff', 'df7fffffff', 'db7fffffff', 'c67fffffff', 'c9ffffffff00', '91'.repeat(5000), '81'.repeat(5000)]) socket.sendRaw(Buffer.from(hex, 'hex'));
    await new Promise((resolve) => { socket.socket.ping(); socket.socket.once('pong', resolve); });
  }, { encoding: 'msgpack' });
});

test('messages in any order break nothing', async () => {
  for (let seed = 10; seed < 16; seed++) {
    const random = seeded(seed);
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call, { encoding: seed % 2 ? 'json' : 'msgpack' });
    const kinds = [() => ({ type: 'audio:start' }), () => ({ type: 'audio:end' }), () => ({ type: 'audio:data', data: Buffer.alloc(640, random(256)), timestamp: random(1000) }),
      () => ({ type: 'audio:played', utteranceId: `u${random(5)}`, ms: random(3000) }), () => ({ type: 'agent:text', content: 'Hello, how may I help you?' }),
      () => ({ type: 'note', content: 'note' }), () => ({ type: 'join' }), () => ({ type: 'auth', token: call.sessionToken }),
      ...['answer', 'hold', 'resume', 'mute', 'unmute', 'escalate'].map((action) => () => ({ type: 'action', action })), () => ({ type: 'action', action: 'transfer', data: { to: 'billing' } })];
    for (let i = 0; i < 150 && socket.closeCode === undefined; i++) socket.send(kinds[random(kinds.length)]());
    const ended = me.end(call.sessionId);
    socket.send({ type: 'agent:text', content: 'Too late' });
    await ended;
    await socket.closed;
    socket.check();
  }
});

test('a client that reads nothing is let go, and others do not feel it', async () => {
  const slow = await CallSocket.join(server, await new Rest(server).start({ settings: { audioQuality: 'high', backgroundNoise: true } }), { player: false });
  slow.socket._socket.pause();
  slow.send({ type: 'agent:text', content: 'Thank you for calling, how may I help you?' });
  for (let i = 0; i < 200; i++) slow.sendRaw(`{"type":"agent:text","sessionId":"call_x","content":"${'y'.repeat(2000)}"}`);
  await inCall(async () => {});
  await slow.drop();
});

test('lines that go dead at every stage leave nothing behind', async () => {
  const me = new Rest(server);
  const call = await me.start();
  for (const stage of [0, 1, 2]) {
    const socket = new CallSocket(server.socketUrl);
    await socket.opened;
    if (stage > 0) socket.send({ type: 'auth', token: call.sessionToken });
    if (stage > 1) socket.send({ type: 'join', sessionId: call.sessionId });
    await socket.drop();
  }
  await Promise.all(Array.from({ length: 40 }, () => new Promise((resolve) => {
    const dead = net.connect(server.port, '127.0.0.1', () => { dead.write('GET /api/ai/mock-call/scenarios HTTP/1.1\r\nHost: x\r\n'); dead.destroy(); resolve(); });
  })));
});

test('requests that are no HTTP, or not whole, are answered or cut', async () => {
  const raw = (text, { close = true } = {}) => new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('data', (d) => { answer += d; }).on('close', () => resolve(answer)).on('error', () => {});
    socket.write(text);
    if (close) socket.end();
  });
  const upgrade = (key) => `GET /ws/mock-call HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  const answers = await Promise.all([
    raw('\r\n\r\n\r\n'), raw('HELLO\r\n\r\n'), raw(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])), raw(`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    raw(`GET / HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(5000)}\r\n`), raw('POST /api/ai/mock-call/start HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n'),
    raw('POST /api/ai/mock-call/start HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'),
    raw('POST /api/ai/mock-call/start HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n'), raw('POST /api/ai/mock-call/start HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{'),
    raw(upgrade('short')), raw(upgrade(key) + 'not a frame at all'), raw(Buffer.concat([Buffer.from(upgrade(key)), Buffer.from('ff7f', 'hex'), Buffer.alloc(8, 0xff)])),
    raw(Buffer.concat([Buffer.from(upgrade(key)), Buffer.from('8105', 'hex'), Buffer.from('hello')])),
    raw('GET /api/ai/mock-call/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'),
  ]);
  assert.match(answers[1], /^HTTP\/1\.1 400|^$/);
});

test('tokens of any shape are refused', async () => {
  const random = seeded(5);
  for (let i = 0; i < 60; i++) {
    const token = Array.from({ length: random(400) }, () => 'abcXYZ019-_.=+/ {}"'[random(19)]).join('').trim();
    assert.equal((await new Rest(server, { token }).get('/me')).status, 401, token);
    const socket = new CallSocket(server.socketUrl);
    await socket.opened;
    socket.send({ type: 'auth', token });
    await socket.closeWith(4401);
  }
});

test('a person who has many lines opened at once gets all of them served', async () => {
  const lines = await Promise.all(Array.from({ length: 60 }, async () => { const s = new CallSocket(server.socketUrl); await s.opened; return s; }));
  assert.equal((await new Rest(server).get('/me')).status, 200);
  await Promise.all(lines.map((s) => s.drop()));
});
