import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKED = /\.(?:js|css|html|svg|json)$/;

/** Writes a `.gz` beside everything that shrinks; the server sends it to whoever takes gzip. */
export function gzipped(): Plugin {
  let folder = '';
  return {
    name: 'gzipped',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!PACKED.test(name)) continue;
        const content = fs.readFileSync(path.join(folder, name));
        const packed = gzipSync(content, { level: 9 });
        if (packed.length < content.length) fs.writeFileSync(path.join(folder, `${name}.gz`), packed);
      }
    },
  };
}
