// The server that stands in for a Realtime service speaks the API as its official client understands it: with the client's own
// WebSocket class, and by the client's types of every event that goes either way.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { certificateFor } from './lib/certificate.mjs';
import { OpenAiRealtime, tones } from './lib/openai_audio.mjs';
import { OpenAiConversations, wantedWords } from './lib/openai_conversations.mjs';
import { OpenAiServer } from './lib/openai_server.mjs';
import { Rest, eventually } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
let folder;
let tls;
let service;
let talks;
let hearings;
let client;
before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-realtime-'));
  tls = certificateFor(folder, 'own', 'IP:127.0.0.1');
  service = await OpenAiServer.start({ tls });
  talks = new OpenAiConversations(service);
  hearings = new OpenAiRealtime(service);
  client = new OpenAI({ apiKey: service.apiKey, baseURL: service.url });
});
after(async () => {
  talks.stop();
  hearings.stop();
  await service.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The client's own socket, and everything that it was told. */
async function connected({ options = {}, with: by = client } = {}) {
  const line = new OpenAIRealtimeWS({ model: 'gpt-realtime', options: { ca: tls.cert, ...options } }, by);
  const told = [];
  const errors = [];
  line.on('event', (event) => told.push(event));
  line.on('error', (error) => errors.push(error));
  const next = (type, of = () => true, since = 0) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${type} among ${told.map((e) => e.type)}`)), 5_000);
    const look = () => {
      const found = told.slice(since).find((e) => e.type === type && of(e));
      if (!found) return;
      clearTimeout(timer);
      line.off('event', look);
      resolve(found);
    };
    line.on('event', look);
    look();
  });
  return { line, told, errors, next };
}

/** The API writes null for what is not there, and gives a session an id and a kind; the types know neither. */
const asTyped = (event) => JSON.parse(JSON.stringify(event, (name, value) => {
  if (name === 'session') return { ...value, id: undefined, object: undefined };
  return value ?? undefined;
}));
/** Whether each event is what the client's types say: everything that is missing, wrong or too much is told. */
function typed(events, type) {
  const file = path.join(folder, `${type}.ts`);
  const values = events.map((e) => `  ${JSON.stringify(asTyped(e))},`).join('\n');
  fs.writeFileSync(file, `import type { ${type} } from '${path.join(ROOT, 'node_modules/openai/resources/realtime/realtime')}';\nexport const events: ${type}[] = [\n${values}\n];\n`);
  const checked = spawnSync(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext',
    '--moduleResolution', 'nodenext', '--types', 'node', '--typeRoots', path.join(ROOT, 'node_modules/@types'), file], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stdout);
}

const session = { type: 'realtime', output_modalities: ['audio'], instructions: 'You are a customer.', tool_choice: 'auto',
  tools: [{ type: 'function', name: 'hang_up', description: 'Ends the call.', parameters: { type: 'object', properties: {} } }],
  audio: { input: { format: { type: 'audio/pcm', rate: 24_000 }, transcription: { model: 'gpt-4o-mini-transcribe', language: 'en' }, turn_detection: null },
    output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'ash' } } };
const WORDS = 'My bill is wrong. Who takes care of that?';

test('speech to speech: the client sets it up, is heard, and hears words and sound', async () => {
  const { line, told, errors, next } = await connected();
  await next('session.created');
  line.send({ type: 'session.update', session });
  assert.equal((await next('session.updated')).session.audio.output.voice, 'ash');
  talks.nextHearing({ text: 'How may I help you?' });
  line.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(48_000).toString('base64') });
  line.send({ type: 'input_audio_buffer.commit' });
  assert.equal((await next('conversation.item.input_audio_transcription.completed')).transcript, 'How may I help you?');
  talks.nextResponse({ say: WORDS, calls: [{ name: 'hang_up', arguments: {} }] });
  line.send({ type: 'response.create', response: { metadata: { tag: 'first' } } });
  const done = await next('response.done');
  assert.deepEqual([done.response.status, done.response.metadata], ['completed', { tag: 'first' }]);
  assert.ok(done.response.usage.output_token_details.audio_tokens > 0);
  const said = told.filter((e) => e.type === 'response.output_audio_transcript.delta').map((e) => e.delta).join('');
  assert.equal(said, WORDS);
  const sound = Buffer.concat(told.filter((e) => e.type === 'response.output_audio.delta').map((e) => Buffer.from(e.delta, 'base64')));
  assert.ok(sound.length >= tones('My bill is wrong. ').length + tones('Who takes care of that?').length, `${sound.length} bytes`);
  const call = told.find((e) => e.type === 'response.function_call_arguments.done');
  assert.deepEqual([call.name, call.arguments], ['hang_up', '{}']);
  const item = told.find((e) => e.type === 'response.output_item.added' && e.item.type === 'message').item.id;
  line.send({ type: 'conversation.item.create', item: { type: 'function_call_output', call_id: call.call_id, output: '{"done":true}' } });
  line.send({ type: 'conversation.item.truncate', item_id: item, content_index: 0, audio_end_ms: 500 });
  assert.equal((await next('conversation.item.truncated')).audio_end_ms, 500);
  line.send({ type: 'conversation.item.delete', item_id: item });
  await next('conversation.item.deleted');
  line.send({ type: 'input_audio_buffer.clear' });
  await next('input_audio_buffer.cleared');
  assert.deepEqual(errors, []);
  typed(told, 'RealtimeServerEvent');
  line.close();
});

test('a response is cancelled, and what cannot be done is an error about the event that asked for it', async () => {
  const { line, told, errors, next } = await connected();
  await next('session.created');
  line.send({ type: 'session.update', session });
  talks.nextResponse({ say: WORDS, betweenMs: 20 });
  line.send({ type: 'response.create' });
  const { response_id: id } = await next('response.output_audio.delta');
  line.send({ type: 'response.create', event_id: 'one_too_many' });
  await next('error');
  line.send({ type: 'response.cancel', response_id: id });
  assert.equal((await next('response.done')).response.status, 'cancelled');
  line.send({ type: 'conversation.item.delete', item_id: 'nobody', event_id: 'of_nobody' });
  await next('error', (e) => e.error.event_id === 'of_nobody');
  assert.deepEqual(errors.map((e) => [e.error.code, e.error.event_id]), [['conversation_already_has_active_response', 'one_too_many'], ['item_delete_invalid_item_id', 'of_nobody']]);
  typed(told, 'RealtimeServerEvent');
  line.close();
});

test('transcription: what is committed is written down, or is told to have failed', async () => {
  // The class names a model, the address of a transcription session an intent.
  const address = { finishRequest: (request) => { request.path = '/v1/realtime?intent=transcription'; request.end(); } };
  const { line, told, errors, next } = await connected({ options: address });
  assert.equal((await next('session.created')).session.type, 'transcription');
  line.send({ type: 'session.update', session: { type: 'transcription', audio: { input: { format: { type: 'audio/pcm', rate: 24_000 }, transcription: { model: 'gpt-4o-mini-transcribe', language: 'en', prompt: 'Robert' }, turn_detection: null } } } });
  await next('session.updated');
  hearings.next({ text: 'Let me look at that.' }, { text: '', fail: true });
  for (let i = 0; i < 2; i++) {
    line.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(24_000).toString('base64') });
    line.send({ type: 'input_audio_buffer.commit' });
    await next(i === 0 ? 'conversation.item.input_audio_transcription.completed' : 'conversation.item.input_audio_transcription.failed');
  }
  assert.equal(told.filter((e) => e.type.endsWith('transcription.delta')).map((e) => e.delta).join(''), 'Let me look at that.');
  line.send({ type: 'input_audio_buffer.commit' });
  await next('error');
  assert.equal(errors[0].error.code, 'input_audio_buffer_commit_empty');
  typed(told, 'RealtimeServerEvent');
  line.close();
});

test('who has no key is not let in', async () => {
  const { errors } = await connected({ with: new OpenAI({ apiKey: 'sk-wrong', baseURL: service.url }) });
  await eventually(async () => errors[0]?.message ?? '', (message) => /401/.test(message), { what: 'the refusal' });
});

test('what our own server sends is what the client may send', async () => {
  talks.sessions.length = 0;
  talks.responses.always = { say: ({ instructions }) => wantedWords(instructions) };
  const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: service.apiKey }, set: { 'ai.customer': 'openai-realtime', 'ai.openai.base_url': service.url, 'ai.openai.ca_file': path.join(folder, 'own.pem') } });
  try {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    for (const line of ['Thank you for calling, how may I help you?', 'Kindly furnish the alphanumeric designation printed topmost.']) await socket.say(line);
    await me.end(call.sessionId);
    const sent = talks.sessions.flatMap((s) => s.received);
    for (const type of ['session.update', 'response.create', 'conversation.item.create']) assert.ok(sent.some((e) => e.type === type), type);
    typed(sent, 'RealtimeClientEvent');
  } finally {
    await server.stop();
  }
});
