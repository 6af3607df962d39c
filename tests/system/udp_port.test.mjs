// The one UDP port of all calls, as an operator sees it: what it counts, and what strangers can do to it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './lib/contract.mjs';
import { PATIENCE, SECRET, Server, binary } from './lib/server.mjs';

const SCRIPTED = { 'limits.start.count': 100, 'limits.end.count': 100, 'speech.recognizer': 'scripted', 'speech.synthesizer': 'scripted' };
const metricsOf = async (server) => (await fetch(`${server.url}/metrics`)).text();
const figure = (text, name) => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1) ?? NaN);
const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

function trainees(server, calls, seconds) {
  const child = spawn(binary(), ['load', '--set', `auth.hs256_secret=${SECRET}`, '--json', '--url', server.url, '--calls', String(calls), '--seconds', String(seconds), '--transport', 'webrtc'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(JSON.parse(out)));
  });
}

/** A check for a call that is not there, a DTLS hello and noise: all from one address. */
function harass(address, port) {
  const check = Buffer.alloc(60);
  check.writeUInt16BE(0x0001, 0);
  check.writeUInt16BE(40, 2);
  check.writeUInt32BE(0x2112a442, 4);
  check.write('\x00\x06\x00\x09nobody:me', 20, 'latin1');
  check.writeUInt32BE(0x00080014, 36);
  const hello = Buffer.alloc(63, 1);
  Buffer.from([22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50]).copy(hello);
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', () => reject(new Error(`${address} was answered`)));
    socket.bind(0, address, () => {
      const all = [check, hello, Buffer.alloc(200, 0x80)].map((datagram) => new Promise((sent) => { socket.send(datagram, port, '127.0.0.1', sent); }));
      Promise.all(all).then(() => socket.close(resolve));
    });
  });
}

test('whatever /metrics counts is told in the reference', async (t) => {
  const server = await Server.start({ set: SCRIPTED });
  t.after(() => server.running && server.kill());
  const names = new Set([...(await metricsOf(server)).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  const reference = fs.readFileSync(path.join(root, 'docs/reference.md'), 'utf8');
  assert.ok(names.has('mockcall_udp_dropped_total') && names.has('mockcall_media_packets_total'), [...names].join(' '));
  for (const name of names) {
    if (!name.startsWith('exposer')) assert.ok(reference.includes(`\`${name}\``) || name.startsWith('mockcall_ai_'), `${name} is told nowhere`);
  }
  await server.stop();
});

test('calls stay good and memory flat while ten thousand addresses send to the port', { timeout: 180_000 * PATIENCE }, async (t) => {
  // A sanitizer keeps what was freed for a while, which would look like memory that grows.
  const server = await Server.start({ set: SCRIPTED, env: { ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:quarantine_size_mb=1` } });
  t.after(() => server.running && server.kill());
  // A first round, so that memory is compared with that of a server which has had calls.
  await trainees(server, 3, 5);
  const load = trainees(server, 3, 25);
  await new Promise((resolve) => { setTimeout(resolve, 5_000); });
  const before = residentMb(server.child.pid);
  let most = 0;
  for (let i = 0; i < 10_000; i += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, k) => harass(`127.${1 + Math.floor((i + k) / 62_500)}.${Math.floor((i + k) / 250) % 250}.${1 + (i + k) % 250}`, server.port)));
    if (i % 1_000 === 0) most = Math.max(most, residentMb(server.child.pid));
  }
  most = Math.max(most, residentMb(server.child.pid));
  const summary = await load;
  const text = await metricsOf(server);
  const unknown = figure(text, 'mockcall_udp_dropped_total{reason="unknown"}');
  console.log(`# ${unknown} of 30000 datagrams counted as unknown; memory ${before.toFixed(1)} -> ${most.toFixed(1)} MB; ${summary.turns} turns, latest frame ${summary.audio.latestMs.toFixed(0)} ms`);
  assert.ok(unknown > 20_000, `${unknown} were for nobody`);
  assert.equal(figure(text, 'mockcall_udp_dropped_total{reason="shed"}'), 0);
  assert.equal(figure(text, 'mockcall_udp_dropped_total{reason="bad_check"}'), 0);
  assert.ok(figure(text, 'mockcall_udp_sent_total') > 1_000 && figure(text, 'mockcall_media_packets_total{what="received"}') > 1_000);
  assert.ok(most - before < 8, `memory went from ${before} to ${most} MB`);
  assert.equal(summary.audio.lost, 0);
  assert.deepEqual(summary.errors, []);
  assert.equal(summary.unanswered, 0);
  assert.ok(summary.turns >= 3);
  await server.stop();
});
