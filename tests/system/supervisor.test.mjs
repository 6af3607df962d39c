// What a supervisor sees and does over REST, and what stays closed to whom.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Rest, eventually, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';
import { newUser } from './lib/tokens.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.end.count': 1000 } }); });
after(async () => { await server.stop(); });

let orgs = 0;
/** An organisation of its own: a trainee, a supervisor, and ended calls. */
async function team() {
  const org = `org_${process.pid}_${++orgs}`;
  const trainee = new Rest(server, { org, name: 'Ana Trainee' });
  const boss = new Rest(server, { org, role: 'supervisor', name: 'Alex Boss' });
  return { org, trainee, boss };
}
async function played(trainee, lines = ['Thank you for calling TechSupport, my name is Sam. How may I help you?'], scenarioId = 'scn_abc123') {
  const call = await trainee.start({ scenarioId });
  const socket = await CallSocket.join(server, call);
  for (const line of lines) await socket.say(line);
  const result = await trainee.end(call.sessionId);
  return { id: call.sessionId, result };
}
const session = async (who, id) => {
  const answer = await who.get(`/session/${id}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.data;
};

test('a supervisor lists the calls of the organisation, running and ended, with what is in them', async () => {
  const { trainee, boss } = await team();
  const { id, result } = await played(trainee);
  const running = await trainee.start();
  const socket = await CallSocket.join(server, running);
  await socket.say('Thank you for calling TechSupport, this is Sam. How may I help you?');
  const { data } = await boss.get('/org/sessions');
  assert.deepEqual(data.sessions.map((s) => s.sessionId), [running.sessionId, id]);
  const [live, ended] = data.sessions;
  assert.deepEqual(ended.trainee, { userId: trainee.user, name: 'Ana Trainee' });
  assert.equal(ended.overallScore, result.evaluation.overallScore);
  assert.deepEqual(ended.breakdown, result.evaluation.breakdown);
  assert.equal(ended.callState, null);
  assert.ok(ended.scenarioName.includes('Billing Dispute'));
  assert.equal(live.status, 'active');
  assert.ok(live.callState.callDuration >= 0 && live.callState.customerMood > 0, JSON.stringify(live.callState));
  assert.deepEqual((await boss.get('/org/sessions?status=live')).data.sessions.map((s) => s.sessionId), [running.sessionId]);
  assert.deepEqual((await boss.get(`/org/sessions?status=ended&user=${trainee.user}&category=complaint&minScore=0`)).data.sessions.map((s) => s.sessionId), [id]);
  assert.equal((await boss.get('/org/sessions?category=sales')).data.pagination.total, 0);
  assert.equal((await boss.get('/org/sessions?scenario=scn_abc123&limit=1')).data.pagination.hasMore, true);
  await trainee.end(running.sessionId);
});

test('a supervisor reads a shared call: result, recording, transcript', async () => {
  const { trainee, boss } = await team();
  const { id, result } = await played(trainee);
  assert.deepEqual((await session(boss, id)).result.evaluation, result.evaluation);
  const recording = await eventually(() => boss.get(`/session/${id}/recording`), (r) => r.status === 200, { what: 'the recording' });
  assert.ok(recording.data.transcript.messages.length >= 2);
  assert.equal((await fetch(recording.data.recording.audioUrl, { headers: { range: 'bytes=0-3' } })).status, 206);
});

test('a trainee is FORBIDDEN what is a supervisor\'s, and other organisations are closed to everybody', async () => {
  const { trainee } = await team();
  const { id } = await played(trainee);
  const stranger = new Rest(server, { org: 'elsewhere', role: 'supervisor' });
  const admin = new Rest(server, { org: 'elsewhere', role: 'admin' });
  const colleague = new Rest(server, { org: (await team()).org });
  const asks = [['get', '/org/sessions'], ['get', '/org/summary'], ['post', `/session/${id}/comments`, { text: 'Mine.' }],
    ['delete', `/session/${id}/comments/cmt_x`], ['put', `/session/${id}/evaluation/criteria/x`, { met: true, reason: 'I want it.' }],
    ['delete', `/session/${id}/evaluation/criteria/x`]];
  for (const [method, path_, body] of asks) refused(await trainee[method](path_, body), 403, 'FORBIDDEN');
  for (const who of [stranger, admin, colleague]) {
    refused(await who.get(`/session/${id}`), 403, 'FORBIDDEN');
    refused(await who.get(`/session/${id}/comments`), 403, 'FORBIDDEN');
    for (const [method, path_, body] of asks.slice(2)) refused(await who[method](path_, body), 403, 'FORBIDDEN');
  }
  assert.equal((await stranger.get('/org/sessions?limit=100')).data.sessions.some((s) => s.sessionId === id), false);
  refused(await stranger.get('/session/call_nothere/comments'), 404, 'SESSION_NOT_FOUND');
});

test('an admin is a supervisor of their organisation', async () => {
  const { trainee, org } = await team();
  const { id } = await played(trainee);
  const admin = new Rest(server, { org, role: 'admin', name: 'Root' });
  assert.equal((await admin.get('/org/sessions')).data.pagination.total, 1);
  assert.equal((await admin.post(`/session/${id}/comments`, { text: 'Seen.' })).status, 201);
});

test('a supervisor comments on a moment; the trainee reads it; only its author takes it back', async () => {
  const { trainee, boss, org } = await team();
  const { id } = await played(trainee);
  const { status, data } = await boss.post(`/session/${id}/comments`, { timestamp: 3.25, text: 'A good start.' });
  assert.equal(status, 201);
  assert.deepEqual([data.comment.timestamp, data.comment.text, data.comment.author], [3.25, 'A good start.', { userId: boss.user, name: 'Alex Boss' }]);
  await boss.post(`/session/${id}/comments`, { text: 'On the whole: fine.' });
  const { comments } = await session(trainee, id);
  assert.deepEqual(comments.map((c) => [c.timestamp, c.text]), [[3.25, 'A good start.'], [null, 'On the whole: fine.']]);
  assert.deepEqual((await trainee.get(`/session/${id}/comments`)).data.comments, comments);
  const other = new Rest(server, { org, role: 'supervisor' });
  refused(await other.delete(`/session/${id}/comments/${data.comment.id}`), 403, 'FORBIDDEN');
  refused(await boss.delete(`/session/${id}/comments/cmt_nothere`), 404, 'NOT_FOUND');
  assert.equal((await boss.delete(`/session/${id}/comments/${data.comment.id}`)).data.comments.length, 1);
  for (const body of [{}, { text: '' }, { text: 'x'.repeat(4001) }, { text: 'x', timestamp: -1 }, { text: 7 }]) {
    refused(await boss.post(`/session/${id}/comments`, body), 400, 'VALIDATION_ERROR');
  }
});

test('an override stands beside the machine\'s verdict, moves the score by the judge\'s arithmetic, and is taken back without a trace', async () => {
  const { trainee, boss, org } = await team();
  const { id, result } = await played(trainee, ['Hello.', 'Bye.']);
  const { evaluation } = result;
  const missed = evaluation.criteria.filter((c) => !c.met && c.weight > 0);
  const one = missed[0];
  const put = (criterion, body) => boss.put(`/session/${id}/evaluation/criteria/${encodeURIComponent(criterion)}`, body);
  const first = await put(one.id, { met: true, reason: 'It was said before the recording began.' });
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const now = first.data.evaluation;
  assert.deepEqual(now.machine, { overallScore: evaluation.overallScore, breakdown: evaluation.breakdown });
  assert.ok(now.breakdown[one.dimension] > evaluation.breakdown[one.dimension]);
  for (const [name, score] of Object.entries(evaluation.breakdown)) if (name !== one.dimension) assert.equal(now.breakdown[name], score);
  const shown = now.criteria.find((c) => c.id === one.id);
  assert.deepEqual([shown.met, shown.score, shown.note, shown.evidence], [one.met, one.score, one.note, one.evidence]);
  assert.deepEqual([shown.override.met, shown.override.score, shown.override.reason, shown.override.by.name], [true, 100, 'It was said before the recording began.', 'Alex Boss']);
  assert.deepEqual((await session(trainee, id)).result.evaluation, now, 'the trainee sees both as well');
  assert.deepEqual((await trainee.post(`/session/${id}/end`, { endReason: 'resolved' })).data.evaluation, evaluation, 'the first result is not lost');
  const scored = async () => [(await boss.get('/org/sessions')).data.sessions[0].overallScore, (await trainee.get('/sessions')).data.sessions[0].overallScore,
    (await trainee.scenarios()).find((s) => s.id === 'scn_abc123').bestScore, (await boss.get('/org/summary')).data.team.overallScore];
  assert.deepEqual(await scored(), Array(4).fill(now.overallScore));

  // All of them met make a hundred: the same weights as the judge's.
  for (const c of evaluation.criteria.filter((x) => x.weight > 0)) assert.equal((await put(c.id, { score: 100, reason: 'Yes.' })).status, 200);
  const whole = (await session(boss, id)).result.evaluation;
  assert.equal(whole.overallScore, 100);
  for (const c of evaluation.criteria) await boss.delete(`/session/${id}/evaluation/criteria/${encodeURIComponent(c.id)}`);
  assert.deepEqual((await session(boss, id)).result.evaluation, evaluation);
  assert.deepEqual(await scored(), Array(4).fill(evaluation.overallScore));

  refused(await put('no.such.check', { met: true, reason: 'x' }), 404, 'NOT_FOUND');
  for (const body of [{}, { met: true }, { reason: 'why' }, { score: 101, reason: 'x' }, { met: 'yes', reason: 'x' }]) refused(await put(one.id, body), 400, 'VALIDATION_ERROR');
  const running = await trainee.start();
  refused(await boss.put(`/session/${running.sessionId}/evaluation/criteria/${one.id}`, { met: true, reason: 'x' }), 409, 'INVALID_STATE');
  await trainee.end(running.sessionId);
  assert.ok(org);
});

test('a call needs review until somebody said something to it', async () => {
  const { trainee, boss } = await team();
  const { id, result } = await played(trainee, ['Hello.']);
  assert.ok(result.evaluation.overallScore < 60);
  const waiting = async () => (await boss.get('/org/sessions?needsReview=true')).data.sessions.map((s) => s.sessionId);
  assert.deepEqual(await waiting(), [id]);
  assert.equal((await boss.get('/org/summary')).data.needsReview, 1);
  await boss.post(`/session/${id}/comments`, { text: 'Let us talk about it.' });
  assert.deepEqual(await waiting(), []);
});

test('the summary tells averages by dimension, scenario, trainee and day, of the period asked for', async () => {
  const { trainee, boss, org } = await team();
  const second = new Rest(server, { org, name: 'Ben' });
  const scores = [(await played(trainee)).result.evaluation, (await played(trainee, ['Hello.'])).result.evaluation, (await played(second, ['Hi.'])).result.evaluation];
  const { data } = await boss.get('/org/summary');
  const mean = (list) => Math.round(list.reduce((a, b) => a + b, 0) / list.length * 10) / 10;
  assert.equal(data.team.calls, 3);
  assert.equal(data.trainees, 2);
  assert.equal(data.team.overallScore, mean(scores.map((e) => e.overallScore)));
  assert.equal(data.team.breakdown.empathy, mean(scores.map((e) => e.breakdown.empathy)));
  assert.deepEqual(data.byScenario.map((s) => [s.scenarioId, s.calls]), [['scn_abc123', 3]]);
  assert.deepEqual(data.byTrainee.map((t) => [t.trainee.name, t.calls]), [['Ana Trainee', 2], ['Ben', 1]]);
  assert.equal(data.byDay.reduce((n, day) => n + day.calls, 0), 3);
  assert.equal((await boss.get('/org/summary?to=2020-01-01')).data.team.calls, 0);
  refused(await boss.get('/org/summary?from=soon'), 400, 'VALIDATION_ERROR');
});

test('erasing a call erases what was said to it', async () => {
  const { trainee, boss } = await team();
  const { id, result } = await played(trainee);
  const criterion = result.evaluation.criteria.find((c) => c.weight > 0).id;
  await boss.post(`/session/${id}/comments`, { text: 'remember-nothing-of-this' });
  await boss.put(`/session/${id}/evaluation/criteria/${criterion}`, { score: 50, reason: 'remember-nothing-of-that' });
  assert.equal((await trainee.delete(`/session/${id}`)).status, 200);
  const left = await session(boss, id);
  assert.deepEqual([left.result, left.comments], [null, []]);
  refused(await boss.post(`/session/${id}/comments`, { text: 'late' }), 404, 'RECORDING_NOT_FOUND');
  refused(await boss.put(`/session/${id}/evaluation/criteria/${criterion}`, { met: true, reason: 'late' }), 404, 'RECORDING_NOT_FOUND');
  const files = fs.readdirSync(server.dataDir).filter((f) => f.startsWith('mockcall.db')).map((f) => fs.readFileSync(path.join(server.dataDir, f)).toString('latin1')).join('');
  assert.ok(!files.includes('remember-nothing-of'), 'nothing is left in the database\'s files');
});

test('what was said to a call survives a restart; retention erases its text and keeps its scores', async () => {
  let own = await Server.start({ set: { 'recording.retention': '31d' } });
  const trainee = new Rest(own, { name: 'Ana' });
  const boss = new Rest(own, { role: 'supervisor', name: 'Alex' });
  const call = await trainee.start();
  const socket = await CallSocket.join(own, call);
  await socket.say('Hello.');
  const { evaluation } = await trainee.end(call.sessionId);
  const criterion = evaluation.criteria.find((c) => !c.met && c.weight > 0).id;
  await boss.post(`/session/${call.sessionId}/comments`, { text: 'kept for a while' });
  const { data } = await boss.put(`/session/${call.sessionId}/evaluation/criteria/${criterion}`, { met: true, reason: 'kept for a while as well' });
  await own.kill();
  await own.start();
  const back = await session(boss, call.sessionId);
  assert.deepEqual([back.comments[0].text, back.result.evaluation], ['kept for a while', data.evaluation]);
  await own.stop({ keepData: true });
  own = await Server.start({ set: { 'recording.retention': '1s' }, dataDir: own.dataDir });
  const aged = await eventually(() => new Rest(own, { user: trainee.user }).get(`/session/${call.sessionId}`), (r) => r.data.comments.length === 0, { what: 'retention' });
  const { override } = aged.data.result.evaluation.criteria.find((c) => c.id === criterion);
  assert.deepEqual([override.met, override.reason], [true, null]);
  assert.equal(aged.data.result.evaluation.overallScore, data.evaluation.overallScore);
  await own.stop();
  fs.rmSync(own.dataDir, { recursive: true });
});

test('progress tells the course of the scores, what is weak, and what to practise next and why', async () => {
  const { trainee } = await team();
  const before_ = (await trainee.get('/me/progress')).data;
  assert.deepEqual([before_.level, before_.calls, before_.trends, before_.course], [1, 0, null, []]);
  assert.equal(before_.recommended.length, 3);
  assert.ok(before_.recommended.every((r) => r.difficulty === 'beginner' && r.reason.length > 10), JSON.stringify(before_.recommended));
  const scores = [];
  for (let i = 0; i < 2; i++) scores.push((await played(trainee, i ? ['Hello.'] : undefined)).result.evaluation);
  const { data } = await trainee.get('/me/progress');
  assert.deepEqual(data.course.map((c) => c.overallScore), scores.map((e) => e.overallScore));
  assert.deepEqual(data.course[1].breakdown, scores[1].breakdown);
  assert.equal(data.trends.overall.average, Math.round((scores[0].overallScore + scores[1].overallScore) * 5) / 10);
  assert.equal(data.trends.overall.change, null);
  const lowest = Math.min(...Object.entries(data.trends).filter(([name]) => name !== 'overall').map(([, t]) => t.recent));
  assert.equal(data.trends[data.weakest].recent, lowest);
  assert.ok(data.xp >= data.levelXp && data.xp < data.nextLevelXp);
});

test('a guest may try the supervisor\'s side, and is no admin', async () => {
  const anyone = new Rest(server, { token: null });
  const guest = await anyone.post('/auth/guest', { name: 'Alex', role: 'supervisor' });
  const boss = new Rest(server, { token: guest.data.token });
  assert.equal((await boss.get('/org/sessions')).status, 200);
  const plain = await anyone.post('/auth/guest', { name: newUser() });
  refused(await new Rest(server, { token: plain.data.token }).get('/org/sessions'), 403, 'FORBIDDEN');
  refused(await anyone.post('/auth/guest', { role: 'admin' }), 400, 'VALIDATION_ERROR');
});
