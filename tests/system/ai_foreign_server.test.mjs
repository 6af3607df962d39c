// A server that others wrote: @copilotkit/aimock, an independent implementation of the OpenAI API. Whole calls with the customer's
// words and the judge's answers from it, with its ears and its voice too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { speech } from './lib/audio.mjs';
import { Microphone } from './lib/microphone.mjs';
import { SPEECH_RATE, tones } from './lib/openai_audio.mjs';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const textOf = (message) => (typeof message.content === 'string' ? message.content : message.content.map((p) => p.text).join(''));
const ownWords = (text) => JSON.parse(`"${text.match(/in other words: "((?:[^"\\]|\\.)*)"/)[1]}"`);

/** A good customer and a judge who has heard the offer of help. */
function player() {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.onMessage(/in other words:/, (request) => {
    const text = textOf(request.messages.at(-1));
    const decision = text.match(/about an offer: (\w+)\./)[1];
    return { content: JSON.stringify({ decision, emotion: 'frustrated', words: `Look here now. ${ownWords(text)}` }) };
  });
  mock.onMessage(/The agent's last words/, { content: JSON.stringify({ acts: [], asks: [], steps: [], offers: [] }) });
  mock.onMessage(/"turn":0/, { content: JSON.stringify({ checks: [{ id: 'greeting.offer_help', verdict: 'met', turn: 0, quote: 'How may I help you today' }] }) });
  return mock;
}

test('a call works against an implementation of the API that others wrote', async () => {
  const mock = player();
  await mock.start();
  const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: 'sk-mock' }, set: { 'ai.customer': 'openai', 'ai.evaluator': 'openai',
    'ai.openai.base_url': `${mock.url}/v1`, 'ai.openai.model': 'gpt-4.1-mini', 'ai.fallback': 'forbidden', 'limits.start.count': 1000 } });
  try {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    for (const line of ['Thank you for calling TechSupport, my name is Sam. How may I help you today?', 'I am sorry. What is wrong with the bill?',
      'Could I have your account number, please?']) {
      assert.match((await socket.say(line)).text, /^Look here now\. /);
    }
    assert.equal(socket.of('error').length, 0);
    const { evaluation } = await me.end(call.sessionId);
    assert.equal(evaluation.evaluator, 'openai');
    assert.equal(evaluation.criteria.find((c) => c.id === 'greeting.offer_help').met, true);
    const { usage } = (await me.get(`/session/${call.sessionId}`)).data;
    assert.ok(usage.parts.customer.inputTokens > 0 && usage.parts.evaluator.outputTokens > 0, JSON.stringify(usage));
  } finally {
    await server.stop();
    await mock.stop();
  }
});

test('a spoken turn: heard, answered and spoken by that server', async () => {
  const mock = player();
  const heard = 'Thank you for calling TechSupport, my name is Sam. How may I help you today?';
  const sound = tones('A line of three seconds or so, whatever its words are.');
  mock.onTranscription({ transcription: { text: heard } });
  mock.onSpeech(/./, { audio: sound.toString('base64'), format: 'pcm' });
  await mock.start();
  const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: 'sk-mock' }, set: { 'ai.customer': 'openai', 'speech.recognizer': 'openai', 'speech.synthesizer': 'openai',
    'ai.openai.base_url': `${mock.url}/v1`, 'ai.openai.model': 'gpt-4.1-mini', 'ai.openai.recognizer.model': 'gpt-4o-mini-transcribe', 'ai.openai.synthesizer.model': 'gpt-4o-mini-tts',
    'ai.fallback': 'forbidden', 'limits.start.count': 1000, 'limits.ws_messages.count': 1000 } });
  try {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    const mic = new Microphone(socket);
    const since = socket.mark();
    await mic.say(speech('Thank you for calling, how may I help you today?'));
    const said = await socket.wait('transcript', { since, accept: (e) => e.speaker === 'agent' && e.final, within: 40_000 });
    assert.equal(said.text, heard);
    const answer = await socket.answerSince(since, { within: 40_000 });
    mic.stop();
    assert.match(answer.text, /^Look here now\. /);
    const { bytes, sampleRate } = socket.audioOf(answer.utteranceId);
    const sentence = sound.length / 2 / SPEECH_RATE;
    assert.ok(bytes.length / 2 / sampleRate > sentence * 1.9, `a sound for each of its sentences: ${bytes.length / 2 / sampleRate} s`);
    assert.equal(socket.of('error').length, 0);
    const { turns } = (await me.get(`/session/${call.sessionId}/timings`)).data;
    assert.deepEqual(turns[0].stages.map((stage) => stage.engine), ['openai', 'openai', 'openai']);
  } finally {
    await server.stop();
    await mock.stop();
  }
});
