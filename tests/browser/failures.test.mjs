// What goes wrong says what happened and what to do, wherever it goes wrong; and once it is mended, one goes on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { assertDecent, openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

const UNREACHABLE = 'The server could not be reached. See whether the server still runs and your network is up, then try again.';
let server;
before(async () => { server = await startServer({ set: { 'limits.end.count': 1000 } }); });
after(() => server.stop());

/** The browser's own complaints about a server that was taken away on purpose. */
const forgive = (complaints, what) => complaints.splice(0, complaints.length, ...complaints.filter((each) => !what.test(each)));
const AWAY = /ERR_CONNECTION|ERR_FAILED|WebSocket connection/;
const alert = (page, text) => page.getByRole('alert').filter({ hasText: text });

async function typedCall(page) {
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click(patient(15_000));
  await page.getByLabel('Type what you say').waitFor(patient(10_000));
}
const callId = (page) => page.url().match(/call_[\w-]+/)[0];

test('a server that is away is told of at the sign-in, on a page and at the start of a call, and each goes on once it is back', async () => {
  const { page, complaints, shot, close } = await openPage(server);
  await page.getByLabel('Your name').fill('Sam');
  await server.kill();
  await page.getByRole('button', { name: 'Start practising' }).click();
  await alert(page, UNREACHABLE).waitFor(patient(10_000));
  await assertDecent(page, 'a sign-in without a server');
  await server.start();
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('article').first().waitFor(patient(15_000));
  await openBriefing(page);
  await page.getByRole('link', { name: 'Progress' }).click();
  await page.getByText('No call yet').waitFor(patient(10_000));
  await page.goBack();
  await page.getByRole('button', { name: 'Type instead of talking' }).waitFor(patient(10_000));
  await server.kill();
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await alert(page, UNREACHABLE).waitFor(patient(10_000));
  await page.getByRole('link', { name: 'Progress' }).click();
  const failure = alert(page, 'Your progress could not be loaded');
  await failure.getByText('The server could not be reached.').waitFor(patient(10_000));
  await failure.getByText('See whether the server still runs').waitFor();
  await shot('failure-server-away');
  await assertDecent(page, 'a page without a server');
  await server.start();
  await failure.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('No call yet').waitFor(patient(10_000));
  forgive(complaints, AWAY);
  await close();
});

test('a call that is begun too often says how long to wait', async () => {
  const strict = await startServer({ set: { 'limits.start.count': 1 } });
  const { page, complaints, close } = await openPage(strict);
  await signIn(page);
  await typedCall(page);
  const token = JSON.parse(await page.evaluate(() => localStorage.getItem('mockcall.token')));
  await new Rest(strict, { token }).end(callId(page));
  await page.getByText('The call is over.').waitFor(patient(15_000));
  await page.goto(`${strict.url}/#/`);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await alert(page, /^That was too often in too short a time\. Try again in \d+ seconds?\.$/).waitFor(patient(10_000));
  forgive(complaints, /429/);
  await close();
  await strict.stop();
});

test('a token the server does not take any more leads to the sign-in, which says why, and one signs in again', async () => {
  const stale = hs256({ sub: newUser(), name: 'Sam' }, { secret: 'the-secret-before-this-one-0123456789ab' });
  const { page, complaints, close } = await openPage(server, { hash: `#/progress&token=${stale}` });
  await page.getByText('Your sign-in has run out. Please sign in again.').waitFor(patient(10_000));
  await assertDecent(page, 'a sign-in that ran out');
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('heading', { name: 'Your progress' }).waitFor(patient(10_000));
  forgive(complaints, /401/);
  await close();
});

test('a call that ended elsewhere says so on its page and to whoever joins it late, and both lead to its review', async () => {
  const { page, complaints, close } = await openPage(server);
  await signIn(page);
  await typedCall(page);
  const id = callId(page);
  await page.goto(`${server.url}/#/`);
  await page.getByText('You are still in a call').waitFor(patient(10_000));
  const token = JSON.parse(await page.evaluate(() => localStorage.getItem('mockcall.token')));
  await new Rest(server, { token }).end(id);
  await page.goto(`${server.url}/#/call/${id}`);
  const notice = alert(page, 'You are not connected any more.');
  await notice.getByText(/This call (has ended|does not exist|cannot be)/).waitFor(patient(15_000));
  await assertDecent(page, 'a call that cannot be joined');
  await notice.getByRole('button', { name: 'See the review' }).click();
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(20_000));
  forgive(complaints, /WebSocket|4\d\d/);
  await close();
});

test('a line that stays away is given up in the end, with the ways on; an end that does not reach the server is told and can be tried again', async () => {
  const { page, complaints, shot, close } = await openPage(server, { prepare: (p) => p.clock.install() });
  await signIn(page);
  await typedCall(page);
  await page.getByLabel('Type what you say').fill('Thank you for calling TechSupport, my name is Sam.');
  await page.keyboard.press('Enter');
  await page.locator('[role=log] > [data-speaker=customer]').first().waitFor(patient(20_000));
  await server.kill();
  await alert(page, 'The connection was lost.').waitFor(patient(10_000));
  await page.getByText('No line', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await page.getByRole('status').filter({ hasText: UNREACHABLE }).first().waitFor(patient(10_000));
  await page.keyboard.press('Escape');
  for (let i = 0; i < 4; i++) await page.clock.fastForward(20_000);
  const notice = alert(page, 'You are not connected any more.');
  await notice.getByText('The connection to the call was lost. Join it again to go on.').waitFor(patient(20_000));
  await shot('failure-line-gone', false);
  await assertDecent(page, 'a line that was given up');
  await server.start();
  await notice.getByRole('button', { name: 'Try to join again' }).click();
  await page.locator('[role=log] > [data-speaker=agent]').first().waitFor(patient(20_000));
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  forgive(complaints, AWAY);
  await close();
});

test('a review whose recording cannot be had says so, and has it once it is asked again', async () => {
  const ana = new Rest(server, { name: 'Ana' });
  const call = await ana.start();
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Ana.');
  await ana.end(call.sessionId);
  let broken = true;
  const { page, complaints, close } = await openPage(server, { hash: `#/review/${call.sessionId}&token=${ana.token}`,
    prepare: (p) => p.route(/\/recording$/, (route) => (broken ? route.abort() : route.continue())) });
  const failure = alert(page, 'The recording could not be loaded');
  await failure.getByText('The server could not be reached.').waitFor(patient(20_000));
  assert.equal(await page.getByText('There is no recording of this call').count(), 0);
  broken = false;
  await failure.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(20_000));
  forgive(complaints, AWAY);
  await close();
});

test('a comment that was not saved stays written, and a list that could not be refreshed says that it is old', async () => {
  const org = `browser_${process.pid}_failing`;
  const ana = new Rest(server, { org, name: 'Ana Trainee' });
  const call = await ana.start();
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Ana.');
  await ana.end(call.sessionId);
  const boss = hs256({ sub: newUser('boss'), role: 'supervisor', name: 'Alex Boss', org });
  const { page, complaints, close } = await openPage(server, { hash: `#/team/${call.sessionId}&token=${boss}` });
  await page.getByRole('button', { name: 'Comment on the call' }).click(patient(20_000));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Well begun.');
  await server.kill();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: UNREACHABLE }).waitFor(patient(10_000));
  await assertDecent(page, 'a comment that was not saved');
  assert.equal(await dialog.getByRole('textbox').inputValue(), 'Well begun.');
  await server.start();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Well begun.').waitFor(patient(10_000));
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await page.getByRole('article').first().waitFor(patient(10_000));
  await server.kill();
  await page.getByRole('button', { name: /Kind of call/ }).click();
  await page.getByRole('option', { name: 'Sales' }).click();
  await alert(page, 'What you see may be out of date.').getByText(/The server could not be reached/).waitFor(patient(10_000));
  await server.start();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'No call matches' }).waitFor(patient(10_000));
  forgive(complaints, AWAY);
  await close();
});
