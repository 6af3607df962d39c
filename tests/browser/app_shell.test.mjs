// What holds for every page: who may come in, the policy, what is loaded first, and that it can be used by everybody.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { hs256 } from '../system/lib/tokens.mjs';
import { assertDecent, builtApp, openPage, patient, signIn, startServer } from './lib.mjs';

const FIRST_LOAD = 250 * 1024;
let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

test('the first load, up to the calls to choose from, is at most 250 kB and asks nobody else', async () => {
  const { page, close, context } = await openPage(server);
  const debug = await context.newCDPSession(page);
  await debug.send('Network.enable');
  let bytes = 0;
  debug.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.reload();
  await signIn(page);
  await page.waitForLoadState('networkidle');
  assert.ok(bytes > 50 * 1024, `${bytes} bytes: the measurement saw nothing`);
  assert.ok(bytes <= FIRST_LOAD, `${(bytes / 1024).toFixed(0)} kB`);
  await close();
});

test('files named by their hash are kept for ever, the page itself is asked for anew', async () => {
  const page = await fetch(`${server.url}/`);
  assert.equal(page.headers.get('Cache-Control'), 'no-cache');
  const policy = page.headers.get('Content-Security-Policy');
  for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "object-src 'none'"]) assert.ok(policy.includes(part), part);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  const script = fs.readdirSync(path.join(builtApp, 'assets')).find((name) => /^index-.*\.js$/.test(name));
  const answer = await fetch(`${server.url}/assets/${script}`, { headers: { 'Accept-Encoding': 'gzip' } });
  assert.match(answer.headers.get('Cache-Control'), /immutable/);
  assert.equal(answer.headers.get('Content-Encoding'), 'gzip');
  assert.equal(await answer.text(), fs.readFileSync(path.join(builtApp, 'assets', script), 'utf8'));
});

for (const dark of [false, true]) {
  test(`signing in and choosing are decent in the ${dark ? 'dark' : 'light'}, on a desk and on a phone`, async () => {
    for (const phone of [false, true]) {
      const { page, shot, close } = await openPage(server, { dark, phone, reducedMotion: 'reduce' });
      const name = `${phone ? 'phone' : 'desk'}-${dark ? 'dark' : 'light'}`;
      await page.getByLabel('Your name').waitFor();
      await shot(`sign-in-${name}`);
      await assertDecent(page, 'sign-in');
      await signIn(page);
      await shot(`choose-${name}`, false);
      await assertDecent(page, 'choose');
      await close();
    }
  });
}

test('filters and the search narrow the calls, and say so when nothing is left', async () => {
  const { page, close } = await openPage(server);
  await signIn(page);
  const calls = page.getByRole('list', { name: 'Calls' }).getByRole('article');
  const all = await calls.count();
  await page.getByRole('button', { name: 'Complaints', exact: true }).click();
  await page.getByRole('heading', { name: /^\d+ calls found$/ }).waitFor();
  assert.ok(await calls.count() < all);
  await page.getByRole('button', { name: /Difficulty/ }).click();
  await page.getByRole('option', { name: 'Intermediate' }).click();
  await page.getByLabel('Search calls').fill('billing dispute');
  await page.getByRole('heading', { name: /^\d+ calls? found$/ }).waitFor();
  assert.match(await calls.first().innerText(), /Billing Dispute/);
  await page.getByLabel('Search calls').fill('zebra');
  await page.getByRole('heading', { name: 'No call matches' }).waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByRole('heading', { name: `${all} more calls` }).waitFor();
  await close();
});

test('a token in the address signs in and is taken out of it; signing out forgets it', async () => {
  const token = hs256({ sub: 'user_7', name: 'Alex Doe' });
  const { page, close } = await openPage(server, { hash: `#token=${token}` });
  await page.getByRole('heading', { name: 'Who is on the line?' }).waitFor();
  assert.doesNotMatch(page.url(), /token/);
  await page.reload();
  await page.getByRole('button', { name: 'Account of Alex Doe' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Your name').waitFor();
  await page.reload();
  await page.getByLabel('Your name').waitFor();
  await close();
});

test('a server without guests asks for a token and says what is wrong with a bad one', async () => {
  const strict = await startServer({ profile: 'production' });
  const { page, complaints, close } = await openPage(strict);
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByText('nobody in without an access token').waitFor();
  await page.getByLabel('Access token').fill('nonsense');
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByText(/no token/).waitFor();
  await page.getByLabel('Access token').fill(hs256({}, { secret: 'a-secret-that-is-another-one-000000000' }));
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('alert').filter({ hasText: /token|signature|sign/i }).waitFor(patient(10_000));
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/40[14]/.test(c)));
  await close();
  await strict.stop();
});

test('pages hold at 320 px (a desk at four times the size), with more contrast, and in the system\'s own colours', async () => {
  const { page, close } = await openPage(server, { reducedMotion: 'reduce' });
  await signIn(page);
  const pages = [
    ['/', () => page.getByRole('article').first()],
    ['/brief/scn_abc123', () => page.getByRole('button', { name: 'Take the call' })],
    ['/progress', () => page.getByRole('heading', { name: 'No call yet' })],
    ['/settings', () => page.getByRole('group', { name: 'Kind of call' })],
  ];
  for (const [size, media] of [[{ width: 320, height: 640 }, {}], [{ width: 640, height: 430 }, {}], [{ width: 1280, height: 860 }, { contrast: 'more' }], [{ width: 1280, height: 860 }, { forcedColors: 'active' }]]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ contrast: null, forcedColors: null, reducedMotion: 'reduce', ...media });
    for (const [hash, there] of pages) {
      await page.goto(`${server.url}/#${hash}`);
      await there().waitFor(patient(10_000));
      await assertDecent(page, `${hash} at ${size.width} px, ${JSON.stringify(media)}`);
    }
  }
  await close();
});
