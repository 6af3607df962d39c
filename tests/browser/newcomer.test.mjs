// Somebody who has read nothing: three clicks to the ringing phone, and a way on wherever they end up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { assertDecent, openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer({ set: { 'limits.start.count': 1000, 'limits.end.count': 1000 } }); });
after(() => server.stop());

/** One that is switched off at its own switch: open, and silent. */
const silentMicrophone = { microphone: 'beeps', prepare: (page) => page.addInitScript(() => {
  navigator.mediaDevices.getUserMedia = async () => new MediaStreamAudioDestinationNode(new AudioContext()).stream;
}) };

async function typedCall(page) {
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click(patient(10_000));
}

test('from the first page the phone rings after three clicks and nothing typed', async () => {
  const { page, close } = await openPage(server, silentMicrophone);  // a sound would answer the phone
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('list', { name: 'Recommended for you' }).getByRole('article').first().getByRole('link').click();
  await page.getByRole('button', { name: 'Take the call' }).click();
  await page.getByText(/ is calling$/).waitFor(patient(15_000));
  await close();
});

test('the first call is finished by what is on the screen alone; its review says it is the first, and the second one is compared with it', async () => {
  const { page, shot, close } = await openPage(server, { reducedMotion: 'reduce' });
  await page.getByLabel('Your name').fill('Sam');
  await page.getByRole('button', { name: 'Start practising' }).click();
  const first = page.getByRole('list', { name: 'Recommended for you' }).getByRole('article').first();
  await first.waitFor(patient(15_000));
  await shot('newcomer-1-choose', false);
  await first.getByRole('link').click();
  await page.getByRole('button', { name: 'Take the call' }).click(); // there is no microphone
  await page.getByRole('alert').or(page.getByText(/No microphone could be used|not allowed/)).first().waitFor(patient(10_000));
  await shot('newcomer-2-brief');
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByText(/ is calling$/).waitFor(patient(15_000));
  await shot('newcomer-3-ringing', false);
  const answer = async (lines) => {
    await page.getByRole('button', { name: /^Answer/ }).click(patient(15_000));
    const said = page.locator('[role=log] > [data-speaker=customer]:not([data-partial])');
    for (const line of lines) {
      const before = await said.count();
      await page.getByLabel('Type what you say').fill(line);
      await page.keyboard.press('Enter');
      await said.nth(before).waitFor(patient(30_000));
    }
    await shot(`newcomer-4-call-${lines.length}`, false);
    await page.getByRole('button', { name: 'End call' }).click();
    await page.getByRole('button', { name: 'End and see the review' }).click();
    await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  };
  await answer(['Hello?']);
  await page.getByText('Your first try at this call').waitFor(patient(15_000));
  await shot('newcomer-5-review');
  await assertDecent(page, 'a first review');
  await page.getByRole('link', { name: 'Take it again' }).click();
  await page.getByRole('button', { name: 'Type instead of talking' }).click(patient(15_000));
  await answer(['Thank you for calling, my name is Sam. How may I help you today?', 'I am sorry to hear that. Let me look into that for you right away. May I have your name and your order number, please?']);
  await page.getByText('Your best so far').waitFor(patient(15_000));
  await page.getByText(/^\d+ more than last time$/).waitFor();
  await page.getByText(/^Level \d+, \d+ XP$/).waitFor();
  await shot('newcomer-6-second-review');
  await page.getByRole('link', { name: 'Progress' }).click();
  await page.getByRole('heading', { name: 'Your calls' }).waitFor(patient(10_000));
  await page.locator('.recharts-line').first().waitFor({ state: 'attached', ...patient(15_000) });
  await shot('newcomer-7-progress');
  await close();
});

test('who goes back in mid-call is led into it again, and to its review once it is over', async () => {
  const { page, close } = await openPage(server);
  await signIn(page);
  await typedCall(page);
  await page.getByLabel('Type what you say').waitFor(patient(10_000));
  await page.goBack();
  await page.goBack();
  await page.getByText('You are still in a call with Robert Johnson.').waitFor(patient(10_000));
  await assertDecent(page, 'choose, beside a running call');
  await page.getByRole('link', { name: 'Go back to it' }).click();
  await page.getByLabel('Type what you say').waitFor(patient(10_000));
  const id = page.url().match(/call_[\w-]+/)[0];
  await page.goto(`${server.url}/#/`);
  const token = JSON.parse(await page.evaluate(() => localStorage.getItem('mockcall.token')));
  await new Rest(server, { token }).end(id);
  await page.reload();
  await page.getByText('Your call with Robert Johnson is over.').waitFor(patient(10_000));
  await page.getByRole('link', { name: 'See the review' }).click();
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(20_000));
  await page.goto(`${server.url}/#/`);
  await page.getByRole('article').first().waitFor(patient(10_000));
  assert.equal(await page.getByText('Your call with Robert Johnson is over.').count(), 0);
  await close();
});

test('the browser asks before the page of a running call is closed', async () => {
  const { page, context, close } = await openPage(server);
  await signIn(page);
  await typedCall(page);
  await page.getByLabel('Type what you say').fill('Hello');
  const asked = new Promise((resolve) => page.once('dialog', async (dialog) => { resolve(dialog.type()); await dialog.accept(); }));
  await page.close({ runBeforeUnload: true });
  assert.equal(await asked, 'beforeunload');
  assert.ok(context);
  await close();
});

test('a microphone that gives nothing is spoken of, and typing is offered', async () => {
  const { page, close } = await openPage(server, silentMicrophone);
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Take the call' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click(patient(15_000));
  const notice = page.getByRole('alert').filter({ hasText: 'We hear nothing from your microphone.' });
  await notice.waitFor(patient(30_000));
  await assertDecent(page, 'a silent microphone');
  await notice.getByRole('button', { name: 'Type instead of talking' }).click();
  await notice.waitFor({ state: 'detached' });
  await close();
});

test('what is not there is said in plain words, with a way back and nothing to try again', async () => {
  const { page, complaints, shot, close } = await openPage(server, { hash: `#/review/call_nothing&token=${hs256({ sub: newUser() })}` });
  await page.getByText('This call cannot be found.').waitFor(patient(10_000));
  await shot('failure-desk-light');
  await assertDecent(page, 'a review that is not there');
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
  await page.getByRole('link', { name: 'Back to the calls' }).click();
  await page.getByRole('article').first().waitFor(patient(10_000));
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/404/.test(c)));
  await close();
});

test('the link a trainee shares leads a supervisor to their own page of that call', async () => {
  const org = `browser_${process.pid}_shared`;
  const ana = new Rest(server, { org, name: 'Ana Trainee' });
  const call = await ana.start();
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Ana.');
  await ana.end(call.sessionId);
  const { page, close } = await openPage(server, { hash: `#/review/${call.sessionId}&token=${hs256({ sub: newUser('boss'), role: 'supervisor', org })}` });
  await page.getByRole('heading', { level: 1, name: 'Ana Trainee' }).waitFor(patient(10_000));
  assert.match(page.url(), /#\/team\//);
  await close();
});

test('every objective that is met is ticked off as the server tells it, and stays so over a page that is loaded anew', async () => {
  const { page, frames, shot, close } = await openPage(server, { reducedMotion: 'reduce' });
  await signIn(page);
  await typedCall(page);
  const goals = page.getByRole('region', { name: 'Customer' }).getByRole('listitem');
  await page.getByText('0/4').first().waitFor(patient(10_000));
  for (const text of ['Thank you for calling TechSupport, my name is Sam, how may I help you today?',
    'I am so sorry about the wrong charge on your bill, Robert. I understand how frustrating that is after five years with us.']) {
    const said = page.locator('[role=log] > [data-speaker=customer]:not([data-partial])');
    const before = await said.count();
    await page.getByLabel('Type what you say').fill(text);
    await page.keyboard.press('Enter');
    await said.nth(before).waitFor(patient(30_000));
  }
  await goals.filter({ hasText: 'reached at' }).filter({ hasText: 'Apologize and empathize' }).waitFor(patient(20_000));
  await page.getByRole('tab', { name: /Goals/ }).click();
  await shot('call-goals-desk-light', false);
  await assertDecent(page, 'goals');
  const told = frames.received.filter((e) => e.type === 'objective:met').length;
  assert.equal(await goals.filter({ hasText: 'reached at' }).count(), told);
  await page.reload();
  await goals.filter({ hasText: 'reached at' }).filter({ hasText: 'Apologize and empathize' }).waitFor(patient(20_000));
  await close();
});
