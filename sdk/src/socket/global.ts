/** What the SDK needs of a WebSocket; the platform's and `ws` both have it. */
export interface SocketLike {
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

export const PlatformWebSocket = globalThis.WebSocket as unknown as SocketConstructor;
