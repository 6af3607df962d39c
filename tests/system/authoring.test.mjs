// An author who has a file and the program: what `scenario check` says to them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root } from './lib/contract.mjs';
import { binary } from './lib/server.mjs';

const example = readFileSync(path.join(root, 'docs/example_scenario.yaml'), 'utf8');

/** The exit code and what is printed for `yaml` in a folder where nothing else is. */
function checked(t, yaml) {
  const folder = mkdtempSync(path.join(tmpdir(), 'author-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, yaml);
  const { status, stdout } = spawnSync(binary(), ['scenario', 'check', file], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n').map((line) => line.replace(file, 'mine.yaml')) };
}

test("the documentation's example is good, wherever its file lies", (t) => {
  const { status, lines } = checked(t, example);
  assert.equal(lines.at(-1), '1 good, 0 with problems');
  assert.match(lines[0], /^scn_bike_pedals +poor .* average .* good .* ok$/);
  assert.equal(status, 0);
});

test('what is wrong is named with its line and the word that was meant', (t) => {
  const line = example.split('\n').findIndex((each) => each.includes('min_amount:')) + 1;
  const { status, lines } = checked(t, example.replace('min_amount:', 'min_amonut:'));
  assert.equal(lines[0], `mine.yaml:${line}: problems[0].resolutions[1].min_amonut: is not a known key; did you mean 'min_amount'?`);
  assert.equal(status, 1);
});

test('a fact that nobody can find out is refused, at its place', (t) => {
  const line = example.split('\n').findIndex((each) => each.includes('- id: ride')) + 1;
  const { status, lines } = checked(t, example.replace('gate: {asked: true}', 'gate: {min_mood: 100}'));
  const refusal = lines.find((each) => each.startsWith(`mine.yaml:${line}: `));
  assert.ok(refusal, lines.join('\n'));
  assert.equal(status, 1);
});
