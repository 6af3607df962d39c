// The API reference is made from the source, and leaves nothing out that the package offers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { MockCallClient, MockCallError } from '../../sdk/dist/index.js';
import { root } from '../system/lib/contract.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-reference-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test('every class, method and event of the package is in the generated reference', () => {
  const typedoc = path.join(root, 'node_modules/typedoc/bin/typedoc');
  execFileSync(process.execPath, [typedoc, '--out', path.join(folder, 'html'), '--json', path.join(folder, 'reference.json')],
    { cwd: path.join(root, 'sdk'), stdio: 'pipe' });
  const { children } = JSON.parse(fs.readFileSync(path.join(folder, 'reference.json'), 'utf8'));
  const members = (name) => new Set(children.find((each) => each.name === name)?.children.map((member) => member.name));
  const client = members('MockCallClient');
  for (const name of Object.getOwnPropertyNames(MockCallClient.prototype)) assert.ok(client.has(name), `${name} of the client`);
  for (const name of ['code', 'recoverable', 'retryAfter', 'requestId']) assert.ok(members(MockCallError.name).has(name), `${name} of an error`);
  const events = members('CallEventMap');
  const told = fs.readFileSync(path.join(root, 'sdk/README.md'), 'utf8').match(/## Events\n([\s\S]*?)\n\n`on`/)[1].matchAll(/`([a-z]+(?::[a-z]+)?)`(?=[,| ].*\|)/g);
  for (const [, name] of told) if (!/^(server|final)$/.test(name)) assert.ok(events.has(name), `the README's event ${name}`);
  assert.ok(fs.existsSync(path.join(folder, 'html/classes/MockCallClient.html')));
});
