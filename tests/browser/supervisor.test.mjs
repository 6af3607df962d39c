// A supervisor in the browser: the team's calls, a review with a comment at a moment and an overruled check, listening in, averages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { Microphone } from '../system/lib/microphone.mjs';
import { speech } from '../system/lib/audio.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { assertDecent, openPage, patient, startServer } from './lib.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';
let server;
before(async () => { server = await startServer({ set: { 'limits.start.count': 1000, 'limits.end.count': 1000 } }); });
after(() => server.stop());

let teams = 0;
function team() {
  const org = `browser_${process.pid}_${++teams}`;
  const boss = hs256({ sub: newUser('boss'), role: 'supervisor', name: 'Alex Boss', org });
  return { org, trainee: (name) => new Rest(server, { org, name }), boss, enter: (page, options = {}) => openPage(server, { hash: `#${page}&token=${boss}`, ...options }) };
}
/** An ended call, spoken so that there is something to listen to. */
async function played(trainee, { scenarioId = 'scn_abc123', aloud = true, lines = [GREETING, 'I am sorry to hear that. May I have your account number, please?'] } = {}) {
  const call = await trainee.start({ scenarioId });
  const socket = await CallSocket.join(server, call);
  if (aloud) {
    const microphone = new Microphone(socket);
    await microphone.say(speech(lines[0]));
    await socket.wait('transcript', { accept: (e) => e.speaker === 'customer' && e.final });
    microphone.stop();
  }
  for (const line of aloud ? lines.slice(1) : lines) await socket.say(line);
  const result = await trainee.end(call.sessionId);
  return { id: call.sessionId, result };
}

test('a supervisor comments at a moment and overrules a check: both verdicts and the new score are seen, by the trainee as well', async () => {
  const { trainee, enter } = team();
  const ana = trainee('Ana Trainee');
  const { id, result } = await played(ana);
  const { page, close } = await enter('/team');
  await page.getByRole('heading', { name: 'Team calls' }).waitFor(patient(20_000));
  await page.getByRole('link', { name: 'Ana Trainee' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ana Trainee' }).waitFor();
  await page.locator('.recharts-line').first().waitFor({ state: 'attached', ...patient(20_000) });
  for (const part of ['How the customer took it', 'The talking in figures', 'Rules that must not be broken', 'Six dimensions']) await page.getByRole('heading', { name: part }).waitFor();
  await page.locator('[role=slider] svg').waitFor(patient(15_000));

  const line = page.getByRole('listitem').filter({ hasText: 'Robert Johnson' }).filter({ has: page.getByRole('button', { name: /Comment at/ }) }).first();
  await line.getByRole('button', { name: /Comment at/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Comment/ }).fill('Here a word of sympathy would have helped.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await line.getByText('Here a word of sympathy would have helped.').waitFor();

  const missed = result.evaluation.criteria.find((c) => !c.met && c.weight > 0);
  await page.getByRole('button', { name: 'Show every check' }).click();
  await page.getByRole('button', { name: `Overrule: ${missed.label}`, exact: true }).click();
  assert.equal(await dialog.getByLabel(/Points/).inputValue(), '100');
  await dialog.getByLabel(/Reason/).fill('It was said, and not understood.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const check = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: missed.label, exact: true }) });
  await check.getByText('Alex Boss: met, 100 of 100').waitFor();
  await check.getByText(/^The judge: not met/).waitFor();

  const seen = (await ana.get(`/session/${id}`)).data;
  const { evaluation } = seen.result;
  assert.ok(evaluation.overallScore > result.evaluation.overallScore);
  assert.equal(evaluation.machine.overallScore, result.evaluation.overallScore);
  assert.deepEqual(seen.comments.map((c) => c.text), ['Here a word of sympathy would have helped.']);
  assert.ok(seen.comments[0].timestamp > 0);
  await page.getByText(`The judge: ${result.evaluation.overallScore}`, { exact: true }).waitFor();

  await page.getByRole('button', { name: `Withdraw the override of: ${missed.label}`, exact: true }).click();
  await check.getByText('Alex Boss: met, 100 of 100').waitFor({ state: 'detached' });
  assert.equal((await ana.get(`/session/${id}`)).data.result.evaluation.overallScore, result.evaluation.overallScore);
  await close();
});

test('a line of the transcript plays its moment of the recording', async () => {
  const { trainee, enter } = team();
  const { id } = await played(trainee('Ana'));
  const { page, close } = await enter(`/team/${id}`);
  const plays = page.getByRole('button', { name: /^Play from/ });
  await plays.first().waitFor(patient(20_000));
  const audio = page.locator('audio');
  await page.waitForFunction(() => document.querySelector('audio')?.readyState >= 1, null, patient(20_000));
  const wanted = await plays.nth(1).innerText();
  await plays.nth(1).click();
  await page.waitForFunction(() => { const a = document.querySelector('audio'); return a.currentTime > 0 && !a.paused; }, null, patient(10_000));
  const [minutes, seconds] = wanted.split(':').map(Number);
  const at = await audio.evaluate((a) => a.currentTime);
  assert.ok(at >= minutes * 60 + seconds - 0.5 && at < minutes * 60 + seconds + 6, `${at} after ${wanted}`);
  await close();
});

test('a supervisor listens to a running call: its words, its sound, its mood, its end', async () => {
  const { trainee, enter } = team();
  const ana = trainee('Ana Trainee');
  const call = await ana.start();
  const socket = await CallSocket.join(server, call);
  await socket.say(GREETING);
  const { page, frames, close } = await enter('/team');
  await page.getByRole('link', { name: 'Ana Trainee' }).click();
  await page.getByRole('heading', { name: 'Listening to Ana Trainee' }).waitFor(patient(20_000));
  await page.getByRole('log').getByText(GREETING).waitFor(patient(20_000));
  await page.getByRole('button', { name: 'Turn the sound on' }).click();
  await page.getByRole('button', { name: 'Turn the sound off' }).waitFor();
  const microphone = new Microphone(socket);
  await microphone.say(speech('I am sorry. I will look into your bill right away.'));
  await socket.wait('transcript', { since: socket.events.length - 1, accept: (e) => e.speaker === 'customer' && e.final });
  microphone.stop();
  const lines = page.getByRole('log').getByRole('listitem');
  assert.ok(await lines.count() >= 3);
  assert.ok(frames.received.some((e) => e.type === 'audio:agent') && frames.received.some((e) => e.type === 'audio:customer'));
  await page.getByRole('meter', { name: 'Mood' }).waitFor();
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Well calmed.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Well calmed.').waitFor();
  assert.deepEqual(frames.sent.map((e) => e.type), ['auth', 'join'], 'a listener sends nothing into the call');
  await ana.end(call.sessionId);
  await page.getByText('The call has ended.').waitFor(patient(20_000));
  await page.getByRole('link', { name: 'Review it' }).click();
  await page.getByText('Well calmed.').waitFor(patient(20_000));
  await close();
});

test('the trainee reads in their own review what was said and overruled', async () => {
  const { trainee, boss } = team();
  const ana = trainee('Ana Trainee');
  const { id, result } = await played(ana);
  const chief = new Rest(server, { token: boss });
  await chief.post(`/session/${id}/comments`, { timestamp: 4, text: 'A friendly beginning.' });
  const missed = result.evaluation.criteria.find((c) => !c.met && c.weight > 0);
  await chief.put(`/session/${id}/evaluation/criteria/${missed.id}`, { met: true, reason: 'It was said, and not understood.' });
  const { page, shot, close } = await openPage(server, { hash: `#/review/${id}&token=${ana.token}`, reducedMotion: 'reduce' });
  await page.getByText('A friendly beginning.').waitFor(patient(20_000));
  await page.getByText('Alex Boss: met, 100 of 100').waitFor();
  await page.getByText('It was said, and not understood.').waitFor();
  await page.getByText(`The judge: ${result.evaluation.overallScore}`, { exact: true }).waitFor();
  await shot('review-overruled');
  await assertDecent(page, 'the review of a call that was overruled');
  await close();
});

test('filters narrow the team\'s calls and say so when nothing is left', async () => {
  const { trainee, enter } = team();
  await played(trainee('Ana'), { aloud: false });
  await played(trainee('Ben'), { aloud: false, lines: ['Hello.'] });
  const { page, close } = await enter('/team');
  const calls = page.getByRole('list', { name: 'Calls' }).getByRole('article');
  await calls.nth(1).waitFor(patient(20_000));
  await page.getByRole('button', { name: /Trainee/ }).click();
  await page.getByRole('option', { name: 'Ben' }).click();
  await page.getByText('1 call', { exact: true }).waitFor();
  assert.equal(await calls.count(), 1);
  await page.getByRole('button', { name: /Kind of call/ }).click();
  await page.getByRole('option', { name: 'Sales' }).click();
  await page.getByRole('heading', { name: 'No call matches' }).waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await calls.nth(1).waitFor();
  await close();
});

test('averages say where to coach, with everybody in every dimension, and lead to the calls it is about', async () => {
  const { trainee, enter } = team();
  await played(trainee('Ana'), { aloud: false });
  await played(trainee('Ben'), { aloud: false, lines: ['Hello.'] });
  const { page, close } = await enter('/averages');
  const coaching = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Where to coach' }) });
  await coaching.getByText(/The team’s weakest: \d+ on average, and \d of 2 are under 60\./).waitFor(patient(20_000));
  await coaching.getByText(/needs it most: \d+ on average, weakest in \w+\./).waitFor();
  const table = page.getByRole('region', { name: /^By trainee/ });
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['Trainee', 'Calls', 'Score', 'Greeting', 'Listening', 'Solution', 'Communication', 'Empathy', 'Closing', 'Last call']);
  assert.deepEqual(await table.getByRole('rowheader').allInnerTexts(), ['Ben', 'Ana'], 'who needs it most comes first');
  await coaching.getByRole('link', { name: 'Ben' }).click();
  await page.getByText('1 call', { exact: true }).waitFor(patient(10_000));
  assert.equal(await page.getByRole('list', { name: 'Calls' }).getByRole('link', { name: 'Ben' }).count(), 1);
  await page.goBack();
  await coaching.getByRole('link', { name: /calls? needs? a review/ }).click(patient(10_000));
  await page.getByRole('heading', { name: 'Team calls' }).waitFor();
  await page.getByRole('article').filter({ hasText: 'Needs review' }).first().waitFor(patient(10_000));
  await close();
});

test('a guest may come in as a supervisor; a trainee sees none of it', async () => {
  const { page, close } = await openPage(server);
  await page.getByLabel('Your name').fill('Alex');
  await page.getByLabel('supervise a team').check();
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('heading', { name: 'Team calls' }).waitFor(patient(20_000));
  await close();
  const trainee = await openPage(server, { hash: `#/team&token=${hs256({ sub: newUser() })}` });
  await trainee.page.getByText('There is nothing at this address').waitFor(patient(20_000));
  assert.equal(await trainee.page.getByRole('link', { name: 'Team' }).count(), 0);
  await trainee.close();
});

test('every page of supervisors is decent in light and dark, on a desk and on a phone', async () => {
  const { trainee, boss, org, enter } = team();
  const ana = trainee('Ana Trainee');
  const { id, result } = await played(ana);
  await played(trainee('Ben Learner'), { scenarioId: (await ana.scenarios()).at(-1).id, aloud: false, lines: ['Hello.'] });
  const chief = new Rest(server, { token: boss });
  await chief.post(`/session/${id}/comments`, { timestamp: 4, text: 'A friendly beginning.' });
  await chief.post(`/session/${id}/comments`, { text: 'On the whole: keep going.' });
  const missed = result.evaluation.criteria.find((c) => !c.met && c.weight > 0);
  await chief.put(`/session/${id}/evaluation/criteria/${missed.id}`, { met: true, reason: 'It was said, and not understood.' });
  const running = await ana.start();
  const socket = await CallSocket.join(server, running);
  await socket.say(GREETING);
  assert.ok(org);
  const pages = [
    ['team', '/team', (page) => page.getByRole('article').first()],
    ['team-review', `/team/${id}`, (page) => page.getByText('A friendly beginning.')],
    ['averages', '/averages', (page) => page.locator('.recharts-bar-rectangle').first()],
    ['listen', `/listen/${running.sessionId}`, (page) => page.getByRole('log').getByText(GREETING)],
  ];
  for (const dark of [false, true]) {
    for (const phone of [false, true]) {
      for (const [name, hash, there] of pages) {
        const { page, shot, close } = await enter(hash, { dark, phone, reducedMotion: 'reduce' });
        await there(page).waitFor(patient(30_000));
        await shot(`${name}-${phone ? 'phone' : 'desk'}-${dark ? 'dark' : 'light'}`);
        await assertDecent(page, `${name} ${phone ? 'phone' : 'desk'} ${dark ? 'dark' : 'light'}`);
        await close();
      }
    }
  }
  await ana.end(running.sessionId);
});
