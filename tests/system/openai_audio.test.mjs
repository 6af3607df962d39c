// The audio endpoints of the server that stands in for a remote service speak the API as its official client understands it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI, { toFile } from 'openai';
import WebSocket from 'ws';
import { OpenAiAudio, OpenAiRealtime, SPEECH_RATE, tones, wavOf } from './lib/openai_audio.mjs';
import { OpenAiServer } from './lib/openai_server.mjs';

let server;
let audio;
let realtime;
let client;
before(async () => {
  server = await OpenAiServer.start();
  audio = new OpenAiAudio(server);
  realtime = new OpenAiRealtime(server);
  client = new OpenAI({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0, timeout: 2_000 });
});
after(() => {
  realtime.stop();
  return server.stop();
});

const ask = (input) => client.audio.speech.create({ model: 'tts', voice: 'ash', input, response_format: 'pcm', instructions: 'Angry.' });
const wav = (seconds) => {
  const pcm = Buffer.alloc(Math.round(seconds * 16000) * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0); head.writeUInt32LE(36 + pcm.length, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16); head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22); head.writeUInt32LE(16000, 24); head.writeUInt32LE(32000, 28); head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34);
  head.write('data', 36); head.writeUInt32LE(pcm.length, 40);
  return toFile(Buffer.concat([head, pcm]), 'utterance.wav', { type: 'audio/wav' });
};

test('speaks, its samples cut at any byte', async () => {
  for (const [chunk, text] of [[1, 'No.'], [7, 'No.'], [4801, 'I was charged twice.'], [100_000, 'I was charged twice.']]) {
    audio.nextSpeech({ chunk });
    const bytes = Buffer.from(await (await ask(text)).arrayBuffer());
    assert.deepEqual(bytes, tones(text), `in pieces of ${chunk}`);
  }
  assert.equal(audio.speeches.at(-1).instructions, 'Angry.');
  assert.ok(tones('I was charged twice.').length / 2 / SPEECH_RATE > 1);
});

test('refuses a voice it has not, as the API does', async () => {
  await assert.rejects(client.audio.speech.create({ model: 'tts', voice: 'nobody', input: 'x', response_format: 'pcm' }), OpenAI.BadRequestError);
});

test('transcribes, whole and as it grows', async () => {
  audio.nextHearing({ text: 'How may I help you?' }, { text: 'How may I help you?', chunk: 3 });
  const file = await wav(1.5);
  const whole = await client.audio.transcriptions.create({ file, model: 'stt', language: 'en' });
  assert.equal(whole.text, 'How may I help you?');
  let text = '';
  let done;
  for await (const event of await client.audio.transcriptions.create({ file: await wav(1.5), model: 'stt', stream: true })) {
    if (event.type === 'transcript.text.delta') text += event.delta;
    if (event.type === 'transcript.text.done') done = event.text;
  }
  assert.deepEqual([text, done], ['How may I help you?', 'How may I help you?']);
  assert.equal(audio.transcriptions.at(-1).wav.seconds, 1.5);
});

test('knows a file that is none', () => {
  assert.ok(wavOf(Buffer.from('RIFFxxxxWAVEfmt nonsense and more of it, far too short for what it says')).problem);
});

test('the realtime socket transcribes what is committed', async () => {
  realtime.next({ text: 'Let me look.' });
  const ws = new WebSocket(`${server.url.replace('http', 'ws')}/realtime?intent=transcription`, { headers: { authorization: `Bearer ${server.apiKey}` } });
  const events = [];
  const completed = new Promise((resolve) => ws.on('message', (data) => {
    const event = JSON.parse(data);
    events.push(event.type);
    if (event.type.endsWith('.completed')) resolve(event);
  }));
  await new Promise((resolve) => ws.once('open', resolve));
  const send = (event) => ws.send(JSON.stringify(event));
  send({ type: 'session.update', session: { type: 'transcription', audio: { input: { format: { type: 'audio/pcm', rate: 24000 },
    transcription: { model: 'stt' }, turn_detection: null } } } });
  send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(24000).toString('base64') });
  send({ type: 'input_audio_buffer.commit' });
  assert.equal((await completed).transcript, 'Let me look.');
  assert.ok(events.includes('session.updated') && events.includes('input_audio_buffer.committed'));
  ws.close();
});
