// The design's WebRTC code, as it stands, in a real browser against the real server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { silence, speech, wordErrors } from '../system/lib/audio.mjs';
import { root } from '../system/lib/contract.mjs';
import { freePort, PATIENCE, Server } from '../system/lib/server.mjs';
import { microphoneFile, openPage } from './lib.mjs';

const GREETING = 'Thank you for calling, my name is Sam, how may I help you today?';
const VERIFY = 'I am sorry to hear that. May I have your account number please?';
const patient = (ms) => ({ timeout: ms * PATIENCE });

/** Our own pages beside the SDK as it is built, for a server to serve. */
function pages() {
  const to = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-pages-'));
  fs.cpSync(path.join(root, 'tests/browser/pages'), to, { recursive: true });
  fs.cpSync(path.join(root, 'sdk/dist'), path.join(to, 'sdk'), { recursive: true });
  // What a bundler does with the package's own import.
  const client = path.join(to, 'sdk/client.js');
  fs.writeFileSync(client, fs.readFileSync(client, 'utf8').replace("'#websocket'", "'./socket/global.js'").replace('"#websocket"', '"./socket/global.js"'));
  fs.writeFileSync(path.join(to, 'favicon.ico'), '');
  return to;
}

const directory = pages();
const startServer = (set = {}) => Server.start({ set: { 'web.directory': directory, ...set } });
let server;
before(async () => { server = await startServer(); });
after(async () => {
  await server.stop();
  fs.rmSync(directory, { recursive: true });
});

/** A page of ours, talking. `relayOnly`: the browser may use TURN only. */
async function openCall(at, microphone, { page: name = 'webrtc', relayOnly = false } = {}) {
  const opened = await openPage(at, { microphone, at: `/${name}.html`, prepare: async (page) => {
    if (relayOnly) await page.addInitScript(() => {
      const Whole = RTCPeerConnection;
      window.RTCPeerConnection = class extends Whole { constructor(settings) { super({ ...settings, iceTransportPolicy: 'relay' }); } };
    });
  } });
  const { page } = opened;
  await page.waitForFunction(() => window.call?.ready, null, patient(20_000)).catch(() => assert.fail(`the page did not get ready: ${opened.complaints.join('\n')}`));
  const said = (speaker, n = 1) => page.waitForFunction(([who, count]) => window.call.events.filter((e) => e.type === 'transcript' && e.final && e.speaker === who).length >= count,
    [speaker, n], patient(60_000));
  const stats = () => page.evaluate(() => window.call.stats());
  const statsOnce = async (good) => {
    for (const end = Date.now() + 20_000 * PATIENCE; Date.now() < end;) {
      const seen = await stats();
      if (good(seen)) return seen;
      await page.waitForTimeout(200);
    }
    return assert.fail(`the figures did not become good: ${JSON.stringify(await stats())}`);
  };
  return { ...opened, said, stats, statsOnce, events: () => page.evaluate(() => window.call.events) };
}

/** At most 1 % of the samples are made up, second by second: a second in which the machine itself stood still says nothing of the server. */
function assertWhole(heard) {
  const shares = heard.slice(1).map(([concealed, all], i) => (concealed - heard[i][0]) / Math.max(1, all - heard[i][1])).sort((a, b) => a - b);
  const median = shares[shares.length >> 1];
  assert.ok(median <= 0.01, `${(median * 100).toFixed(2)} % concealed in the median second`);
}

test('a whole call over WebRTC: heard, answered, nothing concealed, no sound on the socket', async () => {
  const microphone = microphoneFile('webrtc-call', silence(3), speech(GREETING), silence(14), speech(VERIFY), silence(60));
  const { page, said, stats, events, close } = await openCall(server, microphone);
  await page.waitForFunction(() => window.call.pc.connectionState === 'connected', null, patient(8_000));
  await said('agent');
  await said('customer');
  await said('agent', 2);
  await said('customer', 2);
  const { inbound, outbound, heardThere, local } = await stats();
  const seen = await events();
  assert.ok(inbound.packetsReceived > 400, `${inbound.packetsReceived} packets came`);
  assert.ok(outbound.packetsSent > 400, `${outbound.packetsSent} packets went`);
  assert.equal(inbound.packetsLost, 0);
  assert.equal(heardThere.packetsLost, 0, 'the server reports what it got');
  assertWhole(await page.evaluate(() => window.call.heard));
  assert.ok(inbound.totalAudioEnergy > 0, 'the customer is audible');
  assert.notEqual(local.candidateType, 'relay');
  assert.deepEqual(seen.filter((e) => e.type === 'transport').map((e) => e.transport), ['webrtc']);
  assert.equal(seen.filter((e) => e.type === 'audio:customer').length, 0, 'no sound goes over the socket');
  assert.equal(seen.filter((e) => e.type === 'error').length, 0);
  const words = seen.filter((e) => e.type === 'transcript' && e.final && e.speaker === 'agent').map((e) => e.text).join(' ');
  const { rate } = wordErrors(`${GREETING} ${VERIFY}`, words);
  assert.ok(rate <= 0.6, `word error rate ${rate.toFixed(2)}: ${words}`);
  const result = await page.evaluate(() => window.call.end());
  assert.ok(result.evaluation.overallScore > 0);
  await page.waitForFunction(() => window.call.events.some((e) => e.type === 'call:ended'), null, patient(10_000));
  await close();
});

test('the agent may change networks: an ICE restart goes on with the same call', async () => {
  const microphone = microphoneFile('webrtc-restart', silence(3), speech(GREETING), silence(60));
  const { page, said, stats, statsOnce, events, close } = await openCall(server, microphone);
  await said('customer');
  const before = (await stats()).outbound.packetsSent;
  await page.evaluate(() => window.call.offer({ iceRestart: true }));
  const { heardThere, inbound } = await statsOnce((s) => s.heardThere && s.outbound.packetsSent > before + 300);
  assert.equal(await page.evaluate(() => window.call.pc.connectionState), 'connected');
  assert.ok(heardThere.packetsLost <= 5, `${heardThere.packetsLost} lost`);
  assert.ok(inbound.packetsReceived > 300);
  assert.deepEqual((await events()).filter((e) => e.type === 'transport').map((e) => e.transport), ['webrtc']);
  await close();
});

test('through a TURN server that takes the credentials of /start, and nothing but it', async () => {
  const port = await freePort();
  const secret = 'the-secret-that-both-know';
  const turn = spawn('turnserver', ['-n', '--listening-ip=127.0.0.1', `--listening-port=${port}`, '--relay-ip=127.0.0.1', '--use-auth-secret', `--static-auth-secret=${secret}`,
    '--realm=mockcall.test', '--no-tls', '--no-dtls', '--no-cli', '--allow-loopback-peers', '--log-file=stdout', '--simple-log', '--pidfile=/dev/null', `--userdb=${path.join(directory, 'turn.db')}`],
  { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const out of [turn.stdout, turn.stderr]) out.on('data', (text) => { log += text; });
  const relayed = await startServer({ 'turn.urls': `turn:127.0.0.1:${port}?transport=udp`, 'turn.secret': secret });
  try {
    const microphone = microphoneFile('webrtc-turn', silence(3), speech(GREETING), silence(60));
    const { page, said, stats, close } = await openCall(relayed, microphone, { relayOnly: true });
    await page.waitForFunction(() => window.call.pc.connectionState === 'connected', null, patient(8_000)).catch(() => assert.fail(`no path; coturn said:\n${log.slice(-3000)}`));
    await said('customer');
    const { local, inbound, outbound } = await stats();
    assert.equal(local.candidateType, 'relay');
    assert.ok(inbound.packetsReceived > 100 && outbound.packetsSent > 100);
    assertWhole(await page.evaluate(() => window.call.heard));
    await close();
  } finally {
    turn.kill('SIGTERM');
    await relayed.stop();
  }
});

test('with UDP blocked the SDK speaks over the WebSocket within 8 s', async () => {
  const hole = dgram.createSocket('udp4'); // takes every datagram and says nothing
  await new Promise((resolve) => { hole.bind(0, '127.0.0.1', resolve); });
  const blocked = await startServer({ 'webrtc.announce': `127.0.0.1:${hole.address().port}` });
  try {
    const microphone = microphoneFile('webrtc-blocked', silence(12), speech(GREETING), silence(60));
    const { page, said, events, close } = await openCall(blocked, microphone, { page: 'sdk' });
    const { took, transport } = await page.evaluate(() => ({ took: window.call.took, transport: window.call.voice.transport }));
    assert.equal(transport, 'websocket');
    assert.ok(took <= 10_000 * PATIENCE, `${took} ms`);
    await said('agent');
    await said('customer');
    assert.ok((await events()).some((e) => e.type === 'customer:speaking'));
    await close();
  } finally {
    hole.close();
    await blocked.stop();
  }
});

test('the SDK speaks over WebRTC, goes over to the WebSocket when the network dies, and back when it lives again', async () => {
  const relay = await Middleman.open();
  const at = await startServer({ 'webrtc.announce': `127.0.0.1:${relay.port}` });
  relay.towards(at.port);
  try {
    const microphone = microphoneFile('webrtc-sdk', silence(3), speech(GREETING), silence(12), speech(VERIFY), silence(60));
    const { page, said, events, close } = await openCall(at, microphone, { page: 'sdk' });
    assert.equal(await page.evaluate(() => window.call.voice.transport), 'webrtc');
    await said('agent');
    // Who shows the customer speaking sees it over WebRTC as well, from the first word to the last.
    await page.waitForFunction(() => window.call.events.some((e) => e.type === 'customer:voice' && e.speaking && e.level > 0.01), null, patient(10_000));
    relay.cut(true);
    await page.waitForFunction(() => window.call.voice.transport === 'websocket', null, patient(5_000));
    await said('customer');
    relay.cut(false);
    await page.waitForFunction(() => window.call.voice.transport === 'webrtc', null, patient(30_000));
    await said('agent', 2);
    const ways = (await events()).filter((e) => e.type === 'transport').map((e) => e.transport);
    assert.deepEqual(ways.slice(0, 3), ['webrtc', 'websocket', 'webrtc']);
    await close();
  } finally {
    relay.close();
    await at.stop();
  }
});

/** A piece of network between browser and server that a test can cut. */
class Middleman {
  static async open() {
    const middleman = new Middleman();
    middleman.front = dgram.createSocket('udp4');
    await new Promise((resolve) => { middleman.front.bind(0, '127.0.0.1', resolve); });
    middleman.front.on('message', (message, from) => middleman.#forward(message, from));
    return middleman;
  }

  backs = new Map();
  dead = false;

  get port() { return this.front.address().port; }
  towards(port) { this.server = port; }
  cut(dead) { this.dead = dead; }
  close() { for (const socket of [this.front, ...this.backs.values()]) socket.close(); }

  #forward(message, from) {
    if (this.dead) return;
    const key = `${from.address}:${from.port}`;
    if (!this.backs.has(key)) {
      const back = dgram.createSocket('udp4');
      back.on('message', (answer) => { if (!this.dead) this.front.send(answer, from.port, from.address); });
      this.backs.set(key, back);
    }
    this.backs.get(key).send(message, this.server, '127.0.0.1');
  }
}
