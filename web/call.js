// The line to the server: one call, joined again by itself when the connection drops.
const FINAL = { 4401: 'This call cannot be joined any more.', 4404: 'This call does not exist any more.', 4409: 'This call was taken over in another window.',
  4410: 'This call has ended.' };
const GIVE_UP_MS = 35_000;

export const toBase64 = (buffer) => {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return btoa(text);
};
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** Dispatches every event of the server by its type; `connection` {state, message}; `final` when there is no way back. */
export class CallLine extends EventTarget {
  constructor({ sessionId, sessionToken }) {
    super();
    this.sessionId = sessionId;
    this.token = sessionToken;
    this.joined = false;
    this.over = false;
    this.lostAt = 0;
    this.attempt = 0;
  }

  tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  connect() {
    const url = new URL('/ws/mock-call', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = this.socket = new WebSocket(url);
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: this.token }));
    socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    socket.onclose = ({ code }) => { if (socket === this.socket) this.closed(code); };
  }

  receive(event) {
    if (event.type === 'auth:ok') return this.send('join', { audio: { codec: 'pcm_s16le' } });
    if (event.type === 'joined') {
      this.joined = true;
      this.lostAt = this.attempt = 0;
      this.tell('connection', { state: 'up' });
    }
    if (event.type === 'audio:customer') event.data = fromBase64(event.data);
    if (event.type === 'call:ended') this.over = true;
    this.tell(event.type, event);
  }

  closed(code) {
    this.joined = false;
    if (this.over) return;
    if (FINAL[code]) return this.finish(FINAL[code]);
    this.lostAt ||= Date.now();
    if (Date.now() - this.lostAt > GIVE_UP_MS) return this.finish('The connection was lost for too long.');
    const wait = Math.min(4000, 300 * 2 ** this.attempt++) * (0.8 + 0.4 * Math.random());
    this.tell('connection', { state: 'down', message: 'The connection was lost. Joining the call again…' });
    this.timer = setTimeout(() => this.connect(), wait);
  }

  finish(message) {
    this.over = true;
    this.tell('final', { message });
  }

  send(type, members = {}) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    if (!this.joined && type !== 'join') return false;
    this.socket.send(JSON.stringify({ type, sessionId: this.sessionId, ...members }));
    return true;
  }

  action(action, data) { return this.send('action', data ? { action, data } : { action }); }

  hangUp() {
    this.over = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
  }
}
