import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, eventually } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.ws_messages.count': 1000 } }); });
after(() => server.stop());

const GOOD_CALL = [
  'Thank you for calling TechSupport, my name is Sam. How may I help you today?',
  'I understand how frustrating an unexpected charge of $150 is, and I am sorry. I will take care of it. May I have your full name and your account number, please?',
  'Thank you. Let me look at your bill. How much does the bill say, and what is the charge called?',
  'I see it: the equipment upgrade fee was added by mistake, that is our billing error. I will credit the full $150 to your account today.',
  'The rest of the bill looks right. Is there anything else that keeps you from staying with us?',
  'You have been with us five years and we appreciate your loyalty. I can offer you a 20% discount for six months.',
  'So, to recap: $150 credited today, 20% off for six months, and I will follow up by email tomorrow. Does that resolve everything for you?',
  'Thank you for your patience, Mr. Johnson. Have a great day!',
];

test('a good typed call is followed from its start to its score, with receipts', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const { objectives } = (await me.get('/scenarios/scn_abc123')).data.scenario;
  const socket = await CallSocket.join(server, call, { encoding: 'msgpack' });
  for (const line of GOOD_CALL.slice(0, 3)) await socket.say(line);
  socket.send({ type: 'note', content: 'Bill shows $150 equipment upgrade fee, charged by mistake; credit it.', timestamp: 60_000 });
  for (const line of GOOD_CALL.slice(3)) {
    if (socket.closeCode !== undefined || socket.of('call:ended').length > 0) break;
    await socket.say(line);
  }
  socket.send({ type: 'action', action: 'end', data: { endReason: 'resolved', resolution: { issueResolved: true, actionTaken: 'Credited $150' } } });
  const ended = await socket.wait('call:ended', { within: 40_000 });
  await socket.closeWith(1000);
  assert.ok(['resolved', 'customer_goodbye'].includes(ended.reason), ended.reason);
  const result = (await me.get(`/session/${call.sessionId}`)).data.result;
  assert.deepEqual(result.evaluation, ended.evaluation, 'the event carries the same evaluation as REST');
  assert.deepEqual(await me.end(call.sessionId), { ...(await me.end(call.sessionId)) });

  const words = socket.of('transcript').filter((e) => e.final);
  assert.ok(words.filter((e) => e.speaker === 'customer').some((e) => /ACC|7.?8.?9|seven eight nine/i.test(e.text)), 'the customer gave the account number when asked');
  const { evaluation } = result;
  assert.ok(evaluation.overallScore >= 60, `a good call scores ${evaluation.overallScore}`);
  assert.ok(evaluation.metrics.turns >= GOOD_CALL.length);
  const said = words.filter((e) => e.speaker === 'agent').map((e) => e.text);
  for (const criterion of evaluation.criteria.filter((c) => c.met)) {
    for (const e of criterion.evidence.filter((x) => x.speaker === 'agent')) {
      assert.ok(said.some((text) => text.includes(e.text.replace(/^[“"…\s]+|[”"…\s]+$/g, ''))) || /note|action/i.test(criterion.id + criterion.label + e.text),
        `${criterion.id}: '${e.text}' was never said`);
    }
  }
  assert.ok(socket.of('feedback').length > 0, 'the coach said something');
  const met = socket.of('objective:met');
  assert.ok(met.length >= 2 && new Set(met.map((e) => e.objective.index)).size === met.length, `objectives met: ${JSON.stringify(met)}`);
  for (const e of met) assert.equal(e.objective.text, objectives[e.objective.index]);
  const moods = socket.of('state:update').map((e) => e.state.customerMood);
  assert.ok(moods.at(-1) > moods[0], `the mood rose: ${moods.join(' ')}`);
});

test('a rude call scores low, lowers the mood, and the customer hangs up', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const rude = ['Yeah, what do you want?', 'That is not my problem, you should have read your contract.', 'You people are so stupid. Calm down.',
    'Stop whining. It is your own fault.', 'I do not care. Shut up.', 'Whatever. Deal with it, idiot.', 'You are wasting my time, you moron.', 'Shut up and pay your bill.'];
  for (const line of rude) {
    if (socket.closeCode !== undefined || socket.of('call:ended').length > 0) break;
    const since = socket.mark();
    socket.send({ type: 'agent:text', content: line });
    await socket.wait(null, { since, within: 30_000, accept: (e) => e.type === 'call:ended' || (e.type === 'audio:customer' && e.final) });
    await socket.player.silence();
  }
  const left = socket.of('customer:action').find((e) => e.action === 'hangup');
  assert.ok(left, `the customer did not hang up; ${socket.summary()}`);
  const ended = await socket.wait('call:ended', { within: 40_000 });
  await socket.closeWith(1000);
  assert.ok(ended.evaluation.overallScore < 40, `a rude call scores ${ended.evaluation.overallScore}`);
  assert.ok(ended.evaluation.customerSatisfaction <= 2);
  assert.equal((await me.get(`/session/${call.sessionId}`)).data.status, 'ended');
});

test('hold, mute, escalate and notes over the socket', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GOOD_CALL[0]);
  socket.send({ type: 'action', action: 'hold', data: { reason: 'I look at your bill' } });
  await socket.wait('state:update', { accept: (e) => e.state.status === 'on_hold' });
  let since = socket.mark();
  socket.send({ type: 'action', action: 'hold' });
  assert.equal((await socket.wait('error', { since })).code, 'INVALID_STATE');
  socket.send({ type: 'action', action: 'resume' });
  await socket.wait('state:update', { since, accept: (e) => e.state.status === 'active' });
  await socket.player.silence();
  socket.send({ type: 'action', action: 'mute' });
  socket.send({ type: 'action', action: 'unmute' });
  socket.send({ type: 'note', content: 'Angry about a double charge' });
  since = socket.mark();
  socket.send({ type: 'action', action: 'escalate', data: { reason: 'Asks for a supervisor' } });
  await socket.wait('state:update', { since, accept: (e) => e.state.status === 'escalated' });
  assert.equal((await me.get(`/session/${call.sessionId}`)).data.status, 'escalated');
  const { evaluation } = await me.end(call.sessionId, { endReason: 'transferred' });
  assert.equal(evaluation.metrics.holdCount, 1);
  await socket.closeWith(1000);
});

test('a transfer over the socket needs a place to go', async () => {
  const call = await new Rest(server).start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GOOD_CALL[0]);
  socket.send({ type: 'action', action: 'transfer', data: {} });
  assert.equal((await socket.wait('error')).code, 'VALIDATION_ERROR');
  socket.send({ type: 'action', action: 'transfer', data: { to: 'technical', reason: 'A line fault' } });
  await socket.wait('state:update', { accept: (e) => e.state.status === 'transferring' });
  await socket.close();
});

test('customer audio comes at the asked-for rate and codec, paced, at most two seconds ahead', async () => {
  for (const [audio, quality, rate] of [[undefined, 'low', 8000], [undefined, 'high', 24000], [{ codec: 'pcm_s16le', sampleRate: 24000 }, 'low', 24000], [{ codec: 'opus' }, 'standard', 16000]]) {
    const me = new Rest(server);
    const call = await me.start({ settings: { audioQuality: quality } });
    const socket = await CallSocket.join(server, call, { audio });
    assert.equal(socket.joined.audio.sampleRate, rate);
    const answer = await socket.say(GOOD_CALL[0]);
    const { pieces, sampleRate } = socket.audioOf(answer.utteranceId);
    assert.equal(sampleRate, rate);
    if (pieces[0].codec === 'pcm_s16le') {
      let heard = 0;
      for (const piece of pieces) {
        heard += piece.data.length / 2 / rate;
        const ahead = heard - (piece.receivedAt - pieces[0].receivedAt) / 1000;
        assert.ok(ahead < 2.3, `${ahead.toFixed(2)} s ahead of real time`);
      }
    } else {
      assert.ok(pieces.length > 20 && pieces.slice(0, -1).every((p) => p.data.length > 0 && p.data.length < 1276), 'one Opus packet an event');
    }
    await me.end(call.sessionId);
    await socket.closeWith(1000);
  }
});

test('typing over the customer stops them, and what was not heard is not in the transcript', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const since = socket.mark();
  socket.send({ type: 'agent:text', content: GOOD_CALL[0] });
  const piece = await socket.wait('audio:customer', { since });
  socket.send({ type: 'agent:text', content: 'Let me stop you there.' });
  assert.equal((await socket.wait('audio:clear', { since })).utteranceId, piece.utteranceId);
  await me.end(call.sessionId);
  await socket.closeWith(1000);
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  const first = data.transcript.messages.find((m) => m.speaker === 'customer');
  assert.ok(!first || first.duration < 2, `the cut line is ${first?.duration} s long: ${first?.text}`);
});
