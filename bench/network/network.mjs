// Calls over bad networks, all of it real: Chromium with the SDK, the embedded recogniser and voices, Opus, SRTP, both jitter buffers, the
// fallback to the WebSocket. Only the network is simulated, by a relay on loopback that a seed makes the same every time.
//   node bench/network/network.mjs [--calls N] [--seed N] [--only WORD] [--json FILE]     MOCKCALL_BINARY=build/release/mockcall
// Wants sdk/dist (npm run build -w sdk), Chromium, sox, ffmpeg and espeak-ng. A call takes about a minute and a half.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { RATE, bytesOf, decodeFile, levels, offsetOf, speech, wordErrors } from '../../tests/system/lib/audio.mjs';
import { root } from '../../tests/system/lib/contract.mjs';
import { Server, freePort } from '../../tests/system/lib/server.mjs';
import { Relay } from './relay.mjs';

const { values: options } = parseArgs({ options: { calls: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, only: { type: 'string' }, json: { type: 'string' } } });

const LINES = ['Thank you for calling, my name is Sam, how may I help you today?', 'I am sorry to hear that, let me look into this for you right away.',
  'May I have your account number please?', 'I can see the charge on your bill and I understand why you are upset.', 'Could you tell me when you first noticed the problem?',
  'That was our mistake, and I apologize for it.', 'I will credit the full amount to your account today.', 'You will get an email about it by tomorrow evening.',
  'Does that sound good to you?', 'Let me repeat what we agreed on.', 'Is there anything else I can help you with?'];
const VOICES = [{ voice: 'en-us', speed: 150 }, { voice: 'en-us+f3', speed: 150 }, { voice: 'en-gb', speed: 145 }];
const TROUBLE_AT = 3; // with this line begins what happens once in a call

const NETWORKS = {
  clean: { shape: {} },
  '5 % random loss': { shape: { loss: 0.05, jitter: 10 } },
  '10 % loss in bursts of 60 ms': { shape: { burstStart: 0.037, burstEnd: 1 / 3, jitter: 10 } },
  '200 ms jitter, in order': { shape: { jitter: 200 } },
  '200 ms jitter, reordered': { shape: { jitter: 200, reorders: true } },
  'reordering (60 ms)': { shape: { jitter: 60, reorders: true } },
  'an outage of 3 s': { shape: { jitter: 10 }, trouble: (relay) => relay.outage(3_000) },
  'another address in mid-call': { shape: { jitter: 10 }, trouble: (relay) => relay.comeFrom('127.0.0.9') },
  'a loudspeaker': { shape: { jitter: 10 }, echo: '-16,120' },
  'a loudspeaker, 3 % random loss': { shape: { loss: 0.03, jitter: 10 }, echo: '-16,120' },
};

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const percentile = (values, p) => values.slice().sort((a, b) => a - b)[Math.round(p / 100 * (values.length - 1))] ?? NaN;

/** Our page beside the SDK as it is built. */
function pages() {
  const to = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-network-'));
  fs.cpSync(path.join(root, 'bench/network/page'), to, { recursive: true });
  fs.cpSync(path.join(root, 'sdk/dist'), path.join(to, 'sdk'), { recursive: true });
  const client = path.join(to, 'sdk/client.js'); // what a bundler does with the package's own import
  fs.writeFileSync(client, fs.readFileSync(client, 'utf8').replace(/(['"])#websocket\1/, "'./socket/global.js'"));
  return to;
}

/** Resolves once the customer has been silent for `quiet` ms; false after `within`. */
const customerQuiet = (page, quiet = 1_500, within = 30_000) => page.waitForFunction((ms) => performance.now() - window.call.heardAt > ms, quiet, { timeout: within, polling: 50 }).then(() => true, () => false);

/** One line of the agent's, and how the customer took it. */
async function turn(page, pcm, trouble) {
  await customerQuiet(page);
  const said = page.evaluate((text) => window.call.say(text), bytesOf(pcm).toString('base64'));
  if (trouble) await pause(600).then(trouble);
  const { begin, end } = await said;
  const answered = await page.waitForFunction((from) => window.call.startedAt.find((at) => at > from), begin, { timeout: 12_000, polling: 20 }).then((handle) => handle.jsonValue(), () => undefined);
  return { begin, end, answered };
}

/** The line that begins as the sentence does: one that a pause was taken for the end of has only its beginning. */
function lineOf(text, lines) {
  const words = text.split(' ');
  const unlike = (line) => { const n = line.text.split(' ').length; return n < 3 ? 1 : wordErrors(words.slice(0, n).join(' '), line.text).rate; };
  const best = lines.reduce((least, line) => (!least || unlike(line) < unlike(least) ? line : least), undefined);
  return best && unlike(best) < 0.5 ? best : undefined;
}

/** Where the transcript and the recording place what was said, seconds: against each other, and against when it was said. */
function places(turns, lines, recording) {
  const between = [];
  const placed = [];
  for (const { text, pcm, begin } of turns) {
    const told = lineOf(text, lines);
    if (!told) continue;
    const { offset, match } = offsetOf(pcm, recording, told.timestamp, 1.5);
    if (match < 0.3) continue;
    between.push(Math.abs(offset));
    placed.push({ said: begin / 1000, at: told.timestamp + offset });
  }
  const shifts = placed.map(({ said, at }) => at - said).sort((a, b) => a - b);
  const usual = shifts[shifts.length >> 1];
  return { between, moved: shifts.map((shift) => Math.abs(shift - usual)) };
}

/** How much of the customer's voice the microphone has, dB: that the loudspeaker was heard at all. */
function comesBack(agent, customer) {
  const [back, played] = [levels(agent, 20), levels(customer, 20)];
  const loud = played.map((level, i) => ({ level, back: back[i] ?? 0 })).filter(({ level }) => level > 500);
  return 20 * Math.log10(Math.max(1, percentile(loud.map((each) => each.back), 50)) / percentile(loud.map((each) => each.level), 50));
}

/** What was done to the customer while the agent said nothing. */
const byNobody = (events, turns, type) => events.filter((e) => e.type === type && !turns.some(({ begin, end }) => e.at > begin - 200 && e.at < end + 2_000)).length;

const figure = (text, name) => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1) ?? 0);

async function oneCall(browser, directory, network, seed, voice) {
  const port = await freePort();
  const relay = await Relay.open(port, network.shape, seed);
  const server = new Server({ set: { 'web.directory': directory, 'webrtc.announce': `127.0.0.1:${relay.udpPort}`, 'server.allowed_origins': `http://127.0.0.1:${relay.tcpPort}` } });
  server.port = port;
  await server.start();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${relay.tcpPort}/network.html${network.echo ? `#echo=${network.echo}` : ''}`);
    await page.waitForFunction(() => window.call?.ready, null, { timeout: 30_000 });
    await pause(1_500);
    const turns = [];
    for (const [i, text] of LINES.entries()) {
      if (await page.evaluate(() => window.call.events.some((e) => e.type === 'call:ended'))) break;
      const pcm = speech(text, voice);
      turns.push({ text, pcm, ...await turn(page, pcm, i === TROUBLE_AT && network.trouble ? () => network.trouble(relay) : undefined) });
    }
    await customerQuiet(page);
    const stats = await page.evaluate(() => window.call.stats());
    const { recording } = await page.evaluate(() => window.call.end());
    const events = await page.evaluate(() => window.call.events);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const file = path.join(directory, `${port}.webm`);
    const url = new URL(recording.recording.audioUrl, server.url);
    fs.writeFileSync(file, Buffer.from(await (await fetch(`${server.url}${url.pathname}${url.search}`)).arrayBuffer()));
    const lines = recording.transcript.messages.filter((m) => m.speaker === 'agent').map(({ text, timestamp }) => ({ text, timestamp }));
    const [agent, customer] = decodeFile(file);
    const packets = (what) => figure(metrics, `mockcall_media_packets_total{what="${what}"}`);
    return {
      turns: turns.map(({ begin, end, answered }) => ({ answered: answered !== undefined, cut: answered !== undefined && answered < end, ms: answered === undefined ? undefined : answered - end, seconds: (end - begin) / 1000 })),
      words: wordErrors(turns.map((t) => t.text).join(' '), lines.map((l) => l.text).join(' ')),
      ...places(turns, lines, agent),
      echo: comesBack(agent, customer),
      customerHears: stats,
      serverHears: { received: packets('received'), repaired: packets('repaired'), concealed: packets('concealed'), skipped: packets('skipped') },
      ways: events.filter((e) => e.type === 'transport').map((e) => e.transport),
      ended: events.filter((e) => e.type === 'call:ended').length,
      customerLines: recording.transcript.messages.filter((m) => m.speaker === 'customer').length,
      lowered: byNobody(events, turns, 'audio:duck'),
      stopped: byNobody(events, turns, 'audio:clear'),
      errors: events.filter((e) => e.type === 'error').map((e) => e.code),
      network: { up: relay.up.counts, down: relay.back.counts },
    };
  } finally {
    await context.close();
    relay.close();
    await server.stop();
  }
}

const sum = (calls, of) => calls.reduce((n, call) => n + of(call), 0);
const share = (part, all) => `${(100 * part / Math.max(1, all)).toFixed(1)} %`;

function row(name, calls, clean) {
  const turns = calls.flatMap((c) => c.turns);
  const answers = turns.filter((t) => t.answered && !t.cut).map((t) => t.ms);
  const rate = (of) => sum(of, (c) => c.words.errors) / sum(of, (c) => c.words.words);
  const up = calls.map((c) => c.serverHears);
  const made = (of) => of.concealed + of.skipped;
  const between = calls.flatMap((c) => c.between);
  const ms = (values) => (values.length ? `${(1000 * percentile(values, 50)).toFixed(0)} / ${(1000 * percentile(values, 100)).toFixed(0)}` : '-');
  return [name, `${turns.filter((t) => t.answered).length} of ${turns.length}`, `${turns.filter((t) => t.cut).length}`, `${percentile(answers, 50).toFixed(0)} / ${percentile(answers, 95).toFixed(0)}`,
    `${(100 * rate(calls)).toFixed(1)} %`, clean ? `${(100 * (rate(calls) - rate(clean))).toFixed(1)}` : '',
    share(sum(up, (u) => u.repaired), sum(up, (u) => u.received + u.repaired + made(u))), share(sum(up, made), sum(up, (u) => u.received + u.repaired + made(u))),
    share(sum(calls, (c) => c.customerHears.concealed - c.customerHears.silent), sum(calls, (c) => c.customerHears.played)),
    `${ms(between)} (${between.length})`, ms(calls.flatMap((c) => c.moved)), `${sum(calls, (c) => c.lowered)} / ${sum(calls, (c) => c.stopped)} of ${sum(calls, (c) => c.customerLines)}`, [...new Set(calls.map((c) => c.ways.join(' > ')))].join('; ')];
}

function table(rows) {
  const head = ['network', 'turns answered', 'cut off', 'answer p50 / p95 ms', 'word errors', 'more than clean', 'agent: repaired', 'agent: made up', 'customer: made up', 'transcript to recording p50 / most ms (n)', 'sound moved p50 / most ms', 'customer lowered / stopped by nobody, of lines', 'sound went over'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const directory = pages();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
const all = {};
try {
  for (const [name, network] of Object.entries(NETWORKS)) {
    if (options.only && !name.includes(options.only) && name !== 'clean') continue;
    all[name] = [];
    for (let n = 0; n < Number(options.calls); n++) {
      all[name].push(await oneCall(browser, directory, network, Number(options.seed) + 100 * n, VOICES[n % VOICES.length]));
      console.error(`${name}: call ${n + 1} of ${options.calls}`);
    }
  }
  console.log(table(Object.entries(all).map(([name, calls]) => row(name, calls, all.clean))));
  if (options.json) fs.writeFileSync(options.json, JSON.stringify(all, null, 1));
} finally {
  await browser.close();
  fs.rmSync(directory, { recursive: true });
}
for (const [name, calls] of Object.entries(all)) {
  if (!NETWORKS[name].echo || calls.every(({ echo }) => Math.abs(echo - parseFloat(NETWORKS[name].echo)) < 10)) continue;
  console.error(`${name}: the loudspeaker came back at ${calls.map(({ echo }) => echo.toFixed(0)).join(', ')} dB`);
  process.exitCode = 1;
}
// A call that was told of an error, or in which more than a quarter of the turns got no answer, did not go on.
const goesOn = ({ errors, turns }) => errors.length === 0 && turns.filter((t) => t.answered).length >= turns.length * 3 / 4;
const broken = Object.keys(all).filter((name) => !all[name].every(goesOn));
if (broken.length > 0) {
  console.error(`the call did not go on over: ${broken.join(', ')}`);
  process.exitCode = 1;
}
