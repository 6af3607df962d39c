// Real sound in, real sound out. MOCKCALL_CLIPS may name a folder of human clips with a manifest.jsonl of {path, transcript}.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RATE, asG711, asOgg, asWav, asWebm, bytesOf, fromFile, joined, levels, oggPackets, resampled, samples, silence, speech, wordErrors } from './lib/audio.mjs';
import { Microphone, cutOddly, stream } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.ws_messages.count': 1000 } }); });
after(() => server.stop());

const GREETING = 'Thank you for calling, my name is Sam, how may I help you today?';
const VERIFY = 'I am sorry to hear that. May I have your account number please?';

/** The customer's voice is speech: audible, with pauses, about as long as its words take. */
function assertSpoken(socket, said) {
  const { bytes, sampleRate } = socket.audioOf(said.utteranceId);
  const pcm = samples(bytes);
  const seconds = pcm.length / sampleRate;
  const words = said.text.split(/\s+/).length;
  assert.ok(seconds > words * 0.12 && seconds < words * 1.2 + 2, `${seconds.toFixed(2)} s for ${words} words`);
  const rms = levels(pcm, 20, sampleRate);
  assert.ok(Math.max(...rms) > 800, 'loud enough to hear');
  assert.ok(Math.max(...rms) < 26000, 'not clipped');
  assert.ok(rms.filter((x) => x > 200).length / rms.length > 0.3, 'mostly speech');
}

const heardBy = (socket, since = 0) => socket.of('transcript', since).filter((e) => e.speaker === 'agent' && e.final).map((e) => e.text).join(' ');

async function askedFor(socket, mic, text, voice) {
  const since = socket.mark();
  await mic.say(speech(text, voice));
  let answer = await socket.answerSince(since, { within: 40_000 });
  // A sentence with a pause may be answered too early: the customer stops, and answers the whole.
  const cut = () => socket.of('audio:clear').some((e) => e.utteranceId === answer.utteranceId);
  while (cut()) answer = await socket.answerSince(socket.events.indexOf(answer) + 1, { within: 40_000 });
  return { answer, heard: heardBy(socket, since) };
}

const voices = [{ voice: 'en-us', speed: 150 }, { voice: 'en-gb', speed: 140, pitch: 60 }, { voice: 'en-us+f3', speed: 155, pitch: 55 }, { voice: 'en-us+m3', speed: 145 }];
for (const voice of voices) {
  test(`the words of ${voice.voice} come back, and the customer answers aloud`, async () => {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    const mic = new Microphone(socket);
    const greeting = await askedFor(socket, mic, GREETING, voice);
    assertSpoken(socket, greeting.answer);
    const verify = await askedFor(socket, mic, VERIFY, voice);
    assertSpoken(socket, verify.answer);
    mic.stop();
    const { rate } = wordErrors(`${GREETING} ${VERIFY}`, `${greeting.heard} ${verify.heard}`);
    assert.ok(rate <= 0.5, `word error rate ${rate.toFixed(2)}: ${greeting.heard} | ${verify.heard}`);
    const result = await me.end(call.sessionId);
    assert.ok(result.evaluation.metrics.wordsPerMinute > 60, 'speaking time was measured');
    await socket.closeWith(1000);
  });
}

const said = speech(GREETING);
const withPause = joined(silence(0.4), said, silence(1.2));
const seconds = withPause.length / 16000;
const encodings = {
  'Opus packets': () => ({ pieces: oggPackets(asOgg(withPause)), format: { codec: 'opus', sampleRate: 48000, channels: 1 } }),
  'WebM as a MediaRecorder sends it, cut anywhere': () => ({ pieces: cutOddly(asWebm(withPause), 40) }),
  'WebM, named so': () => ({ pieces: cutOddly(asWebm(withPause), 23, 3), format: { codec: 'webm' } }),
  'Ogg, cut anywhere': () => ({ pieces: cutOddly(asOgg(withPause), 35, 5) }),
  'WAV, cut anywhere': () => ({ pieces: cutOddly(asWav(withPause), 50, 9) }),
  'PCM without a format, cut at odd bytes': () => ({ pieces: cutOddly(bytesOf(withPause), 70, 11) }),
  'µ-law': () => ({ pieces: cutOddly(asG711(withPause, 'pcmu'), 100, 13), format: { codec: 'pcmu' } }),
  'A-law': () => ({ pieces: cutOddly(asG711(withPause, 'pcma'), 100, 17), format: { codec: 'pcma' } }),
};
for (const [what, make] of Object.entries(encodings)) {
  test(`speech is understood as ${what}`, async () => {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call, { encoding: /WebM, named|A-law/.test(what) ? 'msgpack' : 'json' });
    const { pieces, format } = make();
    await stream(socket, pieces, seconds, { format });
    const answer = await socket.answerSince(0, { within: 40_000 });
    assertSpoken(socket, answer);
    const { rate } = wordErrors(GREETING, heardBy(socket));
    assert.ok(rate <= 0.6, `word error rate ${rate.toFixed(2)}: ${heardBy(socket)}`);
    assert.deepEqual(socket.of('error'), []);
    await me.end(call.sessionId);
    await socket.closeWith(1000);
  });
}

test('audio:end commits at once: the words are there before a pause would have ended the turn', async () => {
  const me = new Rest(server);
  const socket = await CallSocket.join(server, await me.start());
  await stream(socket, cutOddly(bytesOf(said), 100, 3), said.length / 16000);
  const ended = performance.now();
  await socket.wait('transcript', { accept: (e) => e.speaker === 'agent' && e.final });
  assert.ok(performance.now() - ended < 10_000);
  await socket.close();
});

test('speaking over the customer makes them stop, soon', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const mic = new Microphone(socket);
  await mic.say(speech(GREETING));
  const piece = await socket.wait('audio:customer', { within: 40_000 });
  await mic.say(speech('Excuse me, one moment please, let me stop you there for a second and look at your account.'));
  const clear = await socket.wait('audio:clear', { within: 5000 });
  assert.equal(clear.utteranceId, piece.utteranceId);
  mic.stop();
  await me.end(call.sessionId);
  await socket.closeWith(1000);
});

test('on mute the customer hears nothing', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const mic = new Microphone(socket);
  await askedFor(socket, mic, GREETING);
  const since = socket.mark();
  socket.send({ type: 'action', action: 'mute' });
  await mic.say(joined(silence(0.5), speech('You are the most stupid customer of the day.'), silence(2)));
  assert.equal(heardBy(socket, since), '');
  mic.stop();
  await me.end(call.sessionId);
  await socket.closeWith(1000);
});

test('the customer\'s sound, recognised again, says what their transcript says', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const mic = new Microphone(socket);
  const lines = [];
  for (const text of [GREETING, VERIFY, 'Could you tell me what happened, and when did it start?', 'I understand. Let me look into that for you right away.']) {
    const { answer } = await askedFor(socket, mic, text);
    const { bytes, sampleRate } = socket.audioOf(answer.utteranceId);
    lines.push({ text: answer.text, pcm: resampled(samples(bytes), sampleRate) });
  }
  mic.stop();
  await me.end(call.sessionId);
  await socket.closeWith(1000);

  const heard = await Promise.all(lines.map(async ({ pcm }) => {
    const other = new Rest(server);
    const again = await other.start();
    const listener = await CallSocket.join(server, again);
    await stream(listener, cutOddly(bytesOf(joined(silence(0.3), pcm, silence(0.3))), 100), pcm.length / RATE + 0.6);
    await listener.answerSince(0, { within: 60_000 });
    await other.end(again.sessionId);
    await listener.closeWith(1000);
    return heardBy(listener);
  }));
  const rate = (shift) => {
    const each = lines.map((line, i) => wordErrors(line.text, heard[(i + shift) % heard.length]));
    return each.reduce((sum, e) => sum + e.errors, 0) / each.reduce((sum, e) => sum + e.words, 0);
  };
  const report = lines.map((line, i) => `${line.text} -> ${heard[i]}`).join('\n');
  // Four lines, whichever the seed chose, in an upset voice: 0.47 to 0.66 in ten calls; another line's sound 1.04 and more.
  assert.ok(rate(0) <= 0.75, `word error rate ${rate(0).toFixed(2)}:\n${report}`);
  for (const shift of [1, 2, 3])
    assert.ok(rate(shift) >= 0.9, `another line's sound would do as well (${rate(shift).toFixed(2)}):\n${report}`);
});

test('people are understood too (MOCKCALL_CLIPS)', { skip: !process.env.MOCKCALL_CLIPS }, async () => {
  const folder = process.env.MOCKCALL_CLIPS;
  const clips = fs.readFileSync(path.join(folder, 'manifest.jsonl'), 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l))
    .filter((c) => c.transcript && c.duration_s < 12).slice(0, 8);
  assert.ok(clips.length > 0);
  let errors = 0;
  let words = 0;
  for (const clip of clips) {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    const mic = new Microphone(socket);
    await mic.say(joined(silence(0.3), fromFile(path.join(folder, clip.path)), silence(1.5)));
    await socket.wait('transcript', { accept: (e) => e.speaker === 'agent' && e.final, within: 40_000 });
    await socket.answerSince(0, { within: 40_000 });
    mic.stop();
    const score = wordErrors(clip.transcript, heardBy(socket));
    errors += score.errors;
    words += score.words;
    await me.end(call.sessionId);
    await socket.closeWith(1000);
  }
  console.log(`human clips: word error rate ${(errors / words).toFixed(2)} over ${words} words`);
  assert.ok(errors / words <= 0.75, `word error rate ${(errors / words).toFixed(2)}`);
});
