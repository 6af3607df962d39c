// Runs the test files of a folder one after the other: they keep real-time deadlines and share two cores.
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
const stream = run({ files, concurrency: 1, timeout: 20 * 60_000 });
stream.on('test:fail', (data) => { if (!data.todo) process.exitCode = 1; });
stream.compose(typeof Spec === 'function' && Spec.prototype ? new Spec() : Spec).pipe(process.stdout);
