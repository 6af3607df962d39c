// Simulated trainees: what they report of a server is what happened to them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { decodeFile, levels } from './lib/audio.mjs';
import { root } from './lib/contract.mjs';
import { Rest, eventually } from './lib/rest.mjs';
import { SECRET, Server, binary } from './lib/server.mjs';

function load(...options) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary(), ['load', '--set', `auth.hs256_secret=${SECRET}`, '--json', ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { out[name] += text; });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...out, summary: out.stdout.startsWith('{') ? JSON.parse(out.stdout) : undefined }));
  });
}

for (const transport of ['websocket', 'webrtc']) {
  test(`three trainees at once over ${transport}: all are answered, nothing of the customer's sound is lost`, async (t) => {
    const server = await Server.start({ set: { 'limits.start.count': 100, 'limits.end.count': 100, 'speech.recognizer': 'scripted', 'speech.synthesizer': 'scripted' } });
    t.after(() => server.running && server.kill());  // a server that a failure left would keep the run from ending
    const { code, stderr, summary } = await load('--url', server.url, '--calls', '3', '--seconds', '15', '--transport', transport, '--pid', String(server.child.pid));
    assert.equal(code, 0, `${stderr}\n${JSON.stringify(summary)}`);
    assert.equal(summary.concurrent, 3);
    assert.ok(summary.calls >= 3 && summary.turns >= 3, JSON.stringify(summary));
    assert.equal(summary.turnMs.n, summary.turns);
    assert.ok(summary.trainees.frames > 100, JSON.stringify(summary.trainees));
    assert.equal(summary.audio.lost, 0);
    assert.ok(summary.audio.pieces > 100 && summary.server.cores > 0 && summary.server.peakMb > 10);
    assert.deepEqual(summary.errors, []);
    await server.stop();
  });
}

for (const [transport, noise] of [['websocket', -40], ['webrtc', -40], ['webrtc', -60]]) {
  test(`a trainee in a room of ${noise} dBFS over ${transport}: that is what the pauses of the recording hold`, async (t) => {
    const server = await Server.start({ set: { 'speech.recognizer': 'scripted', 'speech.synthesizer': 'scripted' } });
    t.after(() => server.running && server.kill());
    const { code, stderr } = await load('--url', server.url, '--seconds', '8', '--transport', transport, '--noise', String(noise));
    assert.equal(code, 0, stderr);
    const boss = new Rest(server, { role: 'supervisor', org: 'default' });
    const [{ sessionId }] = (await boss.get('/org/sessions')).data.sessions;
    const { data } = await eventually(() => boss.get(`/session/${sessionId}/recording`), (a) => a.status === 200, { within: 5_000, what: 'the recording' });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-load-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'call.webm');
    fs.writeFileSync(file, (await new Rest(server, { token: null }).get(data.recording.audioUrl)).bytes);
    const [agent] = decodeFile(file);
    const heard = levels(agent, 100).sort((a, b) => a - b);
    const quiet = 20 * Math.log10(heard[Math.floor(heard.length / 10)] / 32_768);
    assert.ok(Math.abs(quiet - noise) < 6, `the pauses are at ${quiet.toFixed(1)} dBFS`);
    await server.stop();
  });
}

test('a server that is not there is one kind of error, counted, in plain words', async () => {
  const { code, summary } = await load('--url', 'http://127.0.0.1:9', '--calls', '5', '--seconds', '2');
  assert.equal(code, 1);
  assert.equal(summary.errorCount, 5);
  assert.deepEqual(summary.errors, [{ message: 'Connection refused', count: 5 }]);
});

test('nobody\'s server is loaded by mistake', async () => {
  const { code, stderr } = await load('--url', 'http://192.0.2.1:3000', '--calls', '1', '--seconds', '1');
  assert.equal(code, 2);
  assert.match(stderr, /loopback/);
});
