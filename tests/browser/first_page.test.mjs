import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silence, speech, wordErrors } from '../system/lib/audio.mjs';
import { PATIENCE, Server } from '../system/lib/server.mjs';
import { assertDecent, microphoneFile, openPage, signInAndChoose } from './lib.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

const patient = (ms) => ({ timeout: ms * PATIENCE });
const GREETING = 'Thank you for calling, my name is Sam, how may I help you today?';
const VERIFY = 'I am sorry to hear that. May I have your account number please?';

async function endCall(page) {
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByLabel(/How did it end/).selectOption('resolved');
  await page.getByRole('button', { name: 'End and see the score' }).click();
  await page.getByRole('heading', { name: 'Your score' }).waitFor(patient(40_000));
}

test('a whole spoken call: the page shows the words it heard, plays the answer, and shows the score', async () => {
  const microphone = microphoneFile('browser-call', silence(3), speech(GREETING), silence(14), speech(VERIFY), silence(60));
  const { page, frames, shot, close } = await openPage(server, { microphone });
  await shot('1-sign-in');
  await assertDecent(page);
  await page.getByLabel(/Your name/).fill('Sam');
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('button', { name: /Billing Dispute/ }).waitFor();
  await shot('2-scenarios');
  await assertDecent(page);
  await page.getByRole('button', { name: /Billing Dispute/ }).click();
  await page.getByRole('button', { name: 'Take the call' }).waitFor();
  await shot('3-briefing');
  await assertDecent(page);
  await page.getByRole('button', { name: 'Take the call' }).click();
  await page.locator('.transcript li.agent:not(.partial)').first().waitFor(patient(40_000));
  await page.locator('.transcript li.customer').first().waitFor(patient(40_000));
  await page.locator('.transcript li.agent:not(.partial)').nth(1).waitFor(patient(60_000));
  await page.locator('.transcript li.customer').nth(1).waitFor(patient(40_000));
  await shot('4-call');
  await assertDecent(page);
  const words = (await page.locator('.transcript li.agent').evaluateAll((items) => items.map((i) => i.lastChild.textContent))).join(' ');
  const { rate } = wordErrors(`${GREETING} ${VERIFY}`, words);
  assert.ok(rate <= 0.6, `word error rate ${rate.toFixed(2)}: ${words}`);
  await page.getByLabel(/Note for the file/).fill('Charged 150 dollars too much');
  await page.getByRole('button', { name: 'Save note' }).click();
  await endCall(page);
  await page.locator('audio:not([hidden])').waitFor(patient(15_000));
  await page.waitForFunction(() => document.querySelector('audio').duration > 5, null, patient(10_000));
  await page.locator('.criteria li').first().waitFor();
  assert.equal(await page.locator('.bars > div').count(), 6);
  assert.match(await page.locator('.ring').getAttribute('aria-label'), /^\d+ of 100 points$/);
  await shot('5-score');
  await assertDecent(page);
  const audio = frames.received.filter((e) => e.type === 'audio:customer' && e.data.length > 0);
  assert.ok(audio.length > 5, 'the customer was heard');
  const played = frames.sent.filter((e) => e.type === 'audio:played');
  assert.ok(played.length > 0, 'what was heard was reported');
  for (const { utteranceId, ms } of played) {
    const sent = audio.filter((e) => e.utteranceId === utteranceId).reduce((sum, e) => sum + Buffer.from(e.data, 'base64').length / 2 / e.sampleRate * 1000, 0);
    assert.ok(ms <= sent + 2, `${ms} ms heard of ${sent}`);
  }
  await page.getByRole('button', { name: 'Another call' }).click();
  await page.getByRole('heading', { name: 'Who is on the line?' }).waitFor();
  await close();
});

test('without a microphone the whole call is typed, on a phone, in the dark', async () => {
  const { page, shot, close } = await openPage(server, { phone: true, dark: true });
  await signInAndChoose(page);
  await assertDecent(page);
  await page.getByRole('button', { name: 'Take the call' }).click();
  await page.getByText(/microphone (was not allowed|could be used)/).waitFor();
  await shot('6-denied-phone');
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  for (const [i, text] of [GREETING, VERIFY].entries()) {
    await page.getByLabel('Type what you say').fill(text);
    await page.keyboard.press('Enter');
    await page.locator('.transcript li.agent', { hasText: text }).waitFor(patient(15_000));
    await page.locator('.transcript li.customer').nth(i).waitFor(patient(30_000));
  }
  await page.getByRole('button', { name: 'Hold' }).click();
  await page.getByRole('button', { name: 'Take off hold' }).waitFor(patient(10_000));
  await page.getByRole('button', { name: 'Take off hold' }).click();
  await page.getByRole('button', { name: 'Hold', exact: true }).waitFor(patient(10_000));
  await shot('7-typed-phone');
  await assertDecent(page);
  await endCall(page);
  await shot('8-score-phone');
  await assertDecent(page);
  await close();
});

test('a call goes on over a lost connection and a reloaded page', async () => {
  const { page, complaints, close } = await openPage(server);
  await signInAndChoose(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByLabel('Type what you say').fill(GREETING);
  await page.keyboard.press('Enter');
  await page.locator('.transcript li.customer').first().waitFor(patient(30_000));
  await server.kill();
  await page.getByText(/connection was lost/i).waitFor(patient(10_000));
  await server.start();
  await page.getByLabel('Type what you say').fill(VERIFY);
  await page.keyboard.press('Enter');
  await page.locator('.transcript li.agent', { hasText: VERIFY }).waitFor(patient(30_000));
  await page.reload();
  await page.locator('.transcript li.agent', { hasText: VERIFY }).waitFor(patient(15_000));
  await endCall(page);
  const expected = complaints.filter((c) => /WebSocket connection|ERR_CONNECTION/.test(c));
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !expected.includes(c)));
  await close();
});
