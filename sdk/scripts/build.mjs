// Types from the schemas, then dist/: ES modules with their types, and the two audio worklets as files that stand alone.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generate, generatedFile } from './generate_types.mjs';

const sdk = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const types = generate();
if (!fs.existsSync(generatedFile) || fs.readFileSync(generatedFile, 'utf8') !== types) fs.writeFileSync(generatedFile, types);

fs.rmSync(path.join(sdk, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', sdk], { stdio: 'inherit' });
await build({
  entryPoints: ['capture', 'playback'].map((name) => path.join(sdk, `src/audio/worklets/${name}.ts`)),
  outdir: path.join(sdk, 'dist/audio/worklets'), bundle: true, format: 'esm', target: 'es2022', minify: true, logLevel: 'warning',
});
