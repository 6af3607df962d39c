// What `npm pack` makes is a package that a fresh project installs and uses.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../system/lib/contract.mjs';
import { Server } from '../system/lib/server.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-sdk-'));
const run = (program, args, options) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
let server;
before(async () => {
  server = await Server.start();
  const packed = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: path.join(root, 'sdk') }));
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'fresh', private: true, type: 'module' }));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed[0].filename}`]);
});
after(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

test('the package holds the build, its types and a README, and nothing else', () => {
  const files = fs.readdirSync(path.join(folder, 'node_modules/@hirexp/mock-call-sdk'));
  assert.deepEqual(files.sort(), ['README.md', 'dist', 'package.json']);
});

test('the README\'s first call runs as it is printed', () => {
  const readme = fs.readFileSync(path.join(root, 'sdk/README.md'), 'utf8');
  const code = readme.match(/```js\n([\s\S]*?)```/)[1];
  fs.writeFileSync(path.join(folder, 'first_call.mjs'), code);
  const said = run('node', ['first_call.mjs'], { env: { ...process.env, MOCKCALL_WEBSOCKET: server.socketUrl }, timeout: 90_000 });
  assert.match(said, /^customer: .+/m);
  assert.match(said, /^score: \d+/m);
});

test('the types are there and tell wrong from right', () => {
  fs.writeFileSync(path.join(folder, 'right.ts'), `import { MockCallClient } from '@hirexp/mock-call-sdk';
const client = new MockCallClient({ apiKey: 'x' });
client.on('feedback', (feedback) => { const text: string = feedback.message; void text; });
client.on('customer:speaking', (audio) => { const rate: number = audio.sampleRate; void rate; });
export const score = client.endCall('call_1').then((evaluation): number => evaluation.overallScore);
`);
  fs.writeFileSync(path.join(folder, 'wrong.ts'), `import { MockCallClient } from '@hirexp/mock-call-sdk';
void new MockCallClient().getScenarios({ category: 'nonsense' });
`);
  const check = (file) => run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', file]);
  check('right.ts');
  assert.throws(() => check('wrong.ts'), (error) => /nonsense/.test(error.stdout));
});

test('what is not used is left out of a bundle', async () => {
  const { build } = await import('esbuild');
  const size = async (code) => {
    const { outputFiles } = await build({ stdin: { contents: code, resolveDir: folder }, bundle: true, minify: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent' });
    return outputFiles[0].contents.length;
  };
  const error = await size("import { MockCallError } from '@hirexp/mock-call-sdk'; console.log(new MockCallError('NOT_CONNECTED', ''));");
  const whole = await size("import { MockCallClient } from '@hirexp/mock-call-sdk'; console.log(new MockCallClient());");
  assert.ok(error < 3_000 && whole > 5 * error, `${error} of ${whole} bytes`);
});
