import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { gzipped } from './scripts/gzipped';

const server = process.env.MOCKCALL_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), gzipped()],
  build: {
    target: 'es2022',
    // The policy has no room for data: URLs, and worklets must be files of their own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // `npm run dev -w web` serves the app as one edits it, and asks a running server for the rest.
  server: { proxy: { '/api': server, '/recordings': server, '/transcripts': server, '/ws': { target: server, ws: true } } },
  test: { include: ['test/**/*.test.{ts,tsx}'] },
});
