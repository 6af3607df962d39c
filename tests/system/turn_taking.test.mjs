// Both speak: coughs, listeners' words and interruptions as real sound, over the customer of the real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { joined, samples, silence, speech } from './lib/audio.mjs';
import { Microphone } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.ws_messages.count': 1000 } }); });
after(() => server.stop());

const GREETING = 'Thank you for calling, my name is Sam, how may I help you today?';

/** A burst of noise and breath that dies away, twice. */
function cough(seed) {
  let state = seed;
  const noise = () => { state = (state * 1103515245 + 12345) & 0x7fffffff; return state / 0x3fffffff - 1; };
  const one = Int16Array.from({ length: 3600 }, (_, i) => {
    const t = i / 16000;
    return 9000 * noise() * (Math.exp(-t / 0.035) + 0.4 * Math.exp(-t / 0.11)) * Math.min(1, t / 0.004);
  });
  return joined(one, silence(0.15), one);
}

/** A call in which the customer has just begun to tell their matter. */
async function inTheMiddle() {
  const me = new Rest(server);
  const call = await me.start({ settings: { allowInterruptions: false } });
  const socket = await CallSocket.join(server, call);
  const mic = new Microphone(socket);
  await mic.say(speech(GREETING));
  const piece = await socket.wait('audio:customer', { within: 40_000 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  const line = socket.of('transcript').find((e) => e.utteranceId === piece.utteranceId).text;
  const end = async () => { mic.stop(); await me.end(call.sessionId); await socket.closeWith(1000); };
  const whole = () => socket.wait('transcript', { accept: (e) => e.utteranceId === piece.utteranceId && e.final, within: 40_000 });
  return { socket, mic, line, utteranceId: piece.utteranceId, end, whole };
}

test('a cough lowers the customer\'s voice for a moment and stops nobody', async () => {
  const { socket, mic, line, utteranceId, end, whole } = await inTheMiddle();
  await mic.say(cough(5));
  assert.equal((await whole()).text, line);
  assert.deepEqual(socket.of('audio:clear').filter((e) => e.utteranceId === utteranceId), []);
  const ducks = socket.of('audio:duck');
  if (ducks.length > 0) assert.equal(ducks.at(-1).gain, 1);
  await end();
});

for (const word of ['okay', 'right', 'yeah']) {
  test(`a listener's "${word}" does not take the turn: the line is said to its end`, async () => {
    const { socket, mic, line, utteranceId, end, whole } = await inTheMiddle();
    const since = socket.mark();
    await mic.say(speech(word));
    const said = await whole();
    assert.equal(said.text, line);
    const cleared = socket.events.findIndex((e, i) => i >= since && e.type === 'audio:clear' && e.utteranceId === utteranceId);
    if (cleared >= 0) assert.ok(socket.of('audio:customer', cleared).some((e) => e.utteranceId === utteranceId), 'held, it goes on');
    socket.audioOf(utteranceId);
    await end();
  });
}

test('an interruption is meant: the customer stops, and what was not heard is cut to the word', async () => {
  const { socket, mic, line, utteranceId, end, whole } = await inTheMiddle();
  await mic.say(speech('Wait, let me stop you there, I have to ask you something about your account.'));
  const said = await whole();
  assert.ok(said.text.length < line.length, said.text);
  assert.ok(line.startsWith(said.text) && [' ', undefined].includes(line[said.text.length]), said.text);
  assert.ok(socket.of('audio:clear').some((e) => e.utteranceId === utteranceId));
  await end();
});

test('on hold there is music, and it ends with the hold', async () => {
  const { socket, mic, end, whole } = await inTheMiddle();
  await whole();
  socket.send({ type: 'action', action: 'hold', data: { reason: 'I look at your bill' } });
  await socket.wait('state:update', { accept: (e) => e.state.status === 'on_hold' });
  const music = await socket.wait('audio:customer', { accept: (e) => e.utteranceId === 'ambience', within: 15_000 });
  assert.ok(samples(Buffer.from(music.data)).length > 0);
  const since = socket.mark();
  socket.send({ type: 'action', action: 'resume' });
  await socket.wait('audio:clear', { since, accept: (e) => e.utteranceId === 'ambience' });
  mic.stop();
  await end();
});
