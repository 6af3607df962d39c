// Spoken calls in the browser whose words, ears and voice are all remote; in the middle one of them fails, or all three.
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
before(async () => {
  service = await OpenAiServer.start();
  audio = new OpenAiAudio(service);
});
after(() => service.stop());

/** Of its own for each call: a breaker that one call opened is no other call's. */
function serve() {
  service.down = false;
  service.always = { content: play };
  audio.hearing.always = { text: GREETING };
  audio.speech.always = {};
  return startServer({ set: { 'webrtc.listen': 'off', 'ai.customer': 'openai', 'speech.recognizer': 'openai', 'speech.synthesizer': 'openai', 'ai.openai.base_url': service.url,
    'ai.openai.api_key': service.apiKey, 'ai.openai.model': 'test-model', 'ai.openai.recognizer.first_byte_timeout': '1500ms' } });
}

const failures = {
  'the ears fail': { fail: () => { audio.hearing.always = { status: 500 }; }, left: ['words', 'voice'] },
  'the words fail': { fail: () => { service.always = { status: 500 }; }, left: ['ears', 'voice'] },
  'the voice breaks off': { fail: () => { audio.speech.always = { close: 'middle' }; }, left: ['ears', 'words'] },
  'all three are gone': { fail: () => { service.down = true; }, left: [] },
};

const lines = (page, speaker) => page.locator(`[role=log] > [data-speaker=${speaker}]:not([data-partial])`);

/** Of the customer's sound, milliseconds: never more was heard than was sent. */
function assertHeardIsSent(frames) {
  const sent = (utteranceId) => frames.received.filter((e) => e.type === 'audio:customer' && e.utteranceId === utteranceId)
    .reduce((sum, e) => sum + Buffer.from(e.data, 'base64').length / 2 / e.sampleRate * 1000, 0);
  const played = frames.sent.filter((e) => e.type === 'audio:played');
  assert.ok(played.length > 0);
  for (const { utteranceId, ms } of played) assert.ok(ms <= sent(utteranceId) + 2, `${ms} ms heard of ${sent(utteranceId)}`);
}

for (const [what, { fail, left }] of Object.entries(failures)) {
  test(`all three parts are remote; ${what} in mid-call, and the call goes on to its score`, async () => {
    const server = await serve();
    const microphone = microphoneFile('remote-call', silence(6), speech(GREETING), silence(12));
    const { page, frames, close } = await openPage(server, { microphone, loop: true });
    await signIn(page);
    await openBriefing(page);
    const speeches = audio.speeches.length;
    await page.getByRole('button', { name: 'Take the call' }).click();
    await lines(page, 'agent').first().waitFor(patient(60_000));
    await lines(page, 'customer').first().waitFor(patient(60_000));
    assert.ok((await lines(page, 'agent').first().innerText()).includes(GREETING), 'heard by the remote ears');
    assert.match(await lines(page, 'customer').first().innerText(), /Look here now\./, 'worded by the remote model');
    assert.match(audio.speeches[speeches].input, /^Look here now\./, 'spoken by the remote voice');

    fail();
    const spoken = audio.speeches.length;
    const agent = await lines(page, 'agent').count();
    const before = await lines(page, 'customer').count();
    await lines(page, 'customer').nth(before).waitFor(patient(90_000));
    await lines(page, 'agent').nth(agent).waitFor(patient(90_000));
    await page.waitForFunction((n) => document.querySelectorAll('[role=log] > [data-speaker=customer]:not([data-partial])').length > n, before + 1, patient(90_000));
    const tips = frames.received.filter((e) => e.type === 'feedback' && /AI service/.test(e.feedback.message));
    assert.equal(tips.length, 1, 'the trainee is told once');
    assert.deepEqual(frames.received.filter((e) => e.type === 'error'), []);
    assert.deepEqual(frames.sent.filter((e) => e.type === 'offer'), [], 'nothing is offered where it would be refused');
    const ids = frames.received.filter((e) => e.type === 'transcript' && e.final).map((e) => e.utteranceId);
    assert.equal(new Set(ids).size, ids.length, 'no line came twice');
    assertHeardIsSent(frames);
    if (left.includes('ears')) assert.ok((await lines(page, 'agent').nth(agent).innerText()).includes(GREETING), 'the ears still hear');
    if (left.includes('words')) assert.match(await lines(page, 'customer').last().innerText(), /Look here now\./, 'the model still finds the words');
    if (left.includes('voice')) assert.ok(audio.speeches.length > spoken, 'the voice still speaks');

    await page.getByRole('button', { name: 'End call' }).click();
    await page.getByLabel('What did you do?').fill('Asked what is wrong');
    await page.getByRole('button', { name: 'End and see the review' }).click();
    await page.getByRole('img', { name: /^\d+ of 100 points$/ }).waitFor(patient(60_000));
    await close();
    await server.stop();
  });
}
