import fs from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { generate, generatedFile } from '../scripts/generate_types.mjs';

test('the types are those of the schemas', () => {
  expect(fs.readFileSync(generatedFile, 'utf8'), 'run `npm run types -w sdk`').toBe(generate());
});
