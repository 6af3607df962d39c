import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RATE, decodeFile, offsetOf, probe, samples, speech } from './lib/audio.mjs';
import { Microphone } from './lib/microphone.mjs';
import { Rest, eventually, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-recording-'));
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.ws_messages.count': 1000 } }); });
after(async () => { await server.stop(); fs.rmSync(folder, { recursive: true }); });

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you today?';

async function typedCall(rest, settings) {
  const call = await rest.start({ settings });
  const socket = await CallSocket.join(rest.server, call);
  await socket.say(GREETING);
  const result = await rest.end(call.sessionId);
  await socket.closeWith(1000);
  return { call, result };
}
const recordingOf = (rest, id) => eventually(() => rest.get(`/session/${id}/recording`), (a) => a.status === 200, { within: 5000, what: 'the recording' });

test('the recording of a call with pauses, a hold and a reconnect stands where the transcript says', async () => {
  const me = new Rest(server);
  const call = await me.start();
  let socket = await CallSocket.join(server, call);
  let mic = new Microphone(socket);
  const spoken = [];
  const heard = new Map();  // the customer's sound by line
  const speak = async (text) => {
    const since = socket.mark();
    const pcm = speech(text);
    await mic.say(pcm);
    spoken.push({ ...mic.spoken.at(-1), pcm });
    await socket.answerSince(since, { within: 40_000 });
  };
  const keepAudio = () => {
    // A line that the lost connection cut in two is compared by its beginning, kept before; one that was stopped was sent further than it was heard.
    const lines = new Set(socket.of('audio:customer').filter((e) => e.sequence === 0).map((e) => e.utteranceId));
    for (const { utteranceId } of socket.of('audio:clear')) lines.delete(utteranceId);
    lines.delete('ambience');  // the hold music: pieces of no line
    for (const id of lines) heard.set(id, samples(socket.audioOf(id).bytes));
  };
  await speak('Thank you for calling, my name is Sam, how may I help you today?');
  await new Promise((resolve) => setTimeout(resolve, 2500));  // a pause is part of what is recorded
  await speak('I am sorry to hear that. May I have your account number please?');
  socket.send({ type: 'action', action: 'hold', data: { reason: 'I look at the bill' } });
  await socket.wait('state:update', { accept: (e) => e.state.status === 'on_hold' });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  let since = socket.mark();
  socket.send({ type: 'action', action: 'resume' });
  await socket.wait('state:update', { since, accept: (e) => e.state.status === 'active' });
  await socket.wait('audio:customer', { since, accept: (e) => e.final, within: 8000 }).catch(() => {});
  await socket.player.silence();
  await speak('Thank you for holding. How much does the bill say?');
  mic.stop();
  keepAudio();
  await socket.drop();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  socket = await CallSocket.join(server, call);
  mic = new Microphone(socket);
  since = socket.mark();
  await socket.wait('audio:customer', { since, accept: (e) => e.final, within: 4000 }).catch(() => {});
  await socket.player.silence();
  await speak('I will credit the full amount to your account today.');
  mic.stop();
  keepAudio();
  const lines = socket.of('transcript').filter((e) => e.final);
  const result = await me.end(call.sessionId);
  await socket.closeWith(1000);

  const { data } = await recordingOf(me, call.sessionId);
  const file = path.join(folder, 'call.webm');
  const audio = await new Rest(server, { token: null }).get(data.recording.audioUrl);
  assert.equal(audio.status, 200);
  fs.writeFileSync(file, audio.bytes);
  assert.equal(audio.bytes.length, data.recording.fileSize);
  const info = probe(file);
  assert.match(info.format.format_name, /webm/);
  assert.deepEqual(info.streams.map((s) => [s.codec_name, s.channels]), [['opus', 2]]);
  const [left, right] = decodeFile(file);
  const length = left.length / 16000;
  assert.ok(Math.abs(Number(info.format.duration) - length) < 0.1, `says ${info.format.duration} s, is ${length} s long`);
  assert.ok(Math.abs(length - result.summary.duration) <= 0.6, `${length} s for a call of ${result.summary.duration} s`);

  // The customer: where the transcript says, the recording has the very sound that the client was given.
  let compared = 0;
  for (const message of data.transcript.messages.filter((m) => m.speaker === 'customer')) {
    const line = lines.find((e) => e.speaker === 'customer' && e.text === message.text && Math.abs(e.timestamp - message.timestamp) < 0.01);
    const pcm = line && heard.get(line.utteranceId);
    if (!pcm || pcm.length < RATE / 2) continue;
    const { offset, match } = offsetOf(pcm, right, message.timestamp);
    assert.ok(match > 0.8, `${message.text} is heard: ${match}`);
    assert.ok(Math.abs(offset) <= 0.1, `${message.text} at ${message.timestamp} is ${offset.toFixed(3)} s off`);
    compared++;
  }
  assert.ok(compared >= 4, `${compared} lines of the customer were compared`);
  // The agent: each sentence stands where the clock of this test says that it left the microphone.
  const agent = data.transcript.messages.filter((m) => m.speaker === 'agent');
  const first = agent[0].timestamp + offsetOf(spoken[0].pcm, left, agent[0].timestamp).offset;
  for (const line of spoken) {
    const expected = first + (line.at - spoken[0].at) / 1000;
    const { offset, match } = offsetOf(line.pcm, left, expected);
    assert.ok(match > 0.8, `the sentence said at ${expected.toFixed(2)} s is heard: ${match}`);
    assert.ok(Math.abs(offset) <= 0.1, `a sentence said at ${expected.toFixed(2)} s is ${offset.toFixed(3)} s off`);
    const told = Math.min(...agent.map((m) => Math.abs(m.timestamp - expected)));
    assert.ok(told <= 0.1, `the transcript places the sentence said at ${expected.toFixed(2)} s ${told.toFixed(3)} s off`);
  }
});

test('signed links need no token, serve ranges, and cannot be bent', async () => {
  const me = new Rest(server);
  const anyone = new Rest(server, { token: null });
  const { call, result } = await typedCall(me);
  const { data } = await recordingOf(me, call.sessionId);
  const url = data.recording.audioUrl;
  const whole = await anyone.get(url);
  assert.equal(whole.headers.get('content-type'), 'audio/webm');
  const size = whole.bytes.length;
  const ranges = [['bytes=0-99', 0, 99], ['bytes=100-', 100, size - 1], ['bytes=-50', size - 50, size - 1], [`bytes=10-${size * 2}`, 10, size - 1], ['bytes=0-0', 0, 0]];
  for (const [range, from, to] of ranges) {
    const part = await anyone.get(url, { headers: { range } });
    assert.equal(part.status, 206, range);
    assert.equal(part.headers.get('content-range'), `bytes ${from}-${to}/${size}`);
    assert.deepEqual(part.bytes, whole.bytes.subarray(from, to + 1));
  }
  assert.equal((await anyone.get(url, { headers: { range: `bytes=${size}-` } })).status, 416);
  for (const odd of ['bytes=9-3', 'lines=1-2', 'bytes=a-b']) assert.ok([200, 416].includes((await anyone.get(url, { headers: { range: odd } })).status), odd);
  const head = await anyone.request('HEAD', url);
  assert.deepEqual([head.status, Number(head.headers.get('content-length')), head.bytes.length], [200, size, 0]);
  const bent = new URL(url);
  for (const [key, value] of [...bent.searchParams]) {
    const wrong = new URL(url);
    wrong.searchParams.set(key, /^\d+$/.test(value) ? String(Number(value) + 60) : value.slice(0, -2) + (value.endsWith('AA') ? 'BB' : 'AA'));
    refused(await anyone.get(wrong.href), 403, 'FORBIDDEN');
    wrong.searchParams.delete(key);
    assert.ok([400, 401, 403].includes((await anyone.get(wrong.href)).status));
  }
  const others = await typedCall(new Rest(server));
  refused(await anyone.get(url.replace(call.sessionId, others.call.sessionId)), 403, 'FORBIDDEN');
  const transcript = await anyone.get(data.transcript.url);
  assert.equal(transcript.status, 200);
  assert.deepEqual(transcript.body.messages, data.transcript.messages);
  assert.ok((await anyone.get(result.recording.transcript)).body.messages.length > 0);
});

test('there is no recording while the call runs, none where none was wanted', async () => {
  const me = new Rest(server);
  const call = await me.start({ settings: { recordCall: false } });
  refused(await me.get(`/session/${call.sessionId}/recording`), 409, 'INVALID_STATE');
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  const result = await me.end(call.sessionId);
  await socket.closeWith(1000);
  assert.equal(result.recording.url, null);
  refused(await me.get(`/session/${call.sessionId}/recording`), 404, 'RECORDING_NOT_FOUND');
  assert.deepEqual(fs.readdirSync(server.dataDir, { recursive: true }).map(String).filter((f) => f.includes(call.sessionId) && /webm|audio|opus/.test(f)), []);
});

test('an expired recording is really gone', async () => {
  const brief = await Server.start({ set: { 'recording.retention': '2s', 'limits.start.count': 1000 } });
  const me = new Rest(brief);
  const { call } = await typedCall(me);
  const { data } = await recordingOf(me, call.sessionId);
  assert.equal(Date.parse(data.recording.expiresAt) - Date.parse(data.recording.createdAt), 2000);
  await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 404, { within: 30_000, what: 'the end of the recording' });
  refused(await me.get(`/session/${call.sessionId}/recording`), 404, 'RECORDING_NOT_FOUND');
  assert.ok([403, 404].includes((await new Rest(brief, { token: null }).get(data.recording.audioUrl)).status));
  await eventually(() => fs.readdirSync(brief.dataDir, { recursive: true }).map(String), (files) => !files.some((f) => f.includes(call.sessionId) && f.endsWith('.webm')),
    { within: 30_000, what: 'the file\'s removal' });
  assert.equal((await me.get(`/session/${call.sessionId}`)).data.result.recording.url, null);
  await brief.stop();
});
