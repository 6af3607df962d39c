// A spoken call in the browser whose words, ears and voice are all remote; in its middle all three fail.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silence, speech } from '../system/lib/audio.mjs';
import { OpenAiAudio } from '../system/lib/openai_audio.mjs';
import { OpenAiServer } from '../system/lib/openai_server.mjs';
import { microphoneFile, openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam, how may I help you today?';
const ownWords = (asked) => JSON.parse(`"${asked.messages.at(-1).content.match(/in other words: "((?:[^"\\]|\\.)*)"/)[1]}"`);
/** A good customer: the words it was given, with a beginning of its own. */
const play = (asked) => {
  if (asked.response_format.json_schema.name === 'agent_turn') return { acts: [], asks: [], steps: [], offers: [] };
  return { decision: asked.messages.at(-1).content.match(/about an offer: (\w+)\./)[1], emotion: 'frustrated', words: `Look here now. ${ownWords(asked)}` };
};

let service;
let audio;
let server;
before(async () => {
  service = await OpenAiServer.start();
  service.always = { content: play };
  audio = new OpenAiAudio(service);
  audio.hearing.always = { text: GREETING };
  server = await startServer({ set: { 'webrtc.listen': 'off', 'ai.customer': 'openai', 'speech.recognizer': 'openai', 'speech.synthesizer': 'openai', 'ai.openai.base_url': service.url,
    'ai.openai.api_key': service.apiKey, 'ai.openai.model': 'test-model', 'ai.openai.recognizer.first_byte_timeout': '1500ms' } });
});
after(async () => {
  await server.stop();
  await service.stop();
});

const lines = (page, speaker) => page.locator(`[role=log] > [data-speaker=${speaker}]:not([data-partial])`);

test('all three parts are remote, all three fail, and the call goes on to its score', async () => {
  const microphone = microphoneFile('remote-call', silence(6), speech(GREETING), silence(12));
  const { page, frames, close } = await openPage(server, { microphone, loop: true });
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Take the call' }).click();
  await lines(page, 'agent').first().waitFor(patient(60_000));
  await lines(page, 'customer').first().waitFor(patient(60_000));
  assert.ok((await lines(page, 'agent').first().innerText()).includes(GREETING), 'heard by the remote ears');
  assert.match(await lines(page, 'customer').first().innerText(), /Look here now\./, 'worded by the remote model');
  assert.match(audio.speeches[0].input, /^Look here now\./, 'spoken by the remote voice');
  assert.ok(frames.sent.some((e) => e.type === 'audio:played'), 'and played');
  const sent = (utteranceId) => frames.received.filter((e) => e.type === 'audio:customer' && e.utteranceId === utteranceId)
    .reduce((sum, e) => sum + Buffer.from(e.data, 'base64').length / 2 / e.sampleRate * 1000, 0);
  for (const { utteranceId, ms } of frames.sent.filter((e) => e.type === 'audio:played')) assert.ok(ms <= sent(utteranceId) + 2, `${ms} ms heard of ${sent(utteranceId)}`);

  service.down = true;
  const before = await lines(page, 'customer').count();
  await lines(page, 'customer').nth(before).waitFor(patient(90_000));
  const tips = frames.received.filter((e) => e.type === 'feedback' && /AI service/.test(e.feedback.message));
  assert.equal(tips.length, 1, 'the trainee is told once');
  assert.deepEqual(frames.received.filter((e) => e.type === 'error'), []);
  assert.deepEqual(frames.sent.filter((e) => e.type === 'offer'), [], 'nothing is offered where it would be refused');
  const ids = frames.received.filter((e) => e.type === 'transcript' && e.final).map((e) => e.utteranceId);
  assert.equal(new Set(ids).size, ids.length, 'no line came twice');

  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByLabel('What did you do?').fill('Asked what is wrong');
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await page.getByRole('img', { name: /^\d+ of 100 points$/ }).waitFor(patient(60_000));
  await close();
});
