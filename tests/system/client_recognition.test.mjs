// The browser recognises: its words come beside the audio, and become the transcript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { joined, silence, speech } from './lib/audio.mjs';
import { Microphone } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'speech.recognizer': 'client', 'limits.start.count': 1000 } }); });
after(() => server.stop());

const GREETING = 'Thank you for calling TechSupport Incorporated, my name is Zebediah, how may I help you?';
const finals = (socket) => socket.of('transcript').filter((e) => e.speaker === 'agent' && e.final).map((e) => e.text);

async function aCall(options, play) {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call, options);
  const mic = new Microphone(socket);
  await play(socket, mic);
  mic.stop();
  await me.end(call.sessionId);
  await socket.closeWith(1000);
  return (await me.get(`/session/${call.sessionId}/timings`)).data;
}

for (const encoding of ['json', 'msgpack']) {
  test(`words that the browser heard are the agent's (${encoding})`, async () => {
    const timings = await aCall({ encoding }, async (socket, mic) => {
      assert.equal(socket.joined.recognition, 'client');
      const spoken = mic.say(joined(speech(GREETING), silence(0.1)));
      const words = GREETING.split(' ');
      for (let i = 3; i < words.length; i += 3) {
        await new Promise((resolve) => setTimeout(resolve, 700));
        socket.send({ type: 'agent:transcript', text: words.slice(0, i).join(' ').toLowerCase(), final: false, timestamp: mic.sent * 20 - 300 });
      }
      await spoken;
      const end = mic.sent * 20;
      await new Promise((resolve) => setTimeout(resolve, 500));
      socket.send({ type: 'agent:transcript', text: GREETING, final: true, timestamp: end - 200 });
      await socket.answerSince(0, { within: 40_000 });
      assert.deepEqual(finals(socket), [GREETING]);
      assert.ok(socket.of('transcript').some((e) => e.speaker === 'agent' && !e.final), 'partials are shown');
      assert.deepEqual(socket.of('error'), []);
    });
    assert.equal(timings.turns[0].stages[0].engine, 'client');
  });
}

test('a browser that recognises nothing is heard by the server', async () => {
  const timings = await aCall({}, async (socket, mic) => {
    await mic.say(speech(GREETING));
    await socket.answerSince(0, { within: 40_000 });
    assert.match(finals(socket).join(' '), /thank you|calling|help/i);
  });
  assert.equal(timings.turns[0].stages[0].engine, 'embedded');
});

test('hundreds of partials a minute are no flood, thousands are', async () => {
  await aCall({}, async (socket) => {
    for (let i = 0; i < 300; i++) socket.send({ type: 'agent:transcript', text: `word ${i}`, final: false, timestamp: i });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(socket.of('error'), []);
    socket.send({ type: 'agent:transcript', text: '', final: true });
    assert.equal((await socket.wait('error')).code, 'VALIDATION_ERROR');
    const since = socket.mark();
    for (let i = 0; i < 302; i++) socket.send({ type: 'agent:transcript', text: `word ${i}`, final: false });
    assert.equal((await socket.wait('error', { since })).code, 'RATE_LIMIT_EXCEEDED');
  });
});
