// What a screen reader is given: every word of the call once, how the customer takes it, the state of the line; and a name for every control.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { openBriefing, openPage, patient, signIn, startServer } from './lib.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you?';
const SORRY = 'I am so sorry about the wrong charge on your bill, Robert. I understand how frustrating that is after five years with us.';
let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

/** Keeps what live regions say, as a screen reader would: what is added to them, unless it is hidden from it. */
const heedLiveRegions = (page) => page.addInitScript(() => {
  globalThis.heard = [];
  const live = '[role=log], [role=status], [role=alert], [aria-live]:not([aria-live=off])';
  const say = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (!element || element.closest('[aria-hidden=true]')) return;
    const region = element.closest(live) ?? null;
    const inner = node.nodeType === 1 && !region ? [...element.querySelectorAll('[role=alert]')] : region ? [node] : [];
    for (const each of inner) {
      const spoken = each.nodeType === 1 ? [...each.querySelectorAll('[aria-hidden=true]')].reduce((text, hidden) => text.replace(hidden.textContent, ''), each.textContent) : each.textContent;
      if (spoken.trim()) globalThis.heard.push(spoken.replace(/\s+/g, ' ').trim());
    }
  };
  document.addEventListener('DOMContentLoaded', () => new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) type === 'characterData' ? say(target) : addedNodes.forEach(say);
  }).observe(document.body, { childList: true, subtree: true, characterData: true }));
});
const heard = (page) => page.evaluate(() => globalThis.heard);
const hears = (page, pattern) => page.waitForFunction((text) => globalThis.heard.some((each) => new RegExp(text).test(each)), pattern.source, patient(20_000))
  .catch(async () => assert.fail(`not heard: ${pattern}; heard ${JSON.stringify(await heard(page))}`));

test('a call is heard: each line once and whole, the mood, the goals, holds, the line that is lost and found, and the end', async () => {
  const { page, frames, complaints, close } = await openPage(server, { prepare: heedLiveRegions });
  await signIn(page);
  await openBriefing(page);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await hears(page, /^The phone rings: Robert Johnson\.$/);
  await page.getByRole('button', { name: /^Answer/ }).click();
  for (const text of [GREETING, SORRY]) {
    const customers = page.locator('[role=log] > [data-speaker=customer]:not([data-partial])');
    const before = await customers.count();
    await page.getByLabel('Type what you say').fill(text);
    await page.keyboard.press('Enter');
    await customers.nth(before).waitFor(patient(30_000));
  }
  await hears(page, /^On the line$/);
  await hears(page, /^Robert Johnson is (calm|pleased|angry|frustrated), mood \d+ of 100\.$/);
  await hears(page, /^Goal reached: .+\. \d of 4\.$/);
  const finals = frames.received.filter((e) => e.type === 'transcript' && e.final && e.text.trim());
  const all = await heard(page);
  for (const { text } of finals) assert.equal(all.filter((each) => each.includes(text)).length, 1, `${text}: heard ${JSON.stringify(all)}`);
  const partials = frames.received.filter((e) => e.type === 'transcript' && !e.final && e.text.trim() && !finals.some((f) => f.text.includes(e.text.replace(/ ?…$/, ''))));
  for (const { text } of partials) assert.ok(!all.some((each) => each.endsWith(text)), `a word that still changed was said: ${text}`);
  await page.keyboard.press('Alt+h');
  await hears(page, /^On hold$/);
  await page.keyboard.press('Alt+h');
  await server.kill();
  await hears(page, /^The connection was lost\. Joining the call again/);
  await server.start();
  await page.getByText('The connection was lost.').waitFor({ state: 'detached', ...patient(30_000) });
  await page.keyboard.press('Alt+x');
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await hears(page, /^The call is heard again and judged/);
  await page.getByRole('heading', { name: /^Review:/ }).waitFor(patient(40_000));
  // What came out of the loudspeaker is reported to the sample: a line that was played whole has its own length.
  const cut = new Set(frames.received.filter((e) => e.type === 'audio:clear').map((e) => e.utteranceId));
  const played = frames.sent.filter((e) => e.type === 'audio:played' && !cut.has(e.utteranceId) && e.ms > 0);
  const lasted = ({ utteranceId }) => {
    const pieces = frames.received.filter((e) => e.type === 'audio:customer' && e.utteranceId === utteranceId);
    return pieces.at(-1).final ? Math.round(pieces.reduce((sum, e) => sum + Buffer.from(e.data, 'base64').length / 2, 0) * 1000 / pieces[0].sampleRate) : null;
  };
  const whole = played.map((each) => [each.ms, lasted(each)]).filter(([, length]) => length !== null);
  assert.ok(whole.length >= 1, JSON.stringify(played));
  assert.ok(whole.some(([ms, length]) => ms === length), JSON.stringify(whole));
  for (const [ms, length] of whole) assert.ok(ms <= length, `${ms} ms heard of ${length}`);
  complaints.splice(0, complaints.length, ...complaints.filter((c) => !/WebSocket connection|ERR_CONNECTION/.test(c)));
  await close();
});

/** The page as its roles and names, a line each, without what is inside of those. */
async function outline(page, ...roles) {
  const tree = await page.locator('body').ariaSnapshot();
  return tree.split('\n').map((line) => line.trim().replace(/^- /, '').replace(/^'(.*)'(:.*)?$/, '$1').replace(/^(\w+ "[^"]*"[^:]*):.*$/, '$1').replace(/:$/, '')).filter((line) => roles.some((role) => line.startsWith(`${role} `) || line === role));
}

test('every control and region has a role and a name of its own', async () => {
  const { page, close } = await openPage(server, { hash: `#/&token=${hs256({ sub: newUser(), name: 'Sam' })}`, reducedMotion: 'reduce' });
  await page.getByRole('article').first().waitFor(patient(15_000));
  const choose = await outline(page, 'banner', 'navigation', 'main', 'heading', 'searchbox', 'list');
  for (const line of ['banner', 'navigation "Main"', 'main', 'heading "Who is on the line?" [level=1]', 'heading "Recommended for you" [level=2]', 'searchbox "Search calls"', 'list "Recommended for you"', 'list "Calls"'])
    assert.ok(choose.includes(line), `${line} in ${choose.join(' | ')}`);
  await openBriefing(page);
  const brief = await outline(page, 'heading', 'button', 'complementary');
  for (const line of ['complementary "Get ready"', 'button "Take the call"', 'button "Type instead of talking"', 'button "Check the microphone"', 'button "Play a sound"', 'heading "The situation" [level=2]'])
    assert.ok(brief.includes(line), `${line} in ${brief.join(' | ')}`);
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByRole('button', { name: /^Answer/ }).click(patient(15_000));
  await page.getByLabel('Type what you say').fill(GREETING);
  await page.keyboard.press('Enter');
  await page.locator('[role=log] > [data-speaker=customer]:not([data-partial])').first().waitFor(patient(30_000));
  assert.deepEqual(await outline(page, 'heading', 'region', 'log', 'meter', 'img', 'tablist', 'tab', 'timer', 'textbox').then((lines) => lines.map((line) => line.replace(/(img "Robert Johnson: )\w+/, '$1…'))), [
    'heading "Call with Robert Johnson" [level=1]',
    'timer "Time of the call"',
    'region "Customer"',
    'img "Robert Johnson: …"',
    'meter "Mood"',
    'meter "Satisfaction"',
    'heading "What you want to reach 0/4" [level=2]',
    'heading "Hints" [level=2]',
    'region "What is said"',
    'log "What is said"',
    'textbox "Type what you say"',
    'tablist "Beside the phone"',
    'tab "Profile" [selected]',
    'tab "Record"',
    'tab "Goals"',
    'tab "Knowledge"',
    'tab "Notes"',
    'heading "What you may offer" [level=2]',
  ]);
  const controls = await outline(page, 'button');
  for (const name of ['Mute', 'Hold', 'Transfer', 'Supervisor', 'Speak', 'Keys', 'End call']) assert.ok(controls.some((line) => line.startsWith(`button "${name}"`)), `${name} in ${controls.join(' | ')}`);
  await page.keyboard.press('Alt+x');
  await page.getByRole('button', { name: 'End and see the review' }).click();
  await page.getByRole('heading', { name: 'Hear it again' }).waitFor(patient(40_000));
  const review = await outline(page, 'heading', 'slider', 'meter', 'list', 'group');
  for (const line of ['heading "Review: Angry Customer – Billing Dispute" [level=1]', 'heading "What to say better" [level=2]', 'heading "Every check and what it rests on" [level=2]', 'group "Speed"', 'list "Transcript"', 'list "What moved the mood"'])
    assert.ok(review.some((each) => each.replace(/\u00a0/g, ' ') === line), `${line} in ${review.join(' | ')}`);
  assert.ok(review.some((line) => line.startsWith('slider "Position in the recording"')));
  for (const name of ['Greeting', 'Listening', 'Solution', 'Communication', 'Empathy', 'Closing']) assert.ok(review.some((line) => line.startsWith(`meter "${name}"`)), name);
  // Nothing that can be pressed is without a name, on any page.
  for (const hash of ['/', '/progress', '/settings']) {
    await page.goto(`${server.url}/#${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor(patient(10_000));
    const nameless = (await outline(page, 'button', 'link', 'checkbox', 'switch', 'searchbox', 'combobox')).filter((line) => !/^\w+ "./.test(line));
    assert.deepEqual(nameless, [], hash);
  }
  await close();
});
