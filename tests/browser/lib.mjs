// Debian's Chromium with a microphone made of a file, in the web app of a real server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { bytesOf, joined } from '../system/lib/audio.mjs';
import { root } from '../system/lib/contract.mjs';
import { PATIENCE, Server } from '../system/lib/server.mjs';

export const shots = path.join(root, 'build/screenshots');
const axe = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
export const builtApp = path.join(root, 'web/dist');
const browsers = new Set();
// A test that failed leaves its browser open, and an open browser keeps the run from ending.
after(() => Promise.all([...browsers].map((browser) => browser.close().catch(() => {}))));
export const patient = (ms) => ({ timeout: ms * PATIENCE });

/** The binary with the app as this checkout builds it. */
export function startServer({ set = {}, ...options } = {}) {
  assert.ok(fs.existsSync(path.join(builtApp, 'index.html')), 'the web app is not built: npm run build -w sdk && npm run build -w web');
  return Server.start({ set: { 'web.directory': builtApp, ...set }, ...options });
}

/** A 48 kHz WAV in build/ that the fake microphone plays once. */
export function microphoneFile(name, ...parts) {
  const file = path.join(root, 'build/test-audio', `${name}.wav`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  execFileSync('sox', ['-t', 'raw', '-r', '16000', '-c', '1', '-b', '16', '-e', 'signed', '-', '-r', '48000', file], { input: bytesOf(joined(...parts)) });
  return file;
}

/** Keeps both directions of every WebSocket. */
function listen(page, complaints) {
  const frames = { sent: [], received: [] };
  page.on('websocket', (socket) => {
    const keep = (list) => ({ payload }) => { try { list.push(JSON.parse(payload)); } catch { complaints.push('a frame that is no JSON'); } };
    socket.on('framesent', keep(frames.sent));
    socket.on('framereceived', keep(frames.received));
  });
  return frames;
}

/** `microphone`: a WAV file (played once, or again and again with `loop`), `'beeps'` for the browser's own, or null for one that is denied. `prepare` sees the page before it goes to `at`. */
export async function openPage(server, { microphone = null, loop = false, phone = false, dark = false, at = '/', hash = '', reducedMotion = 'no-preference', prepare = () => {} } = {}) {
  const fake = microphone === null ? ['--deny-permission-prompts'] : ['--use-fake-ui-for-media-stream',
    ...(microphone === 'beeps' ? [] : [`--use-file-for-fake-audio-capture=${microphone}${loop ? '' : '%noloop'}`])];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--use-fake-device-for-media-stream', ...fake, '--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
  });
  browsers.add(browser);
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 860 }, colorScheme: dark ? 'dark' : 'light', reducedMotion, bypassCSP: false,
  });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (m) => { if (m.type() === 'error' || /Content Security Policy/.test(m.text())) complaints.push(`${m.text()} ${m.location().url}`); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  const frames = listen(page, complaints);
  await prepare(page);
  await page.goto(`${server.url}${at}${hash}`);
  return {
    page, frames, complaints, requests, context,
    shot: async (name, fullPage = true) => { fs.mkdirSync(shots, { recursive: true }); await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage }); },
    /** Ends the browser. Nothing was complained of, no policy was hurt, and nobody else was asked for anything. */
    close: async () => {
      await browser.close();
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:') && !url.startsWith('ws')), []);
    },
  };
}

export async function signIn(page, name = 'Sam') {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('heading', { name: 'Who is on the line?' }).waitFor();
  await page.getByRole('article').first().waitFor();
}

/** From the calls to the briefing of the design's own example. */
export async function openBriefing(page) {
  await page.getByLabel('Search calls').fill('angry customer billing dispute');
  await page.getByRole('list', { name: 'Calls' }).getByRole('link', { name: /Billing Dispute/ }).click();
  await page.getByRole('button', { name: 'Take the call' }).waitFor();
}

/** Nothing stands out of the screen, one heading of the first rank, nothing inline, and no violation that axe finds. */
export async function assertDecent(page, what) {
  const found = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('main h1').length,
    inline: document.querySelectorAll('script:not([src]), style').length,
  }));
  assert.deepEqual(found, { overflow: 0, headings: 1, inline: 0 }, what);
  // Through the debugger, not as a script element: the policy would rightly refuse that one.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.help} — ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.failureSummary}`).slice(0, 3).join(' | ')}`), [], what);
}
