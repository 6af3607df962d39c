import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, eventually } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'call.reconnect_window': '8s' } }); });
after(() => server.stop());

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';

test('who comes back within the window gets the call, and what was missed', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const first = await CallSocket.join(server, call);
  await first.say(GREETING);
  first.send({ type: 'agent:text', content: 'I am sorry to hear that. May I have your account number please?' });
  await first.wait('transcript', { accept: (e) => e.speaker === 'agent' && e.text.includes('account number') });
  await first.drop();
  const second = await CallSocket.join(server, call);
  assert.equal(second.joined.resumed, true);
  assert.ok(['active', 'on_hold'].includes(second.joined.state.status));
  // The reply to the last words was spoken into a dead line; its words come, then or now.
  await second.wait('transcript', { accept: (e) => e.speaker === 'customer' && e.final });
  await second.say('Can you tell me your account number please?');
  await me.end(call.sessionId);
  await second.closeWith(1000);
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  const agent = data.transcript.messages.filter((m) => m.speaker === 'agent').map((m) => m.text);
  assert.deepEqual(agent, [GREETING, 'I am sorry to hear that. May I have your account number please?', 'Can you tell me your account number please?']);
});

test('the same call joined elsewhere takes the line over; the first is closed with 4409', async () => {
  const call = await new Rest(server).start();
  const first = await CallSocket.join(server, call);
  await first.say(GREETING);
  const second = await CallSocket.join(server, call);
  await first.closeWith(4409);
  assert.equal(second.joined.resumed, true);
  await second.say('I am sorry about that. May I have your account number?');
  await second.close();
});

test('a call whose line stays dead ends as disconnected, is evaluated and readable', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  await socket.drop();
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}`), (a) => a.data.status === 'ended' && a.data.result,
    { within: 40_000, what: 'the end of the call' });
  assert.equal(data.result.summary.outcome, 'disconnected');
  const { data: recording } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  assert.ok(recording.transcript.messages.some((m) => m.text === GREETING));
  const late = new CallSocket(server.socketUrl);
  await late.opened;
  late.send({ type: 'auth', token: call.sessionToken });
  late.send({ type: 'join', sessionId: call.sessionId });
  await late.closeWith(4410);
  await me.start();
});

test('a hung-up line is noticed also when the goodbye is polite', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  await socket.close();
  await eventually(() => me.get(`/session/${call.sessionId}`), (a) => a.data.status === 'ended', { within: 40_000, what: 'the end of the call' });
});
