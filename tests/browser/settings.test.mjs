// How one likes it: what is chosen counts at once, is kept, and is what calls go by.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { assertDecent, openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

test('what one wants to practise is kept by the server and comes first among the calls', async () => {
  const token = hs256({ sub: newUser(), name: 'Sam' });
  const { page, shot, close } = await openPage(server, { hash: `#/settings&token=${token}`, reducedMotion: 'reduce' });
  const kind = page.getByRole('group', { name: 'Kind of call' });
  await kind.getByRole('button', { name: 'Technical' }).click();
  await page.getByRole('group', { name: 'Industry' }).getByRole('button', { name: 'Healthcare' }).click();
  await page.getByText('Saved.').waitFor(patient(10_000));
  await shot('settings-desk-light');
  await assertDecent(page, 'settings');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('fieldset [aria-pressed=true]')?.textContent === 'Technical', null, patient(10_000));
  const { data } = await (await fetch(`${server.api}/me`, { headers: { Authorization: `Bearer ${token}` } })).json();
  assert.deepEqual([data.preferences.categories, data.preferences.industries], [['technical'], ['healthcare']]);
  await page.getByRole('link', { name: 'Practise' }).click();
  const first = page.getByRole('list', { name: 'Recommended for you' }).getByRole('article').first();
  await first.waitFor(patient(10_000));
  assert.match(await first.innerText(), /Technical/);
  await close();
});

test('captions grow, the theme and the movement change, hints go, and typing becomes the first way into a call', async () => {
  const { page, close } = await openPage(server);
  await signIn(page);
  await page.getByRole('button', { name: 'Account of Sam' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const choose = async (list, option) => {
    await page.getByRole('button', { name: list }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose(/Size of the captions/, 'Very large');
  await choose(/Colours/, 'Dark');
  await page.getByText('Less movement').click();
  await page.getByText('I type instead of talking').click();
  await page.getByText('Show hints while I talk').click();
  await assertDecent(page, 'settings, changed');
  await page.reload();
  assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), { captions: 'largest', motion: 'reduced', theme: 'dark' });
  await page.getByRole('link', { name: 'Practise' }).click();
  await openBriefing(page);
  const typed = page.getByRole('button', { name: 'Type instead of talking' });
  assert.match(await typed.getAttribute('class'), /primary/);
  await typed.click();
  await page.getByRole('button', { name: /^Answer/ }).click(patient(10_000));
  await page.getByLabel('Type what you say').fill('Thank you for calling, my name is Sam.');
  await page.keyboard.press('Enter');
  const line = page.locator('[data-speaker=agent] > span').first();
  await line.waitFor(patient(10_000));
  assert.ok(await line.evaluate((node) => parseFloat(getComputedStyle(node).fontSize)) >= 22);
  assert.equal(await page.getByRole('heading', { name: 'Hints' }).count(), 0);
  await close();
});

test('a microphone that is chosen once is the one that calls open', async () => {
  const { page, close } = await openPage(server, { microphone: 'beeps', prepare: (page) => page.addInitScript(() => {
    window.asked = [];
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) => { window.asked.push(wanted.audio.deviceId?.exact ?? null); return original(wanted); };
  }) });
  await signIn(page);
  await page.goto(`${server.url}/#/settings`);
  await page.getByRole('button', { name: 'Check the microphone' }).click();
  await page.getByRole('meter', { name: 'Microphone level' }).waitFor(patient(10_000));
  await page.getByRole('button', { name: /Device/ }).first().click();
  await page.getByRole('option').last().click();
  await page.waitForFunction(() => window.asked.length === 2);
  const chosen = await page.evaluate(() => window.asked[1]);
  assert.ok(chosen);
  await page.goto(`${server.url}/#/`);
  await page.reload();
  await openBriefing(page);
  await page.getByRole('button', { name: 'Check the microphone' }).click();
  await page.waitForFunction(() => window.asked.length === 1);
  assert.equal(await page.evaluate(() => window.asked[0]), chosen);
  await close();
});
