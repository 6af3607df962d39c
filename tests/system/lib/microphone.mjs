// A microphone that is always on: 20 ms pieces in real time, silence where nobody speaks.
import { RATE, bytesOf } from './audio.mjs';

const PIECE = RATE / 50;

export class Microphone {
  constructor(socket) {
    this.socket = socket;
    this.queue = [];
    this.sent = 0;
    this.spoken = [];
    socket.send({ type: 'audio:start', format: { codec: 'pcm_s16le', sampleRate: RATE, channels: 1 } });
    this.origin = performance.now();
    this.timer = setInterval(() => this.pump(), 10);
  }

  /** Resolves when the last sample has left. */
  say(pcm) {
    return new Promise((resolve) => { this.queue.push({ pcm, at: 0, resolve }); });
  }

  pump() {
    while (performance.now() - this.origin >= (this.sent + 1) * 20) {
      if (this.socket.closeCode !== undefined) return this.stop();
      this.socket.send({ type: 'audio:data', data: bytesOf(this.next()), timestamp: this.sent * 20 });
      this.sent++;
    }
  }

  next() {
    const piece = new Int16Array(PIECE);
    const line = this.queue[0];
    if (!line) return piece;
    if (line.at === 0) this.spoken.push({ at: this.origin + this.sent * 20, seconds: line.pcm.length / RATE });
    piece.set(line.pcm.subarray(line.at, line.at + PIECE));
    line.at += PIECE;
    if (line.at >= line.pcm.length) { this.queue.shift(); line.resolve(); }
    return piece;
  }

  stop() {
    clearInterval(this.timer);
    for (const line of this.queue.splice(0)) line.resolve();
  }
}

/** Sends ready-made pieces so that all of them take `seconds`, then says that it was all. */
export async function stream(socket, pieces, seconds, { format, end = true } = {}) {
  socket.send({ type: 'audio:start', ...(format && { format }) });
  const origin = performance.now();
  for (let i = 0; i < pieces.length; i++) {
    const due = origin + seconds * 1000 * i / pieces.length;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    if (socket.closeCode !== undefined) return;
    socket.send({ type: 'audio:data', data: pieces[i], timestamp: Math.round(due - origin) });
  }
  if (end) socket.send({ type: 'audio:end' });
}

/** Bytes cut at odd places, about `count` pieces; the same for the same seed. */
export function cutOddly(bytes, count, seed = 7) {
  const pieces = [];
  let state = seed;
  for (let at = 0; at < bytes.length;) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    const size = Math.max(1, Math.round(bytes.length / count * (0.3 + 1.4 * state / 0x7fffffff)));
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
