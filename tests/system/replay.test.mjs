// The same call, seed and inputs: the same journal and the same score, byte for byte; of a spoken call too, and across a crash.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { speech } from './lib/audio.mjs';
import { root } from './lib/contract.mjs';
import { Microphone } from './lib/microphone.mjs';
import { Rest } from './lib/rest.mjs';
import { Server, binary } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const replay = (session, data) => new Promise((resolve) => {
  execFile(binary(), ['replay', session, '--data', data], { cwd: root, env: { ...process.env, LSAN_OPTIONS: `suppressions=${path.join(root, 'tests/lsan.supp')}:print_suppressions=0` } },
    (error, stdout, stderr) => resolve({ code: error ? error.code : 0, out: stdout + stderr }));
});

test('a spoken call that outlived a crash is replayed byte for byte, with the score its trainee read', async (t) => {
  const server = await Server.start();
  t.after(() => server.running && server.kill());  // a server that a failure left would keep the run from ending
  const me = new Rest(server);
  const call = await me.start();
  let socket = await CallSocket.join(server, call);
  let mic = new Microphone(socket);
  const ask = async (text) => {
    const since = socket.mark();
    await mic.say(speech(text));
    return socket.answerSince(since, { within: 40_000 });
  };
  await ask('Thank you for calling, my name is Sam, how may I help you today?');
  mic.stop();
  await server.kill();
  await server.start();
  socket = await CallSocket.join(server, call);
  assert.equal(socket.joined.resumed, true);
  // What was said before is told again first: it is no answer to what comes now.
  await socket.wait('transcript', { accept: (e) => e.speaker === 'customer' && e.final });
  mic = new Microphone(socket);
  await ask('I am sorry to hear that. May I have your account number please?');
  mic.stop();
  const { evaluation } = await me.end(call.sessionId);
  await socket.closeWith(1000);
  await server.stop({ keepData: true });

  const first = await replay(call.sessionId, server.dataDir);
  assert.equal(first.code, 0, first.out);
  assert.match(first.out, new RegExp(`^score ${evaluation.overallScore} \\(rubric ${evaluation.rubricVersion}\\)`, 'm'), first.out);
  assert.deepEqual(await replay(call.sessionId, server.dataDir), first);

  const journal = path.join(server.dataDir, 'objects', 'calls', `${call.sessionId}.journal`);
  const lines = fs.readFileSync(journal, 'utf8');
  const words = lines.match(/"text":"(?:[^"\\]|\\.)+"/g);
  fs.writeFileSync(journal, lines.replace(words.at(-1), '"text":"Something nobody said."'));
  assert.notEqual((await replay(call.sessionId, server.dataDir)).code, 0, 'a journal that was tampered with is found out');
  fs.rmSync(server.dataDir, { recursive: true, force: true });
});
