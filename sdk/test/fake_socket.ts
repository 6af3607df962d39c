import type { SocketLike } from '../src/socket/global.js';

/** Sockets that a test plays the server of. */
export function fakeSockets() {
  const sockets: FakeSocket[] = [];
  class FakeSocket implements SocketLike {
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    sent: Record<string, unknown>[] = [];
    closedWith: number | undefined;

    constructor(readonly url: string) { sockets.push(this); }
    send(data: string) { this.sent.push(JSON.parse(data)); }
    close(code?: number) {
      this.readyState = 3;
      this.closedWith = code;
    }

    opens() {
      this.readyState = 1;
      this.onopen?.();
    }
    says(event: object) { this.onmessage?.({ data: JSON.stringify(event) }); }
    drops(code = 1006) {
      this.readyState = 3;
      this.onclose?.({ code });
    }
    /** The whole way to a joined call. */
    joins({ resumed = false, status = 'ringing' } = {}) {
      this.opens();
      this.says({ type: 'auth:ok', userId: 'u', sessionId: 'call_1' });
      this.says({ type: 'joined', sessionId: 'call_1', resumed, transport: 'websocket', audio: { codec: 'pcm_s16le', sampleRate: 16000 },
        state: { customerMood: 45, satisfactionLevel: 50, callDuration: 0, status } });
    }
    of(type: string) { return this.sent.filter((event) => event.type === type); }
  }
  return { sockets, FakeSocket, last: () => sockets.at(-1)! };
}
