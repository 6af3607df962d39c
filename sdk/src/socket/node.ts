// Node has a WebSocket of its own from version 22 on.
import { WebSocket } from 'ws';
import type { SocketConstructor } from './global.js';

export const PlatformWebSocket = (globalThis.WebSocket ?? WebSocket) as unknown as SocketConstructor;
