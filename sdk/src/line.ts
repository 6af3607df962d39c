import { toBase64 } from './base64.js';
import { MockCallError } from './errors.js';
import type { AudioPreference, ClientEvents, ErrorEvent, JoinedEvent, ServerEvents } from './generated/schema.js';
import type { SocketConstructor, SocketLike } from './socket/global.js';

/** Close codes after which there is no way back, and what to say about them. */
const FINAL: Record<number, [code: ErrorEvent['code'], message: string]> = {
  4401: ['UNAUTHORIZED', 'This call cannot be joined any more: its token is not valid.'],
  4404: ['SESSION_NOT_FOUND', 'This call does not exist any more.'],
  4409: ['CONNECTION_LOST', 'This call was joined in another place.'],
  4410: ['SESSION_EXPIRED', 'This call has ended.'],
};
const OPEN = 1;
const MAX_WAITING = 50;

/** A client's event without what the line fills in. */
export type Outgoing<Name extends keyof ClientEvents> = Omit<ClientEvents[Name], 'type' | 'sessionId'>;

export interface LineHandlers {
  event(event: ServerEvents[keyof ServerEvents]): void;
  joined(event: JoinedEvent): void;
  lost(attempt: number, retryIn: number): void;
  /** For good. Without an error the call has ended. */
  closed(error: MockCallError | null): void;
}

export interface LineOptions {
  url: string;
  sessionId: string;
  sessionToken: string;
  audio: AudioPreference;
  /** Listens instead of taking the line; `sessionToken` is a supervisor's bearer token. */
  monitor?: boolean;
  WebSocket: SocketConstructor;
  /** Milliseconds after which a lost line is given up; the server keeps a call for 30 s. */
  reconnectWindow: number;
  /** Milliseconds without a word from a server that says something every 5 s during a call. */
  silenceLimit: number;
  random?: () => number;
}

/** The line to one call. Once it was joined it is joined again by itself, with what waits to be said. */
export class CallLine {
  #socket: SocketLike | null = null;
  #joined = false;
  #everJoined = false;
  #over = false;
  #talking = false;
  #lostAt: number | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #waiting: string[] = [];

  constructor(private readonly options: LineOptions, private readonly handlers: LineHandlers) {}

  get joined(): boolean { return this.#joined; }
  get over(): boolean { return this.#over; }

  open(): void {
    const socket = new this.options.WebSocket(this.options.url);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: this.options.sessionToken }));
    socket.onmessage = ({ data }) => { if (socket === this.#socket) this.#receive(String(data)); };
    socket.onclose = ({ code }) => { if (socket === this.#socket) this.#closed(code); };
    socket.onerror = () => {}; // a close follows
  }

  /** Sends now or not at all: for audio, which nobody wants late. */
  send<Name extends keyof ClientEvents>(type: Name, members: Outgoing<Name>): boolean {
    if (!this.#joined || this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(this.#frame(type, members));
    return true;
  }

  /** Sends now or as soon as the line is up again. */
  post<Name extends keyof ClientEvents>(type: Name, members: Outgoing<Name>): void {
    if (this.#over) throw new MockCallError('NOT_CONNECTED', 'The call is over.');
    if (this.send(type, members)) return;
    if (this.#waiting.length >= MAX_WAITING) throw new MockCallError('CONNECTION_LOST', 'The line is down and too much waits to be sent.', { recoverable: true });
    this.#waiting.push(this.#frame(type, members));
  }

  /** Leaves the call. Whoever comes back within the server's window finds it still there. */
  close(error: MockCallError | null = null): void {
    if (this.#over) return;
    this.#over = true;
    this.#joined = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onclose = socket.onmessage = socket.onopen = null;
      socket.close(1000);
    }
    this.handlers.closed(error);
  }

  #frame(type: string, members: object): string {
    return JSON.stringify({ type, sessionId: this.options.sessionId, ...members }, (_, value) => (value instanceof Uint8Array ? toBase64(value) : value));
  }

  #receive(text: string): void {
    let event: ServerEvents[keyof ServerEvents];
    try {
      event = JSON.parse(text);
    } catch {
      return;
    }
    if (event.type === 'auth:ok') {
      this.#socket?.send(this.#frame('join', this.options.monitor ? { monitor: true } : { audio: this.options.audio }));
      return;
    }
    if (event.type === 'joined') this.#join(event);
    if (event.type === 'state:update' || event.type === 'joined') this.#talking = ['active', 'on_hold'].includes(event.state.status);
    this.#listen();
    this.handlers.event(event);
    if (event.type === 'call:ended') this.close();
  }

  #join(event: JoinedEvent): void {
    this.#joined = this.#everJoined = true;
    this.#attempt = 0;
    this.#lostAt = null;
    this.handlers.joined(event);
    for (const frame of this.#waiting.splice(0)) this.#socket?.send(frame);
  }

  /** A line that looks open and has gone silent is a dead one. */
  #listen(): void {
    clearTimeout(this.#silence);
    if (!this.#talking) return;
    this.#silence = setTimeout(() => {
      const socket = this.#socket;
      this.#closed(1006);
      socket?.close();
    }, this.options.silenceLimit);
  }

  #closed(code: number): void {
    clearTimeout(this.#silence);
    this.#joined = false;
    this.#socket = null;
    if (this.#over) return;
    const final = FINAL[code];
    if (final) return this.close(new MockCallError(...final));
    if (code === 1000) return this.close();
    this.#lostAt ??= Date.now();
    const late = Date.now() - this.#lostAt > this.options.reconnectWindow;
    if (!this.#everJoined || late) return this.close(new MockCallError('CONNECTION_LOST', 'The connection to the call was lost.', { recoverable: !late }));
    const retryIn = Math.round(Math.min(4000, 250 * 2 ** this.#attempt++) * (0.8 + 0.4 * (this.options.random ?? Math.random)()));
    this.#timer = setTimeout(() => this.open(), retryIn);
    this.handlers.lost(this.#attempt, retryIn);
  }
}
