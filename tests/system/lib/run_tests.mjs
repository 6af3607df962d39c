// Runs the test files of a folder in three lanes: in one, one after the other, what keeps real-time deadlines with speech on two
// cores; beside it what mostly waits for other servers that hear and speak, and what waits for others still.
// Usage: node run_tests.mjs FOLDER [FILTER]: only files whose name contains FILTER.
import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec as Spec } from 'node:test/reporters';

const [folder, filter = ''] = process.argv.slice(2);
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.test.mjs') && name.includes(filter)).sort()
  .map((name) => path.resolve(folder, name));
if (files.length === 0) {
  console.error(`no test files in ${folder} match '${filter}'`);
  process.exit(1);
}
const of = (pattern) => files.filter((file) => pattern.test(path.basename(file)));
const speaks = of(/^(remote_speech|speaking_customer)/);
const waits = of(/^(ai_|openai_|rest_|schema|load)/);
const lanes = [files.filter((file) => !speaks.includes(file) && !waits.includes(file)), speaks, waits].filter((lane) => lane.length > 0);
for (const lane of lanes) {
  const stream = run({ files: lane, concurrency: 1, timeout: 20 * 60_000 });
  stream.on('test:fail', (data) => { if (!data.todo) process.exitCode = 1; });
  stream.compose(typeof Spec === 'function' && Spec.prototype ? new Spec() : Spec).pipe(process.stdout);
}
