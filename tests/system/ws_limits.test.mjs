import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.ws_messages.count': 10, 'limits.start.count': 1000 } }); });
after(() => server.stop());

test('messages over the limit are dropped with an error; the third time closes with 4429', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  for (let i = 0; i < 12; i++) socket.send({ type: 'note', content: `note ${i}` });
  await socket.closeWith(4429);
  const errors = socket.of('error');
  assert.ok(errors.length >= 3, `${errors.length} errors`);
  assert.ok(errors.every((e) => e.code === 'RATE_LIMIT_EXCEEDED'));
  assert.equal(errors[0].recoverable, true);
});

test('audio is not counted as messages', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  socket.send({ type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: 16000 } });
  for (let i = 0; i < 150; i++) socket.send({ type: 'audio:data', data: Buffer.alloc(640), timestamp: i * 20 });
  const since = socket.mark();
  socket.send({ type: 'action', action: 'answer' });
  await socket.wait('state:update', { since, accept: (e) => e.state.status === 'active' });
  assert.deepEqual(socket.of('error'), []);
  await socket.close();
});

test('audio far faster than real time is limited', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  socket.send({ type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: 16000 } });
  for (let i = 0; i < 40; i++) socket.send({ type: 'audio:data', data: Buffer.alloc(32000), timestamp: i * 1000 });
  const error = await socket.wait('error');
  assert.equal(error.code, 'RATE_LIMIT_EXCEEDED');
  await socket.closeWith(4429);
});

test('more than a second of audio in one piece is refused', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  socket.send({ type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: 16000 } });
  socket.send({ type: 'audio:data', data: Buffer.alloc(32000 * 3), timestamp: 0 });
  const error = await socket.wait('error');
  assert.equal(error.code, 'VALIDATION_ERROR');
  await socket.close();
});
