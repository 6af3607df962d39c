// A typed call in the terminal, with the customer's record beside it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { root } from './lib/contract.mjs';
import { binary } from './lib/server.mjs';

function call(lines, ...options) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary(), ['call', '--scenario', 'scn_abc123', '--quiet', ...options], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { out += text; });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
    child.stdin.end(`${lines.join('\n')}\n\n`);
  });
}

test('the record is shown and worked in by command lines, and the score has the receipt', async () => {
  const { code, out } = await call(['/help', '/record', 'Thank you for calling TechSupport, my name is Sam. How may I help you?',
    '/credit 150 @upgrade_fee charged by mistake', '/credit 150 @upgrade_fee', '/credit 250', '/steal everything', 'I have credited the full $150 to your account.']);
  assert.equal(code, 0, out);
  assert.match(out, /\/callback tomorrow 10 am/);
  assert.match(out, /2025-10-01 +\$150\.00 +@upgrade_fee +Equipment upgrade fee/);
  assert.match(out, /\[done\] Credit of “Equipment upgrade fee”: \$150\.00: charged by mistake\./);
  assert.match(out, /! target: .*given back in full/);
  assert.match(out, /\[refused\] Refused: a credit of \$250\.00 after \$150\.00 in this call is over the limit of \$200\.00\./);
  assert.match(out, /! operation: 'steal' is none/);
  assert.match(out, /record: Credit of “Equipment upgrade fee”/);
});
