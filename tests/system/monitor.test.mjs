// Supervisors who listen to a running call of the real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Microphone } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';
import { speech, samples, joined, levels } from './lib/audio.mjs';
import { hs256, newUser } from './lib/tokens.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000 } }); });
after(async () => { await server.stop(); });

const supervisor = (claims = {}) => hs256({ sub: newUser('boss'), role: 'supervisor', name: 'Alex', ...claims });
const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';

async function started() {
  const trainee = new Rest(server, { name: 'Ana' });
  const call = await trainee.start();
  const socket = await CallSocket.join(server, call);
  return { trainee, call, socket };
}
/** Sends `auth` and `join` and tells what came of it. */
async function tries(token, sessionId, join = { monitor: true }) {
  const socket = new CallSocket(server.socketUrl, { player: false });
  await socket.opened;
  socket.send({ type: 'auth', token });
  socket.send({ type: 'join', sessionId, ...join });
  const { code } = await socket.closed;
  assert.deepEqual(socket.problems, []);
  return [code, socket.of('error').at(-1)?.code];
}

for (const encoding of ['json', 'msgpack']) {
  test(`a supervisor sees and hears a typed call as it goes (${encoding})`, async () => {
    const { trainee, call, socket } = await started();
    await socket.say(GREETING);
    const listener = await CallSocket.listen(server, supervisor(), call.sessionId, { encoding });
    assert.equal(listener.joined.state.status, 'active');
    await listener.wait('transcript', { accept: (e) => e.speaker === 'agent' && e.text === GREETING });
    const since = listener.mark();
    await socket.say('I am sorry to hear that. May I have your account number, please?');
    const answer = await listener.wait('transcript', { since, accept: (e) => e.speaker === 'customer' && e.final });
    assert.ok(answer.emotion);
    const piece = await listener.wait('audio:customer', { since, accept: (e) => e.data.length > 0 });
    assert.equal(piece.codec, 'pcm_s16le');
    await listener.wait('state:update', { since });
    const result = await trainee.end(call.sessionId);
    const ended = await listener.wait('call:ended');
    assert.equal(ended.evaluation.overallScore, result.evaluation.overallScore);
    assert.equal((await listener.closed).code, 1000);
    assert.deepEqual(listener.problems, []);
  });
}

test('what the trainee says aloud is heard as it is said', async () => {
  const { trainee, call, socket } = await started();
  await socket.say(GREETING);
  const listener = await CallSocket.listen(server, supervisor(), call.sessionId);
  const microphone = new Microphone(socket);
  const words = speech('Let me look into your bill right away.');
  await microphone.say(words);
  await new Promise((resolve) => setTimeout(resolve, 600));
  microphone.stop();
  await trainee.end(call.sessionId);
  const heard = joined(...listener.of('audio:agent').map((e) => samples(Buffer.from(e.data))));
  const loud = (pcm) => levels(pcm).filter((level) => level > 500).length / 100;
  assert.ok(Math.abs(loud(heard) - loud(words)) < 0.3, `${loud(heard)} s of speech heard, ${loud(words)} s said`);
  assert.equal(socket.of('audio:agent').length, 0);
});

test('a listener cannot speak, write or end, and the trainee is told nothing of them', async () => {
  const { trainee, call, socket } = await started();
  await socket.say(GREETING);
  const before_ = socket.mark();
  const listener = await CallSocket.listen(server, supervisor(), call.sessionId);
  const since = listener.mark();
  for (const event of [{ type: 'agent:text', content: 'Boo' }, { type: 'note', content: 'Boo' }, { type: 'action', action: 'end' }, { type: 'audio:start' }]) {
    listener.send(event);
  }
  await listener.wait('error', { since, accept: (e) => e.code === 'FORBIDDEN' && e.recoverable });
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(listener.of('error', since).length, 4);
  assert.equal((await trainee.get(`/session/${call.sessionId}`)).data.status, 'active');
  assert.deepEqual(socket.events.slice(before_).filter((e) => e.type !== 'state:update' && e.type !== 'audio:customer').map((e) => e.type), []);
  await trainee.end(call.sessionId);
});

test('several listen, to a limit; who leaves makes room', async () => {
  const { trainee, call } = await started();
  const listeners = [];
  for (let i = 0; i < 8; i++) listeners.push(await CallSocket.listen(server, supervisor(), call.sessionId));
  assert.deepEqual(await tries(supervisor(), call.sessionId), [4429, 'RATE_LIMIT_EXCEEDED']);
  listeners[0].socket.close();
  await listeners[0].closed;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await CallSocket.listen(server, supervisor(), call.sessionId);
  await trainee.end(call.sessionId);
});

test('only supervisors of the organisation listen, and only to what runs', async () => {
  const { trainee, call } = await started();
  assert.deepEqual(await tries(trainee.token, call.sessionId), [4401, 'FORBIDDEN']);
  assert.deepEqual(await tries(supervisor({ org: 'elsewhere' }), call.sessionId), [4401, 'FORBIDDEN']);
  assert.deepEqual(await tries(hs256({ role: 'supervisor' }, { secret: 'wrong-secret-wrong-secret-wrong-secret' }), call.sessionId), [4401, 'UNAUTHORIZED']);
  assert.deepEqual(await tries(supervisor(), 'call_nothere'), [4404, 'SESSION_NOT_FOUND']);
  assert.deepEqual(await tries(supervisor(), call.sessionId, {}), [4401, 'FORBIDDEN']);
  assert.deepEqual(await tries(call.sessionToken, call.sessionId), [4401, 'FORBIDDEN']);
  const admin = await CallSocket.listen(server, supervisor({ role: 'admin' }), call.sessionId);
  admin.socket.close();
  await trainee.end(call.sessionId);
  assert.deepEqual(await tries(supervisor(), call.sessionId), [4410, 'SESSION_EXPIRED']);
});
