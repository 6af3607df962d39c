import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from './lib/audio.mjs';
import { Microphone } from './lib/microphone.mjs';
import { Rest, eventually, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you today?';

test('after kill -9 and a restart the call is joined again, with its transcript, and ends whole', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 1000 } });
  const me = new Rest(server);
  const call = await me.start({}, { headers: { 'idempotency-key': 'before-the-crash' } });
  let socket = await CallSocket.join(server, call);
  const before = [(await socket.say(GREETING)).text];
  const since = socket.mark();
  socket.send({ type: 'note', content: 'Charged twice' });
  before.push((await socket.say('I am sorry. May I have your account number please?')).text);
  const { state } = await socket.wait('state:update', { since: socket.mark() });  // what is older than this is safe
  await server.kill();
  await socket.closed;
  assert.ok(socket.of('note', since).length === 0);

  await server.start();
  refused(await me.post('/start', { scenarioId: 'scn_abc123' }), 409, 'ALREADY_IN_CALL');
  assert.equal((await me.start({}, { headers: { 'idempotency-key': 'before-the-crash' } })).sessionId, call.sessionId);
  socket = await CallSocket.join(server, call);
  assert.equal(socket.joined.resumed, true);
  assert.equal(socket.joined.state.status, 'active');
  assert.ok(socket.joined.state.callDuration >= state.callDuration, 'the call\'s clock did not go back');
  for (const text of before) await socket.wait('transcript', { accept: (e) => e.speaker === 'customer' && e.text === text });
  await socket.say('Thank you. How much does the bill say?');
  const result = await me.end(call.sessionId);
  await socket.closeWith(1000);
  assert.equal(result.summary.outcome, 'resolved');
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  const agent = data.transcript.messages.filter((m) => m.speaker === 'agent').map((m) => m.text);
  assert.deepEqual(agent, [GREETING, 'I am sorry. May I have your account number please?', 'Thank you. How much does the bill say?']);
  await server.stop();
});

test('what was spoken before a crash is in the recording, but for the last seconds', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 1000, 'call.reconnect_window': '1s' } });
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const mic = new Microphone(socket);
  await mic.say(speech('Thank you for calling, my name is Sam, how may I help you today?'));
  await socket.answerSince(0, { within: 40_000 });
  const { state } = await socket.wait('state:update', { since: socket.mark(), accept: (e) => e.state.callDuration >= 8, within: 40_000 });
  mic.stop();
  await server.kill();
  await server.start();
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { within: 40_000, what: 'the recording' });
  assert.ok(data.recording.duration >= state.callDuration - 5, `${data.recording.duration} s of ${state.callDuration}`);
  assert.ok(data.transcript.messages.some((m) => m.speaker === 'agent') && data.transcript.messages.some((m) => m.speaker === 'customer'));
  await server.stop();
});

test('a call that nobody rejoins after a crash ends, is evaluated, and frees its user', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 1000, 'call.reconnect_window': '1s' } });
  const [spoke, silent] = [new Rest(server), new Rest(server)];
  const call = await spoke.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  await socket.wait('state:update', { since: socket.mark() });
  const unjoined = await silent.start();
  await server.kill();
  await server.start();
  const { data } = await eventually(() => spoke.get(`/session/${call.sessionId}`), (a) => a.data.status === 'ended' && a.data.result,
    { within: 40_000, what: 'the end of the call' });
  assert.equal(data.result.summary.outcome, 'disconnected');
  assert.ok(data.result.evaluation.criteria.length > 0);
  assert.ok(['initializing', 'expired'].includes((await silent.get(`/session/${unjoined.sessionId}`)).data.status));
  await spoke.start();
  await server.stop();
});

test('a polite stop ends no call either', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 1000 } });
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const { text } = await socket.say(GREETING);
  await server.stop({ keepData: true });
  await socket.closeWith(1001);
  await server.start();
  const again = await CallSocket.join(server, call);
  assert.equal(again.joined.resumed, true);
  await again.wait('transcript', { accept: (e) => e.text === text });
  await me.end(call.sessionId);
  await again.closeWith(1000);
  await server.stop();
});

test('results, history and preferences survive a crash', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 1000 } });
  const me = new Rest(server);
  await me.put('/me/preferences', { categories: ['sales'], industries: [], difficulty: 'expert' });
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  const result = await me.end(call.sessionId);
  await server.kill();
  await server.start();
  assert.deepEqual((await me.end(call.sessionId)).evaluation, result.evaluation);
  assert.equal((await me.get('/me')).data.preferences.difficulty, 'expert');
  await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  await server.stop();
});
