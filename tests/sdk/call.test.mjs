// The SDK as it is built, against the real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MockCallClient, MockCallError } from '@hirexp/mock-call-sdk';
import { asOgg, asWav, asWebm, speech } from '../system/lib/audio.mjs';
import { eventually } from '../system/lib/rest.mjs';
import { PATIENCE, Server } from '../system/lib/server.mjs';
import { hs256 } from '../system/lib/tokens.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000 } }); });
after(() => server.stop());

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';

/** The sound arrived as it was sent. How well the recogniser knows a voice is measured in bench/wer, not here. */
function assertHeard(text) {
  const said = new Set(GREETING.toLowerCase().match(/[a-z]+/g));
  const known = new Set(text.split(' ').filter((word) => said.has(word)));
  assert.ok(known.size >= 4, `${known.size} of ${said.size} words: ${text}`);
}
const VERIFY = 'I am sorry to hear that. May I have your account number please?';
const newClient = (options = {}) => new MockCallClient({ apiKey: hs256(), websocketUrl: server.socketUrl, ...options });

/** Keeps every event of these names, and waits for one that `accept` takes. */
function listen(client, ...names) {
  const heard = [];
  const waiting = new Set();
  for (const name of names) {
    client.on(name, (value) => {
      heard.push({ name, value });
      for (const look of waiting) look();
    });
  }
  const wait = (name, accept = () => true, from = 0) => new Promise((resolve, reject) => {
    const look = () => {
      const found = heard.slice(from).find((h) => h.name === name && accept(h.value));
      if (!found) return;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(found.value);
    };
    const timer = setTimeout(() => reject(new Error(`no ${name}; heard ${JSON.stringify(heard.slice(-8))}`)), 30_000 * PATIENCE);
    waiting.add(look);
    look();
  });
  return { heard, wait, mark: () => heard.length };
}
/** Everything the agent was heard to say: a pause between two sentences may make two utterances of them. */
const wordsHeard = (heard) => heard.filter((h) => h.name === 'transcript' && h.value.speaker === 'agent' && h.value.final).map((h) => h.value.text).join(' ');
const byCustomer = (e) => e.speaker === 'customer' && e.final;

test('the design\'s example, as it is written', async () => {
  const client = newClient();
  const scenarios = await client.getScenarios({ category: 'complaint', difficulty: 'intermediate' });
  assert.equal(scenarios[0].category, 'complaint');
  const session = await client.startCall(scenarios[0].id);
  await client.connect(session.sessionId);
  const pieces = [];
  client.on('customer:speaking', (audio) => pieces.push(audio));
  const { wait, heard } = listen(client, 'feedback', 'transcript', 'state:update', 'call:ended');
  const audioBlob = new Blob([asWebm(speech(GREETING))]);
  await client.streamAudio(audioBlob);
  await wait('transcript', byCustomer);
  assertHeard(wordsHeard(heard));
  // The customer may have begun between the agent's sentences and have let the agent finish: such a line has no last piece.
  const { utteranceId } = await eventually(async () => pieces.find((p) => p.final), (last) => last, { within: 20_000 * PATIENCE, what: 'the customer\'s last piece' });
  await wait('transcript', (e) => byCustomer(e) && e.utteranceId === utteranceId);
  const spoken = pieces.filter((p) => p.utteranceId === utteranceId);
  assert.ok(spoken.reduce((n, p) => n + p.samples.length, 0) > spoken[0].sampleRate, 'the customer spoke for more than a second');
  assert.ok(spoken.some((p) => p.samples.some((s) => Math.abs(s) > 1000)), 'and it is no silence');
  const evaluation = await client.endCall(session.sessionId);
  assert.equal(typeof evaluation.overallScore, 'number');
  assert.equal(Object.keys(evaluation.breakdown).length, 6);
  assert.equal(evaluation.summary.outcome, 'resolved');
  assert.ok(heard.some((h) => h.name === 'state:update'));
});

for (const [name, encode] of [['Ogg', asOgg], ['WAV', asWav]]) {
  test(`a recording in ${name} is heard`, async () => {
    const client = newClient();
    const call = await client.startCall('scn_abc123');
    await client.connect(call);
    const { wait, heard } = listen(client, 'transcript', 'error');
    const began = performance.now();
    await client.streamAudio(encode(speech(GREETING)));
    const seconds = speech(GREETING).length / 16_000;
    assert.ok(Math.abs((performance.now() - began) / 1000 - seconds) < 1, 'at the pace it was spoken');
    await wait('transcript', byCustomer);
    assertHeard(wordsHeard(heard));
    await client.endCall(call.sessionId);
  });
}

test('a typed call: notes, hold and resume, and the end over the socket', async () => {
  const client = newClient();
  const call = await client.startCall('scn_abc123');
  const joined = await client.connect(call.sessionId);
  assert.equal(joined.resumed, false);
  const { wait, mark } = listen(client, 'transcript', 'state:update', 'call:ended', 'connection', 'error');
  client.sendText(GREETING);
  await wait('transcript', byCustomer);
  client.note('Charged 150 dollars too much');
  let from = mark();
  client.hold('I look at your bill');
  await wait('state:update', (e) => e.state.status === 'on_hold', from);
  from = mark();
  client.resume();
  await wait('state:update', (e) => e.state.status === 'active', from);
  const evaluation = await client.endCall(call.sessionId, { endReason: 'failed' });
  assert.equal(evaluation.summary.outcome, 'failed');
  assert.equal(client.connected, false);
  const { transcript } = await eventually(() => client.getRecording(call.sessionId).catch((e) => e), (a) => a.transcript, { what: 'the recording' });
  assert.ok(transcript.messages.some((m) => m.text === GREETING));
  const { sessions } = await client.getSessions();
  assert.equal(sessions[0].sessionId, call.sessionId);
});

test('a server that is killed in mid-call is joined again, and what was typed meanwhile is said', async () => {
  const own = await Server.start();
  const client = newClient({ websocketUrl: own.socketUrl });
  const call = await client.startCall('scn_abc123');
  await client.connect(call.sessionId);
  const { wait, mark } = listen(client, 'transcript', 'connection');
  client.sendText(GREETING);
  await wait('transcript', byCustomer);
  const from = mark();
  await own.kill();
  await wait('connection', (c) => c.state === 'lost', from);
  client.sendText(VERIFY);
  await own.start();
  await wait('connection', (c) => c.state === 'joined' && c.resumed, from);
  await wait('transcript', (e) => e.speaker === 'agent' && e.text === VERIFY, from);
  await wait('transcript', byCustomer, from);
  await client.endCall(call.sessionId);
  await own.stop();
});

test('refusals are errors with the contract\'s codes', async () => {
  const client = newClient();
  const code = (asked) => asked.then(() => 'none', (error) => { assert.ok(error instanceof MockCallError); return error.code; });
  assert.equal(await code(client.startCall('scn_nothing')), 'SCENARIO_NOT_FOUND');
  assert.equal(await code(client.getSession('call_nothing')), 'SESSION_NOT_FOUND');
  assert.equal(await code(newClient({ apiKey: 'wrong' }).getScenarios()), 'UNAUTHORIZED');
  const call = await client.startCall('scn_abc123');
  const again = await client.startCall('scn_abc123').catch((error) => error);
  assert.deepEqual([again.code, again.details], ['ALREADY_IN_CALL', { sessionId: call.sessionId }]);
  assert.equal(await code(client.connect({ sessionId: call.sessionId, sessionToken: 'sess_wrong' })), 'UNAUTHORIZED');
  await client.connect(call.sessionId);
  const { wait } = listen(client, 'error');
  client.resume();
  const error = await wait('error');
  assert.deepEqual([error.code, error.recoverable], ['INVALID_STATE', true]);
  await client.endCall(call.sessionId);
});

test('an aborted start leaves by the signal\'s reason', async () => {
  const controller = new AbortController();
  controller.abort(new Error('changed my mind'));
  await assert.rejects(newClient().startCall('scn_abc123', { signal: controller.signal }), /changed my mind/);
});

test('a guest signs in, reads an article, and sets preferences', async () => {
  const client = new MockCallClient({ websocketUrl: server.socketUrl });
  const guest = await client.signInAsGuest('Sam');
  assert.equal((await client.getMe()).userId, guest.userId);
  const { companyInfo } = await client.getScenario('scn_abc123');
  const article = await client.getArticle(companyInfo.resources.knowledgeBase);
  assert.ok(article.title && article.body);
  assert.deepEqual(await client.setPreferences({ categories: ['billing'], industries: [], difficulty: 'beginner' }), { categories: ['billing'], industries: [], difficulty: 'beginner' });
});
