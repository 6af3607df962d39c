// Debian's Chromium with a microphone made of a file, on the first page of a real server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { bytesOf, joined } from '../system/lib/audio.mjs';
import { root } from '../system/lib/contract.mjs';

const shots = path.join(root, 'build/screenshots');

/** A 48 kHz WAV in build/ that the fake microphone plays once. */
export function microphoneFile(name, ...parts) {
  const file = path.join(root, 'build/test-audio', `${name}.wav`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  execFileSync('sox', ['-t', 'raw', '-r', '16000', '-c', '1', '-b', '16', '-e', 'signed', '-', '-r', '48000', file], { input: bytesOf(joined(...parts)) });
  return file;
}

/** `microphone`: a WAV file, or null for one that is denied. */
export async function openPage(server, { microphone = null, phone = false, dark = false } = {}) {
  const fake = microphone ? ['--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${microphone}%noloop`] : ['--deny-permission-prompts'];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--use-fake-device-for-media-stream', ...fake, '--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
  });
  const context = await browser.newContext({ viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 860 }, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (m) => { if (m.type() === 'error') complaints.push(`${m.text()} ${m.location().url}`); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const frames = { sent: [], received: [] };
  page.on('websocket', (socket) => {
    const keep = (list) => ({ payload }) => { try { list.push(JSON.parse(payload)); } catch { complaints.push('a frame that is no JSON'); } };
    socket.on('framesent', keep(frames.sent));
    socket.on('framereceived', keep(frames.received));
  });
  await page.goto(`${server.url}/`);
  return {
    page, frames, complaints,
    shot: async (name) => { fs.mkdirSync(shots, { recursive: true }); await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true }); },
    close: async () => { await browser.close(); assert.deepEqual(complaints, []); },
  };
}

export async function signInAndChoose(page, name = /Billing Dispute/) {
  await page.getByLabel(/Your name/).fill('Sam');
  await page.getByRole('button', { name: 'Start practising' }).click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: 'Take the call' }).waitFor();
}

/** Nothing stands out of a narrow screen, every control has a name, and the view has one heading of the first rank. */
export async function assertDecent(page) {
  const found = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    nameless: [...document.querySelectorAll('button, input, select, [role=meter], audio:not([controls])')]
      .filter((n) => n.offsetParent && !(n.textContent.trim() || n.ariaLabel || n.labels?.length)).map((n) => n.outerHTML.slice(0, 120)),
    headings: document.querySelectorAll('main h1').length,
    inline: document.querySelectorAll('script:not([src]), style').length,
  }));
  assert.deepEqual(found, { overflow: 0, nameless: [], headings: 1, inline: 0 });
}
