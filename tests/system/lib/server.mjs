// Runs the real binary on a free port with a data folder of its own, and watches how it ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from './contract.mjs';

export const SECRET = 'a-secret-for-tests-only-0123456789abcdef';

export function binary() {
  const candidates = [process.env.MOCKCALL_BINARY, 'build/dev/mockcall', 'build/release/mockcall'].filter(Boolean)
    .map((p) => path.resolve(root, p));
  const found = candidates.find((p) => fs.existsSync(p));
  if (!found) throw new Error(`no server to test: none of ${candidates.join(', ')} exists (MOCKCALL_BINARY names another)`);
  return found;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const SANITIZER = /(ERROR: (Address|Leak|Thread|Memory)Sanitizer|runtime error:|SUMMARY: \w*Sanitizer)/;
/** With sanitizers everything is slower: what a test waits for at most. */
export const PATIENCE = Number(process.env.MOCKCALL_PATIENCE ?? 1);

export class Server {
  constructor({ set = {}, profile = 'local', args = [], dataDir, env = {} } = {}) {
    this.set = { 'auth.hs256_secret': SECRET, ...set };
    this.profile = profile;
    this.args = args;
    this.env = env;
    this.ownsData = !dataDir;
    this.dataDir = dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-test-'));
    this.logs = '';
  }

  static async start(options) {
    const server = new Server(options);
    await server.start();
    return server;
  }

  get url() { return `http://127.0.0.1:${this.port}`; }
  get api() { return `${this.url}/api/ai/mock-call`; }
  get socketUrl() { return `ws://127.0.0.1:${this.port}/ws/mock-call`; }

  commandLine() {
    const settings = Object.entries(this.set).filter(([, v]) => v !== undefined).flatMap(([k, v]) => ['--set', `${k}=${v}`]);
    return ['serve', '--profile', this.profile, '--listen', `127.0.0.1:${this.port}`, '--data', this.dataDir, ...settings, ...this.args];
  }

  async start({ expectFailure = false } = {}) {
    this.port ??= await freePort();
    this.child = spawn(binary(), this.commandLine(), {
      cwd: root,
      env: { ...process.env, LSAN_OPTIONS: `suppressions=${path.join(root, 'tests/lsan.supp')}:print_suppressions=0`,
        UBSAN_OPTIONS: 'print_stacktrace=1', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve) => this.child.once('close', (code, signal) => resolve({ code, signal })));
    this.running = true;
    this.exited.then(() => { this.running = false; });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => { this.logs += text; });
    }
    // Whatever happens to the test runner, no server stays behind.
    this.reap ??= () => { if (this.running) this.child.kill('SIGKILL'); };
    process.once('exit', this.reap);
    if (!expectFailure) await this.healthy();
  }

  async healthy(deadlineMs = 60_000 * PATIENCE) {
    const end = Date.now() + deadlineMs;
    while (Date.now() < end) {
      if (!this.running) throw new Error(`the server ended at its start:\n${this.logs.slice(-4000)}`);
      try {
        const answer = await fetch(`${this.url}/healthz`);
        await answer.arrayBuffer();
        if (answer.status === 200) return;
      } catch { /* not listening yet */ }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`the server did not get healthy:\n${this.logs.slice(-4000)}`);
  }

  /** As a crash: nothing can be tidied up. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** The end an operator asks for must be clean: exit code 0 and nothing from a sanitizer. */
  async stop({ keepData = false } = {}) {
    if (this.running) this.child.kill('SIGTERM');
    const late = setTimeout(() => { this.logs += '\n[the test killed a server that did not end]\n'; this.child.kill('SIGKILL'); }, 30_000 * PATIENCE);
    const { code, signal } = await this.exited;
    clearTimeout(late);
    process.removeListener('exit', this.reap);
    if (this.ownsData && !keepData) fs.rmSync(this.dataDir, { recursive: true, force: true });
    const report = this.logs.match(SANITIZER);
    assert.ok(!report, `sanitizer report:\n${report && this.logs.slice(Math.max(0, report.index - 500), report.index + 4000)}`);
    // The reason comes last: whoever keeps only the end of a report reads it. Log lines are JSON, last words are not.
    const words = this.logs.split('\n').filter((line) => line !== '' && !line.startsWith('{')).join('\n').slice(-2000);
    if (code !== 0) assert.fail(`the server did not end cleanly (code ${code}, signal ${signal}):\n${this.logs.slice(-4000)}\nits last words:\n${words}`);
  }
}
