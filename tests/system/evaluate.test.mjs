// Transcripts from elsewhere, scored by the command: JSON and plain text, and what is wrong with what is neither.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './lib/contract.mjs';
import { binary } from './lib/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mockcall-evaluate-'));
after(() => rmSync(folder, { recursive: true }));

function evaluate(content) {
  const file = join(folder, 'transcript');
  writeFileSync(file, content);
  return new Promise((resolve) => {
    execFile(binary(), ['evaluate', file], { cwd: root }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

const turns = [['agent', 'Thank you for calling Northwind, this is Dana. How can I help you?'], ['customer', 'my lamp arrived broken'],
  ['agent', "I'm sorry to hear that. Could I have your order number, please?"], ['customer', '44812'],
  ['agent', "Thank you. I've sent you a new lamp, it arrives on Friday. Is there anything else?"], ['customer', "no that's all, thank you so much"],
  ['agent', 'My pleasure. Have a wonderful day!']];
const asJson = JSON.stringify({ turns: turns.map(([speaker, text]) => ({ speaker, text })) });

test('a transcript scores the same as JSON, as a bare list and as text', async () => {
  const json = await evaluate(asJson);
  assert.equal(json.code, 0, json.stderr);
  const score = JSON.parse(json.stdout);
  assert.ok(score.overallScore >= 75, `${score.overallScore}`);
  assert.ok(score.criteria.every((c) => c.score === 0 || c.evidence.length > 0));
  for (const same of [asJson, JSON.stringify(JSON.parse(asJson).turns), turns.map(([who, text]) => `${who === 'agent' ? 'Agent 1' : 'Customer (Ines)'}: ${text}`).join('\n')]) {
    const again = await evaluate(same);
    assert.equal(again.stdout, json.stdout, again.stderr);
  }
});

test('what cannot be read is told with its place, and exit code 1', async () => {
  for (const [content, says] of [['', /nothing|cannot be read/], ['{"turns": ', /begins like JSON/], ['{"turns": []}', /turns: must be a list/],
    ['{"turns": [{"speaker": "agent", "text": "hi"}, {"speaker": 7}]}', /turn 2: must be/], ['{"turns": [{"speaker": "agent", "text": "hi", "timestamp": -1}]}', /turn 1: timestamp/],
    ['hello there', /line 1: who speaks/], ['Agent: hi\n\n[00:10] Customer: a\n[00:02] Agent: b', /line 4: its time/]]) {
    const { code, stdout, stderr } = await evaluate(content);
    assert.equal(code, 1, content);
    assert.equal(stdout, '');
    assert.match(stderr, says);
  }
});
