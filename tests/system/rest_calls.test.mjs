import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.status.count': 100, 'limits.end.count': 100 } }); });
after(() => server.stop());

test('a started call tells all a client needs', async () => {
  const me = new Rest(server);
  const answer = await me.post('/start', { scenarioId: 'scn_abc123', userId: me.user });
  assert.equal(answer.status, 201);
  const call = answer.data;
  assert.match(answer.headers.get('location'), new RegExp(`/session/${call.sessionId}$`));
  assert.equal(call.websocketUrl, server.socketUrl);
  assert.ok(call.sessionId.length >= 'call_'.length + 12, 'at least 72 random bits');
  assert.ok(call.sessionToken.length >= 'sess_'.length + 43, 'at least 256 random bits');
  assert.equal(call.callState.status, 'initializing');
  const { data } = await me.get(`/session/${call.sessionId}`);
  assert.deepEqual([data.status, data.result], ['initializing', null]);
});

test('nobody starts a call for somebody else, or of a scenario that is not there', async () => {
  const me = new Rest(server);
  refused(await me.post('/start', { scenarioId: 'scn_abc123', userId: 'another' }), 403, 'FORBIDDEN');
  refused(await me.post('/start', { scenarioId: 'scn_nothere' }), 404, 'SCENARIO_NOT_FOUND');
});

test('of eight racing starts one wins', async () => {
  const me = new Rest(server);
  const answers = await Promise.all(Array.from({ length: 8 }, () => me.post('/start', { scenarioId: 'scn_abc123' })));
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409, 409, 409, 409, 409]);
  const won = answers.find((a) => a.status === 201).data.sessionId;
  for (const lost of answers.filter((a) => a.status === 409)) assert.equal(refused(lost, 409, 'ALREADY_IN_CALL').details.sessionId, won);
  await me.end(won);
  await me.start();
});

test('racing starts with one key are one call', async () => {
  const me = new Rest(server);
  const headers = { 'idempotency-key': 'the-same' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => me.post('/start', { scenarioId: 'scn_abc123' }, { headers })));
  assert.deepEqual(answers.map((a) => a.status), Array(8).fill(201));
  assert.equal(new Set(answers.map((a) => `${a.data.sessionId} ${a.data.sessionToken}`)).size, 1);
});

test('the same key of another user is another call, and a key outlives its call', async () => {
  const [one, two] = [new Rest(server), new Rest(server)];
  const headers = { 'idempotency-key': 'shared' };
  const first = await one.start({}, { headers });
  assert.notEqual((await two.start({}, { headers })).sessionId, first.sessionId);
  await one.end(first.sessionId);
  assert.equal((await one.start({}, { headers })).sessionId, first.sessionId);
});

test('hold and resume over REST change the status and tell how the customer took it', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const path = `/session/${call.sessionId}/status`;
  assert.equal(refused(await me.put(path, { action: 'hold' }), 409, 'INVALID_STATE').details.status, 'initializing');
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Sam. How may I help you?');
  assert.equal(refused(await me.put(path, { action: 'resume' }), 409, 'INVALID_STATE').details.status, 'active');
  const held = await me.put(path, { action: 'hold', reason: 'I look at your bill' });
  assert.deepEqual([held.status, held.data.status, held.data.holdTime], [200, 'on_hold', 0]);
  assert.ok(held.data.customerReaction.mood <= 0);
  await socket.wait('state:update', { accept: (e) => e.state.status === 'on_hold' });
  assert.equal(refused(await me.put(path, { action: 'hold' }), 409, 'INVALID_STATE').details.status, 'on_hold');
  const back = await me.put(path, { action: 'resume' });
  assert.equal(back.data.status, 'active');
  await me.end(call.sessionId);
  await socket.closeWith(1000);
});

test('transfer and escalate over REST', async () => {
  for (const [body, status] of [[{ action: 'transfer', transferTo: 'billing', reason: 'A refund', notes: 'Charged twice' }, 'transferring'],
    [{ action: 'escalate', reason: 'Asked for a supervisor' }, 'escalated']]) {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    await socket.say('Thank you for calling TechSupport, my name is Sam. How may I help you?');
    const { data } = await me.put(`/session/${call.sessionId}/status`, body);
    assert.equal(data.status, status);
    assert.ok(data.customerReaction.message.length > 0);
    await me.end(call.sessionId, { endReason: 'transferred' });
    await socket.closeWith(1000);
  }
});

test('wrong actions are refused by name', async () => {
  const me = new Rest(server);
  const { sessionId } = await me.start();
  const path = `/session/${sessionId}/status`;
  for (const body of [{}, { action: 'sing' }, { action: 7 }, { action: 'hold', reason: 7 }, { action: 'transfer', transferTo: 'moon' }]) {
    const error = refused(await me.put(path, body), 400, 'VALIDATION_ERROR');
    assert.ok(error.details.length > 0, JSON.stringify(body));
  }
  refused(await me.put('/session/call_nothere/status', { action: 'hold' }), 404, 'SESSION_NOT_FOUND');
  await me.end(sessionId);
});

test('ending is idempotent, and ended calls take no more actions', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Sam. How may I help you?');
  const body = { endReason: 'resolved', resolution: { issueResolved: true, actionTaken: 'Credited $150', followUpRequired: false, customerRetained: true } };
  const [first, second] = await Promise.all([me.end(call.sessionId, body), me.end(call.sessionId, body)]);
  const third = await me.end(call.sessionId, { endReason: 'failed' });
  for (const again of [second, third]) {
    assert.deepEqual([again.summary, again.evaluation, again.feedback, again.achievements],
      [first.summary, first.evaluation, first.feedback, first.achievements]);
  }
  assert.equal(first.summary.outcome, 'resolved');
  await socket.closeWith(1000);
  const { status } = refused(await me.put(`/session/${call.sessionId}/status`, { action: 'hold' }), 409, 'INVALID_STATE').details;
  assert.equal(status, 'ended');
  assert.deepEqual((await me.get(`/session/${call.sessionId}`)).data.result.evaluation, first.evaluation);
});

test('wrong ways to end are refused and end nothing', async () => {
  const me = new Rest(server);
  const { sessionId } = await me.start();
  for (const body of [{}, { endReason: 'bored' }, { endReason: 'resolved', resolution: { issueResolved: 'yes' } }, { endReason: 'resolved', agentNotes: [] }]) {
    refused(await me.post(`/session/${sessionId}/end`, body), 400, 'VALIDATION_ERROR');
  }
  assert.equal((await me.get(`/session/${sessionId}`)).data.status, 'initializing');
});

test('a call that nobody joins expires and frees its user', async () => {
  const quick = await Server.start({ set: { 'call.join_timeout': '1s' } });
  const me = new Rest(quick);
  const call = await me.start();
  let answer;
  const end = Date.now() + 15_000;
  do {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await me.get(`/session/${call.sessionId}`);
  } while (answer.data.status !== 'expired' && Date.now() < end);
  assert.equal(answer.data.status, 'expired');
  refused(await me.put(`/session/${call.sessionId}/status`, { action: 'hold' }), 410, 'SESSION_EXPIRED');
  refused(await me.post(`/session/${call.sessionId}/end`, { endReason: 'failed' }), 410, 'SESSION_EXPIRED');
  const late = new CallSocket(quick.socketUrl);
  await late.opened;
  late.send({ type: 'auth', token: call.sessionToken });
  await late.closeWith(4410);
  await me.start();
  await quick.stop();
});

test('history, progress and figures follow from evaluated calls', async () => {
  const me = new Rest(server);
  const call = await me.start({ scenarioId: 'scn_abc123' });
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Sam. How may I help you?');
  const { evaluation, achievements } = await me.end(call.sessionId);
  const { data } = await me.get('/sessions?limit=5');
  assert.deepEqual(data.sessions.map((s) => [s.sessionId, s.status, s.overallScore]), [[call.sessionId, 'ended', evaluation.overallScore]]);
  assert.equal(data.pagination.total, 1);
  const scenario = (await me.scenarios()).find((s) => s.id === 'scn_abc123');
  assert.deepEqual([scenario.userAttempts, scenario.bestScore], [1, evaluation.overallScore]);
  assert.ok(scenario.playCount >= 1);
  const { data: progress } = await me.get('/me');
  assert.deepEqual(progress.achievements.map((a) => a.name).sort(), achievements.map((a) => a.name).sort());
  assert.equal(progress.calls, 1);
});

test('what is erased is gone, its numbers are not', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  refused(await me.delete(`/session/${call.sessionId}`), 409, 'INVALID_STATE');
  await socket.say('Thank you for calling TechSupport, my name is Sam. How may I help you?');
  const { evaluation } = await me.end(call.sessionId);
  assert.equal((await me.delete(`/session/${call.sessionId}`)).status, 200);
  assert.equal((await me.delete(`/session/${call.sessionId}`)).status, 200);
  refused(await me.get(`/session/${call.sessionId}/recording`), 404, 'RECORDING_NOT_FOUND');
  const { data } = await me.get(`/session/${call.sessionId}`);
  assert.ok(!JSON.stringify(data).includes('Sam'), 'no words are left');
  assert.equal((await me.get('/sessions')).data.sessions[0].overallScore, evaluation.overallScore);
});
