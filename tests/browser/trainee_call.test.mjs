// A trainee's way through the app, from choosing to the review, spoken, typed, and over a broken line.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silence, speech, wordErrors } from '../system/lib/audio.mjs';
import { PATIENCE } from '../system/lib/server.mjs';
import { assertDecent, microphoneFile, openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const GREETING = 'Thank you for calling TechSupport, my name is Sam, how may I help you today?';
const VERIFY = 'I am sorry to hear that. May I have your full name and your account number please?';
const REPAIR = 'I can see the equipment upgrade fee on your bill. It was our mistake, so I will credit one hundred and fifty dollars now.';

const lines = (page, speaker) => page.locator(`[role=log] > [data-speaker=${speaker}]:not([data-partial])`);

async function endCall(page) {
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByLabel('What did you do?').fill('Credited 150 dollars');
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
}

async function say(page, text, answers) {
  await page.getByLabel('Type what you say').fill(text);
  await page.keyboard.press('Enter');
  await lines(page, 'agent').filter({ hasText: text }).waitFor(patient(15_000));
  await lines(page, 'customer').nth(answers - 1).waitFor(patient(30_000));
}

/** The loudest sample of what comes out of the recording in some seconds from where it plays. */
const heardLevel = (page) => page.evaluate(async () => {
  const audio = document.querySelector('audio');
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  new MediaElementAudioSourceNode(context, { mediaElement: audio }).connect(analyser);
  analyser.connect(context.destination);
  const samples = new Float32Array(2048);
  let loudest = 0;
  const until = performance.now() + 2500;
  while (performance.now() < until) {
    analyser.getFloatTimeDomainData(samples);
    for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
    await new Promise(requestAnimationFrame);
  }
  return loudest;
});

test('a whole spoken call: what was said and answered is read, scored, and every receipt plays its moment', async () => {
  // Said again and again: on a busy machine the browser's fake microphone stutters, and then a customer asks back.
  const microphone = microphoneFile('app-call', silence(6), speech(GREETING), silence(10), speech(VERIFY), silence(10));
  const { page, frames, shot, close } = await openPage(server, { microphone, loop: true });
  await signIn(page);
  await openBriefing(page);
  // The fake microphone begins to speak when it is first opened: here, and not for a check before.
  await page.getByRole('button', { name: 'Take the call' }).click();
  await lines(page, 'agent').nth(1).waitFor(patient(90_000));
  await lines(page, 'customer').nth(1).waitFor(patient(40_000));
  await shot('call-desk-light', false);
  await assertDecent(page, 'call');
  const said = await lines(page, 'agent').locator('span:last-child').allInnerTexts();
  const rates = said.flatMap((text) => [GREETING, VERIFY].map((sentence) => wordErrors(sentence, text).rate));
  assert.ok(Math.min(...rates) <= 0.6, `word error rates ${rates.map((rate) => rate.toFixed(2))}: ${said.join(' / ')}`);
  assert.ok(frames.received.some((e) => e.type === 'transcript' && e.speaker === 'agent' && !e.final), 'words were shown while they were spoken');

  assert.equal(frames.received.filter((e) => e.type === 'transport').at(-1)?.transport, 'webrtc', 'sound goes over WebRTC');
  assert.equal(frames.sent.filter((e) => e.type === 'audio:data').length, 0, 'and no other way');

  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByLabel('Note for the file').fill('Charged 150 dollars too much');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await endCall(page);
  await page.getByRole('img', { name: /^\d+ of 100 points$/ }).waitFor();
  assert.equal(await page.getByRole('meter').count(), 6);
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(15_000));
  await page.waitForFunction(() => document.querySelector('audio')?.duration > 5, null, patient(15_000));
  await page.locator('[role=slider] svg').waitFor(patient(15_000));
  await page.locator('.recharts-line').first().waitFor({ state: 'attached', ...patient(15_000) });
  await shot('review-desk-light');
  await assertDecent(page, 'review');

  // A receipt of the trainee's own words (not of what they did: nobody need speak there): its moment plays, and somebody speaks.
  const receipt = page.getByRole('listitem').filter({ has: page.getByText(/^You:/), hasNot: page.getByRole('listitem'), hasNotText: /action:/ })
    .getByRole('button', { name: /^Play at/ });
  await page.getByRole('button', { name: 'Show every check' }).click();
  const at = (await receipt.first().innerText()).match(/(\d+):(\d+)/);
  const seconds = Number(at[1]) * 60 + Number(at[2]);
  await receipt.first().click();
  const level = await heardLevel(page);
  const position = await page.evaluate(() => document.querySelector('audio').currentTime);
  assert.ok(level > 0.02, `silence at the receipt of ${at[0]}: ${level}`);
  assert.ok(position >= seconds - 1 && position <= seconds + 5 * PATIENCE, `${position} s for the receipt of ${at[0]}`);
  await page.locator('ol li[aria-current]').waitFor(patient(5000));
  await close();
});

test('the microphone is checked before the call: its level, and a test recording that plays and stays in the browser', async () => {
  const { page, requests, shot, close } = await openPage(server, { microphone: 'beeps' });
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Check the microphone' }).click();
  const meter = page.getByRole('meter', { name: 'Microphone level' });
  await meter.waitFor();
  await page.waitForFunction(() => Number(document.querySelector('[role=meter]')?.ariaValueNow) > 5, null, patient(10_000));
  await page.getByRole('button', { name: 'Record 4 seconds' }).click();
  const recording = page.getByLabel('Your test recording');
  await recording.waitFor(patient(15_000));
  await page.getByText('Settings of the call').click();
  await shot('brief-desk-light');
  await assertDecent(page, 'brief');
  const before = requests.length;
  await recording.evaluate((audio) => audio.play());
  await page.waitForFunction(() => document.querySelector('audio').currentTime > 0.2, null, patient(10_000));
  assert.deepEqual(requests.slice(before).filter((url) => !url.startsWith('blob:') && !url.endsWith('/icon.svg')), []);
  await page.getByRole('button', { name: 'Play a sound' }).click();
  await page.getByText('Two notes were played.').waitFor();
  await close();
});

test('a denied microphone leads to a typed call, on a phone, in the dark, without a mouse', async () => {
  const { page, shot, close } = await openPage(server, { phone: true, dark: true, reducedMotion: 'reduce' });
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Take the call' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/microphone was not allowed|No microphone could be used/).waitFor(patient(10_000));
  await shot('brief-phone-dark');
  await assertDecent(page, 'brief, denied');
  await page.getByRole('button', { name: 'Type instead of talking' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Robert Johnson is calling').waitFor(patient(10_000));
  await assertDecent(page, 'ringing');
  await page.keyboard.press('Alt+a');
  await page.getByLabel('Type what you say').waitFor(patient(10_000));
  await say(page, GREETING, 1);
  await say(page, VERIFY, 2);
  await page.keyboard.press('Alt+h');
  await page.getByRole('button', { name: 'Resume' }).waitFor(patient(10_000));
  await page.keyboard.press('Alt+h');
  await page.getByRole('button', { name: 'Hold' }).waitFor(patient(10_000));
  await shot('call-phone-dark', false);
  await assertDecent(page, 'call on a phone');
  await page.keyboard.press('Alt+x');
  await page.getByRole('dialog', { name: 'End the call' }).waitFor();
  await assertDecent(page, 'the end\'s dialog');
  await page.getByRole('button', { name: 'End and see the review' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(15_000));
  await shot('review-phone-dark');
  await assertDecent(page, 'review on a phone');
  await page.getByRole('link', { name: 'Progress' }).click();
  await page.getByRole('heading', { name: 'Your calls' }).waitFor(patient(10_000));
  await shot('progress-phone-dark');
  await assertDecent(page, 'progress on a phone');
  await close();
});

test('a call goes on over a server that broke down and a page that was loaded anew', async () => {
  const { page, complaints, shot, close } = await openPage(server, { dark: true });
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click();
  await say(page, GREETING, 1);
  await server.kill();
  await page.getByText('The connection was lost.').waitFor(patient(10_000));
  await shot('call-lost-desk-dark', false);
  await page.getByLabel('Type what you say').fill(VERIFY);
  await page.keyboard.press('Enter');
  await server.start();
  await lines(page, 'agent').filter({ hasText: VERIFY }).waitFor(patient(30_000));
  await page.getByText('The connection was lost.').waitFor({ state: 'detached' });
  await lines(page, 'customer').nth(1).waitFor(patient(30_000));
  await page.reload();
  await lines(page, 'agent').filter({ hasText: VERIFY }).waitFor(patient(15_000));
  const before = await lines(page, 'customer').count();
  await say(page, REPAIR, before + 1);
  await page.getByRole('tab', { name: 'Knowledge' }).click();
  await page.getByLabel('Search articles and scripts').fill('upgrade fee');
  await page.getByText(/^[1-9]\d* sections?$/).waitFor(patient(10_000));
  await assertDecent(page, 'knowledge');
  await endCall(page);
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(15_000));
  await page.locator('.recharts-line').first().waitFor({ state: 'attached', ...patient(15_000) });
  await shot('review-desk-dark');
  await assertDecent(page, 'review in the dark');
  await page.goto(`${server.url}/#/progress`);
  await page.getByRole('heading', { name: 'Your calls' }).waitFor(patient(10_000));
  await shot('progress-desk-dark');
  await assertDecent(page, 'progress');
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/WebSocket connection|ERR_CONNECTION/.test(c)));
  await close();
});

test('what is promised is done in the customer\'s record, and what goes beyond a policy is refused there', async () => {
  const { page, shot, close } = await openPage(server);
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click();
  await say(page, GREETING, 1);
  await say(page, VERIFY, 2);
  await page.keyboard.press('Alt+r');
  const record = page.getByRole('tabpanel', { name: 'Record' });
  await record.getByText('Equipment upgrade fee').waitFor(patient(10_000));
  await record.getByRole('button', { name: /Change something in the record/ }).click();
  await page.getByRole('option', { name: 'Credit' }).click();
  await record.getByLabel('Amount in dollars').fill('250');
  await record.getByRole('button', { name: 'Do it' }).click();
  await record.getByText('refused', { exact: true }).waitFor(patient(10_000));
  await record.getByRole('button', { name: /Which one/ }).click();
  await page.getByRole('option', { name: /Equipment upgrade fee/ }).click();
  await record.getByLabel('Amount in dollars').fill('150');
  await assertDecent(page, 'record');
  await record.getByRole('button', { name: 'Do it' }).click();
  await record.getByText('done', { exact: true }).waitFor(patient(10_000));
  await record.getByText('$89.99').last().waitFor();
  await shot('call-record-desk-light', false);
  await endCall(page);
  await close();
});

test('a second call is not begun over the first: one ends the other or goes back to it', async () => {
  const { page, complaints, close } = await openPage(server);
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).waitFor(patient(10_000));
  await page.goto(`${server.url}/#/`);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('alertdialog', { name: 'You are still in another call' }).waitFor(patient(10_000));
  await assertDecent(page, 'the other call\'s dialog');
  await page.getByRole('button', { name: 'Go back to it' }).click();
  await page.getByRole('button', { name: /^Answer/ }).waitFor(patient(10_000));
  await page.goto(`${server.url}/#/`);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: 'End it and take this one' }).click();
  await page.getByRole('button', { name: /^Answer/ }).waitFor(patient(30_000));
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/409/.test(c)));
  await close();
});
