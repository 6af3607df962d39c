// Without a mouse: every page can be walked and used by keys alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { press, tabTo, walk } from './keys.mjs';
import { assertDecent, openPage, patient, startServer } from './lib.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';
let server;
before(async () => { server = await startServer({ set: { 'limits.start.count': 1000, 'limits.end.count': 1000 } }); });
after(() => server.stop());

const lines = (page, speaker) => page.locator(`[role=log] > [data-speaker=${speaker}]:not([data-partial])`);
async function say(page, text) {
  const before = await lines(page, 'customer').count();
  await tabTo(page, page.getByLabel('Type what you say'));
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await lines(page, 'customer').nth(before).waitFor(patient(30_000));
}

test('a trainee goes from the sign-in to the review by keys alone, through every page and every dialog', async () => {
  const { page, shot, close } = await openPage(server, { reducedMotion: 'reduce' });
  await page.getByLabel('Your name').waitFor();
  await walk(page, 'sign-in');
  await tabTo(page, page.getByLabel('Your name'));
  await page.keyboard.type('Sam');
  await page.keyboard.press('Enter');
  await page.getByRole('article').first().waitFor(patient(15_000));
  const choose = await walk(page, 'choose');
  assert.ok(choose.filter((each) => each.startsWith('a ')).length > 50, 'every call is come by');

  await press(page, page.getByRole('button', { name: /Difficulty/ }));
  await page.getByRole('option', { name: 'Intermediate' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^\d+ calls? found$/ }).waitFor();
  await tabTo(page, page.getByLabel('Search calls'));
  await page.keyboard.type('billing dispute');
  await press(page, page.getByRole('list', { name: 'Calls' }).getByRole('link', { name: /Billing Dispute/ }));

  await page.getByRole('button', { name: 'Take the call' }).waitFor(patient(10_000));
  await press(page, page.locator('summary').filter({ hasText: 'Settings of the call' }));
  await walk(page, 'brief');
  await press(page, page.getByRole('button', { name: 'Type instead of talking' }));
  await page.getByText('Robert Johnson is calling').waitFor(patient(15_000));
  await walk(page, 'ringing');
  await page.keyboard.press('Alt+a');
  await page.getByLabel('Type what you say').waitFor(patient(10_000));
  await say(page, GREETING);
  await walk(page, 'call');

  for (const [key, tab] of [['Alt+r', 'Record'], ['Alt+k', 'Knowledge'], ['Alt+n', 'Notes']]) {
    await page.keyboard.press(key);
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
    await page.getByRole('tabpanel', { name: tab }).locator('input, textarea, button').first().waitFor(patient(10_000));
    await walk(page, tab);
  }
  await tabTo(page, page.getByRole('tab', { name: 'Notes' }));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: /Goals/, selected: true }).waitFor();
  await tabTo(page, page.getByRole('checkbox').first());
  await page.keyboard.press('Space');
  assert.ok(await page.getByRole('checkbox').first().isChecked());
  await page.keyboard.press('Alt+n');
  await tabTo(page, page.getByLabel('Note for the file'));
  await page.keyboard.type('Charged 150 dollars too much');
  await press(page, page.getByRole('button', { name: 'Save the note' }));
  await page.getByRole('list', { name: 'Saved notes' }).getByText('Charged 150 dollars too much').waitFor();

  for (const [key, name] of [['Alt+q', 'Keys'], ['Alt+t', 'Transfer the customer'], ['Alt+s', 'Bring in a supervisor'], ['Alt+x', 'End the call']]) {
    await tabTo(page, page.getByRole('button', { name: 'Keys' }));
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    await walk(page, name, { within: '[role=dialog]' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement.matches('footer button[data-name=keys]'), null, patient(5000)); // the focus goes back
  }
  await shot('call-keys', false);

  await page.keyboard.press('Alt+x');
  await tabTo(page, page.getByRole('button', { name: /How did it end/ }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'It could not be solved' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await press(page, page.getByText('Somebody must follow up').locator('xpath=ancestor-or-self::label').getByRole('switch'), 'Space');
  await press(page, page.getByRole('button', { name: 'End and see the review' }));
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(20_000));
  await page.waitForFunction(() => document.activeElement.matches('main h1'), null, patient(5000)); // a page that is come to is read from its heading
  await press(page, page.getByRole('button', { name: 'Show every check' }));
  await walk(page, 'review');
  const slider = page.getByRole('slider', { name: 'Position in the recording' });
  await tabTo(page, slider);
  await page.waitForFunction(() => document.querySelector('audio').readyState >= 1, null, patient(10_000));
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('audio').currentTime > 0, null, patient(5000));
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelector('audio').currentTime === 0, null, patient(5000));
  await press(page, page.getByRole('button', { name: /^Play at/ }).first());
  await page.waitForFunction(() => !document.querySelector('audio').paused, null, patient(5000));
  await press(page, page.getByRole('button', { name: 'Pause' }));

  await press(page, page.getByRole('link', { name: 'Progress' }));
  await page.getByRole('heading', { name: 'Your calls' }).waitFor(patient(10_000));
  await walk(page, 'progress');
  await press(page, page.getByRole('button', { name: 'Account of Sam' }));
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Kind of call' }).waitFor(patient(10_000));
  await walk(page, 'settings');
  await press(page, page.getByRole('group', { name: 'Kind of call' }).getByRole('button', { name: 'Billing' }), 'Space');
  await page.getByText('Saved.').waitFor(patient(10_000));
  await page.goto(`${server.url}/#/nowhere/at/all`);
  await page.getByText('There is nothing at this address').waitFor();
  await walk(page, 'nowhere');
  await close();
});

test('a call is transferred and a supervisor brought in, by keys, and the customer answers to both', async () => {
  const { page, frames, shot, close } = await openPage(server, { hash: `#/brief/scn_abc123&token=${hs256({ sub: newUser(), name: 'Sam' })}` });
  await press(page, page.getByRole('button', { name: 'Type instead of talking' }));
  await page.getByText('Robert Johnson is calling').waitFor(patient(15_000));
  await page.keyboard.press('Alt+a');
  await say(page, GREETING);
  await page.keyboard.press('Alt+s');
  const escalate = page.getByRole('dialog', { name: 'Bring in a supervisor' });
  await tabTo(page, escalate.getByLabel(/Reason/));
  await page.keyboard.type('He wants more than I may give');
  await page.keyboard.press('Enter');
  await escalate.waitFor({ state: 'detached' });
  await page.getByRole('status').filter({ hasText: /^Escalated$/ }).waitFor(patient(15_000));
  await shot('call-escalated', false);
  await assertDecent(page, 'an escalated call');
  const escalated = frames.sent.find((e) => e.type === 'action' && e.action === 'escalate');
  assert.deepEqual(escalated.data, { reason: 'He wants more than I may give' });
  const before = await lines(page, 'customer').count();
  await page.keyboard.press('Alt+t');
  const transfer = page.getByRole('dialog', { name: 'Transfer the customer' });
  await tabTo(page, transfer.getByRole('button', { name: /To/ }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Billing' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await tabTo(page, transfer.getByLabel(/Reason/));
  await page.keyboard.type('The fee is theirs to undo');
  await page.keyboard.press('Enter');
  await transfer.waitFor({ state: 'detached' });
  await page.getByRole('status').filter({ hasText: /^Transferring$/ }).waitFor(patient(15_000));
  await shot('call-transferring', false);
  assert.deepEqual(frames.sent.find((e) => e.type === 'action' && e.action === 'transfer').data, { to: 'billing', reason: 'The fee is theirs to undo' });
  assert.ok(await lines(page, 'customer').count() >= before);
  await page.keyboard.press('Alt+x');
  await press(page, page.getByRole('button', { name: 'End and see the review' }));
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  await close();
});

test('a supervisor comments, overrules and listens by keys alone, on every page of theirs', async () => {
  const org = `browser_${process.pid}_keys`;
  const ana = new Rest(server, { org, name: 'Ana Trainee' });
  const ended = await ana.start();
  await (await CallSocket.join(server, ended)).say(GREETING);
  const { evaluation } = await ana.end(ended.sessionId);
  const running = await ana.start();
  await (await CallSocket.join(server, running)).say(GREETING);
  const boss = hs256({ sub: newUser('boss'), role: 'supervisor', name: 'Alex Boss', org });
  const { page, close } = await openPage(server, { hash: `#/team&token=${boss}`, reducedMotion: 'reduce' });
  await page.getByRole('article').nth(1).waitFor(patient(20_000));
  await walk(page, 'team');
  await press(page, page.getByRole('button', { name: /State/ }));
  await page.getByRole('option', { name: 'Ended' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByText('1 call', { exact: true }).waitFor(patient(10_000));
  await press(page, page.getByRole('link', { name: 'Ana Trainee' }));
  await page.getByRole('heading', { name: 'What was said' }).waitFor(patient(20_000));
  await walk(page, 'review');
  await press(page, page.getByRole('button', { name: /^Comment at/ }).first());
  await page.getByRole('dialog').waitFor();
  await walk(page, 'a comment', { within: '[role=dialog]' });
  await tabTo(page, page.getByRole('dialog').getByRole('textbox'));
  await page.keyboard.type('A friendly beginning.');
  await press(page, page.getByRole('button', { name: 'Save' }));
  await page.getByText('A friendly beginning.').waitFor(patient(10_000));
  const check = evaluation.criteria.find((each) => !each.met && each.weight > 0);
  await press(page, page.getByRole('button', { name: 'Show every check' }));
  await press(page, page.getByRole('button', { name: `Overrule: ${check.label}`, exact: true }));
  await tabTo(page, page.getByRole('dialog').getByLabel(/Reason/));
  await page.keyboard.type('It was said.');
  await press(page, page.getByRole('button', { name: 'Save' }));
  await page.getByText('Alex Boss: met, 100 of 100').waitFor(patient(10_000));
  await page.goto(`${server.url}/#/listen/${running.sessionId}`);
  await page.getByRole('log').getByText(GREETING).waitFor(patient(20_000));
  await walk(page, 'listen');
  await press(page, page.getByRole('button', { name: 'Turn the sound on' }), 'Space');
  await page.getByRole('button', { name: 'Turn the sound off' }).waitFor(patient(10_000));
  await page.goto(`${server.url}/#/averages`);
  await page.getByRole('heading', { name: 'By trainee' }).waitFor(patient(20_000));
  await walk(page, 'averages');
  await ana.end(running.sessionId);
  await close();
});
