import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#websocket': fileURLToPath(new URL('./src/socket/node.ts', import.meta.url)) } },
  test: { include: ['test/**/*.test.ts'] },
});
