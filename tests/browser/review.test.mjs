// A review as others get it: by a link, and on paper.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Rest } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { assertDecent, openPage, patient, shots, startServer } from './lib.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Ana. How may I help you?';
const SORRY = 'I am so sorry about the wrong charge on your bill, Robert. May I have your account number, please?';
let server;
let ana;
let call;
let boss;
before(async () => {
  server = await startServer();
  const org = `browser_${process.pid}_paper`;
  ana = new Rest(server, { org, name: 'Ana Trainee' });
  boss = hs256({ sub: newUser('boss'), role: 'supervisor', name: 'Alex Boss', org });
  const { sessionId } = await ana.start().then(async (started) => {
    const socket = await CallSocket.join(server, started);
    await socket.say(GREETING);
    await socket.say(SORRY);
    return started;
  });
  call = { id: sessionId, result: await ana.end(sessionId) };
});
after(() => server.stop());
const enter = (options = {}) => openPage(server, { hash: `#/review/${call.id}&token=${ana.token}`, ...options });
const plain = (text) => text.replace(/[“”"]/g, '').replace(/\s+/g, ' ').trim();

test('Share copies a link without a token, and a supervisor who opens it sees that call', async () => {
  const { page, context, close } = await enter();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await page.getByRole('button', { name: 'Share' }).click(patient(20_000));
  await page.getByRole('status').filter({ hasText: 'The link is copied. Your supervisor can open it when signed in.' }).waitFor(patient(10_000));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${server.url}/#/review/${call.id}`);
  await close();
  const supervisor = await openPage(server, { hash: `#/&token=${boss}` });
  await supervisor.page.getByRole('article').first().waitFor(patient(15_000));
  await supervisor.page.goto(link);
  await supervisor.page.getByRole('heading', { level: 1, name: 'Ana Trainee' }).waitFor(patient(15_000));
  await supervisor.close();
  const stranger = await openPage(server, { hash: `#/review/${call.id}&token=${hs256({ sub: newUser(), org: 'elsewhere' })}` });
  await stranger.page.getByText(/cannot be found|not yours/).waitFor(patient(15_000));
  stranger.complaints.length = 0;
  await stranger.close();
});

test('where the browser lets nobody copy, the link is there to be copied by hand', async () => {
  const { page, close } = await enter({ prepare: (p) => p.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new DOMException('no', 'NotAllowedError'); } } });
  }) });
  await page.getByRole('button', { name: 'Share' }).click(patient(20_000));
  await page.getByRole('status').filter({ hasText: `Copy this link: ${server.url}/#/review/${call.id}` }).waitFor(patient(10_000));
  await assertDecent(page, 'a link to copy by hand');
  await close();
});

for (const [who, dark] of [['trainee', false], ['supervisor', true]]) {
  test(`the review a ${who} prints is whole, in dark ink on white, and no button is on it`, async () => {
    const { page, close } = await openPage(server, { dark, hash: who === 'trainee' ? `#/review/${call.id}&token=${ana.token}` : `#/team/${call.id}&token=${boss}` });
    await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(20_000));
    await page.locator('.recharts-line').first().waitFor({ state: 'attached', ...patient(20_000) });
    const printed = await page.evaluate(() => new Promise((resolve) => { window.print = () => resolve('asked'); document.querySelectorAll('button').forEach((b) => /^Print$/.test(b.textContent) && b.click()); }));
    assert.equal(printed, 'asked');
    const file = path.join(shots, `review-printed-${who}.pdf`);
    fs.mkdirSync(shots, { recursive: true });
    await page.pdf({ path: file, format: 'A4', printBackground: false, margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
    const text = plain(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\n\s*/g, ' '));
    const flowing = plain(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }));
    const holds = (wanted) => assert.ok(flowing.includes(plain(wanted)) || text.includes(plain(wanted)), `not on paper: ${wanted}`);
    const { evaluation, feedback } = call.result;
    holds(who === 'trainee' ? 'Angry Customer' : 'Ana Trainee');
    holds(String(evaluation.overallScore));
    for (const name of ['Greeting', 'Listening', 'Solution', 'Communication', 'Empathy', 'Closing', 'What to say better', 'Rules that must not be broken', 'How the customer took it']) holds(name);
    for (const { label } of evaluation.criteria) holds(label);
    for (const line of feedback.tips) holds(line);
    for (const { label } of evaluation.gates) holds(label);
    holds(GREETING.split('. ')[0]);
    for (const button of ['Take it again', 'Show every check', 'Sign out', 'Overrule', 'Comment at', '1.25×']) assert.ok(!flowing.includes(button), `a button on paper: ${button}`);
    const pages = Number(execFileSync('pdfinfo', [file], { encoding: 'utf8' }).match(/^Pages:\s+(\d+)/m)[1]);
    assert.ok(pages >= 2 && pages <= 12, `${pages} pages`);
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => ({
      background: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.querySelector('main h1')).color,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      header: getComputedStyle(document.querySelector('header')).display,
    }));
    assert.deepEqual({ background: found.background, wide: found.wide, header: found.header }, { background: 'rgb(255, 255, 255)', wide: 0, header: 'none' });
    const [r, g, b] = found.ink.match(/[\d.]+/g).map(Number);
    assert.ok(r + g + b < 200, `ink of ${found.ink}`);
    await close();
  });
}

test('a supervisor reads what to say better, in words about the agent and not to the reader', async () => {
  const { page, close } = await openPage(server, { hash: `#/team/${call.id}&token=${boss}` });
  const advice = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What to say better' }) });
  await advice.getByText('In the words that the trainee reads.').waitFor(patient(20_000));
  const line = call.result.feedback.improvements.find((each) => /Better: “|You could have said: “/.test(each));
  await advice.getByText(line.match(/“([^”]*)”\s*$/)[1]).waitFor();
  assert.equal(await page.getByText('You could say').count(), 0);
  const causes = page.getByRole('list', { name: 'What moved the mood' });
  assert.match(await causes.innerText(), /The agent /);
  assert.doesNotMatch(await causes.innerText(), /\b[Yy]ou/);
  await close();
  const own = await enter();
  const ownCauses = own.page.getByRole('list', { name: 'What moved the mood' });
  await ownCauses.waitFor(patient(20_000));
  assert.match(await ownCauses.innerText(), /\bYou /);
  await own.close();
});

test('the review of a call that nobody answered asks for no recording', async () => {
  const { sessionId } = await ana.start();
  await ana.end(sessionId, { endReason: 'failed' });
  const { page, requests, close } = await openPage(server, { hash: `#/review/${sessionId}&token=${ana.token}` });
  await page.getByText('There is no recording of this call').waitFor(patient(8_000));
  assert.deepEqual(requests.filter((url) => url.includes('/recording')), []);
  await close();
});
