// Simulated trainees: what they report of a server is what happened to them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { root } from './lib/contract.mjs';
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
