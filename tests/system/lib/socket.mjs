// A WebSocket client for which every event must be true to asyncapi.yaml.
import assert from 'node:assert/strict';
import { decode, encode } from '@msgpack/msgpack';
import WebSocket from 'ws';
import { eventProblems } from './contract.mjs';
import { PATIENCE } from './server.mjs';

export class CallSocket {
  constructor(url, { encoding = 'json', headers, player = true } = {}) {
    this.encoding = encoding;
    this.events = [];
    this.problems = [];
    this.waiters = new Set();
    this.player = player ? new Player(this) : null;
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => this.socket.once('close', (code, reason) => {
      this.closeCode = code;
      this.player?.stop();
      for (const waiter of this.waiters) waiter();
      resolve({ code, reason: String(reason) });
    }));
    this.socket.on('error', () => {});
    this.socket.on('message', (data, isBinary) => this.receive(data, isBinary));
  }

  /** Opened, authenticated and joined to a call that POST /start returned. */
  static async join(server, call, { audio, ...options } = {}) {
    const socket = new CallSocket(server.socketUrl, options);
    await socket.opened;
    socket.sessionId = call.sessionId;
    socket.send({ type: 'auth', token: call.sessionToken });
    await socket.wait('auth:ok');
    socket.send({ type: 'join', sessionId: call.sessionId, ...(audio && { audio }) });
    socket.joined = await socket.wait('joined');
    return socket;
  }

  /** A supervisor who listens. */
  static async listen(server, token, sessionId, options = {}) {
    const socket = new CallSocket(server.socketUrl, { player: false, ...options });
    await socket.opened;
    socket.sessionId = sessionId;
    socket.send({ type: 'auth', token });
    await socket.wait('auth:ok');
    socket.send({ type: 'join', monitor: true });
    socket.joined = await socket.wait('joined');
    return socket;
  }

  receive(data, isBinary) {
    let event;
    try {
      event = isBinary ? decode(data) : JSON.parse(data.toString('utf8'));
    } catch (error) {
      this.problems.push(`undecodable frame: ${error.message}`);
      return;
    }
    this.problems.push(...eventProblems(event, isBinary ? 'msgpack' : 'json'));
    if (event.type !== 'error' && isBinary !== (this.encoding === 'msgpack')) this.problems.push(`${event.type} came in the other encoding`);
    if (event.type.startsWith('audio:') && typeof event.data === 'string') event.data = Buffer.from(event.data, 'base64');
    event.receivedAt = performance.now();
    this.events.push(event);
    this.player?.onEvent(event);
    for (const waiter of this.waiters) waiter();
  }

  send(event) {
    const whole = this.sessionId && event.sessionId === undefined && event.type !== 'auth' ? { ...event, sessionId: this.sessionId } : event;
    if (this.encoding === 'msgpack') return this.socket.send(encode(whole));
    return this.socket.send(JSON.stringify(whole, (key, value) => (key === 'data' && value?.type === 'Buffer'
      ? Buffer.from(value.data).toString('base64') : value)));
  }

  sendRaw(data) { this.socket.send(data); }
  mark() { return this.events.length; }

  /** The first event of this type (that `accept` takes) from `since` on; already here or still to come. */
  wait(type, { accept = () => true, since = 0, within = 20_000 } = {}) {
    return new Promise((resolve, reject) => {
      let next = since;
      const finish = (settle, value) => { clearTimeout(timer); this.waiters.delete(look); settle(value); };
      const look = () => {
        if (this.problems.length > 0) return finish(reject, new Error(`against the contract:\n${this.problems.join('\n')}`));
        for (; next < this.events.length; next++) {
          const event = this.events[next];
          if ((type === null || event.type === type) && accept(event)) return finish(resolve, event);
        }
        if (this.closeCode !== undefined) finish(reject, new Error(`closed with ${this.closeCode} while waiting for ${type}; ${this.summary()}`));
      };
      const timer = setTimeout(() => finish(reject, new Error(`no ${type} within ${within} ms; ${this.summary()}`)), within * PATIENCE);
      this.waiters.add(look);
      look();
    });
  }

  of(type, since = 0) { return this.events.slice(since).filter((event) => event.type === type); }

  summary() {
    return `seen: ${this.events.filter((e) => e.type !== 'audio:customer').slice(-12)
      .map((e) => JSON.stringify({ ...e, receivedAt: undefined, evaluation: undefined })).join(' ')}`;
  }

  /** Says something by keyboard and waits for the customer's whole answer. */
  async say(text, options) {
    const since = this.mark();
    this.send({ type: 'agent:text', content: text });
    return this.answerSince(since, options);
  }

  async answerSince(since, { within = 30_000 } = {}) {
    // A line that began before is not the answer, even if its final words come only now.
    const begunBefore = new Set(this.events.slice(0, since).map((e) => e.utteranceId));
    const said = await this.wait('transcript', { since, within, accept: (e) => e.speaker === 'customer' && e.final && !begunBefore.has(e.utteranceId) });
    // A line that was spoken over is cleared and has no last piece.
    const ofLine = (type, more) => this.wait(type, { since, within, accept: (e) => e.utteranceId === said.utteranceId && more(e) });
    await Promise.any([ofLine('audio:customer', (e) => e.final), ofLine('audio:clear', () => true)]);
    await this.player?.silence();
    return said;
  }

  /** The customer's samples of one utterance (16-bit mono), all pieces in order. */
  audioOf(utteranceId) {
    const pieces = this.of('audio:customer').filter((e) => e.utteranceId === utteranceId);
    pieces.forEach((piece, index) => assert.equal(piece.sequence, index, 'pieces come in order without gaps'));
    return { pieces, bytes: Buffer.concat(pieces.map((p) => Buffer.from(p.data))), sampleRate: pieces[0]?.sampleRate };
  }

  async closeWith(expected, within = 20_000) {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error(`not closed within ${within} ms; ${this.summary()}`)), within * PATIENCE).unref());
    const { code } = await Promise.race([this.closed, late]);
    assert.equal(code, expected, this.summary());
    this.check();
  }

  /** The line goes dead without a goodbye. */
  drop() { this.socket.terminate(); return this.closed; }

  async close() {
    if (this.closeCode === undefined) {
      this.socket.close(1000);
      setTimeout(() => this.socket.terminate(), 5000).unref();
      await this.closed;
    }
    this.check();
  }

  check() { assert.deepEqual(this.problems, [], this.problems.join('\n')); }
}

/** Plays the customer's audio in real time as a browser would, and reports what was heard. */
class Player {
  constructor(socket) {
    this.socket = socket;
    this.until = 0;
    this.timers = new Set();
    this.playing = new Map();
  }

  onEvent(event) {
    if (event.type === 'audio:clear') return this.clear(event.utteranceId);
    if (event.type !== 'audio:customer' || event.utteranceId === 'ambience') return;
    const now = performance.now();
    this.until = Math.max(this.until, now);
    const line = this.playing.get(event.utteranceId) ?? this.resumed(event.utteranceId);
    this.playing.set(event.utteranceId, line);
    if (event.codec === 'pcm_s16le') {
      const ms = event.data.length / 2 / event.sampleRate * 1000;
      line.ms += ms;
      this.until += ms;
    }
    if (event.final) this.later(this.until - now, () => this.report(event.utteranceId, line.ms));
  }

  /** A line that was cleared and goes on counts on. */
  resumed(utteranceId) {
    const heard = this.cleared?.utteranceId === utteranceId ? this.cleared.ms : 0;
    return { start: this.until - heard, ms: heard };
  }

  clear(utteranceId) {
    const line = this.playing.get(utteranceId);
    if (!line) return;
    this.until = performance.now();
    this.cleared = { utteranceId, ms: Math.max(0, Math.min(line.ms, this.until - line.start)) };
    this.report(utteranceId, this.cleared.ms);
  }

  report(utteranceId, ms) {
    if (!this.playing.delete(utteranceId) || this.socket.closeCode !== undefined) return;
    this.socket.send({ type: 'audio:played', utteranceId, ms: Math.round(ms) });
  }

  /** When everything that came has been heard. */
  silence() {
    const left = this.until - performance.now();
    return left > 0 ? new Promise((resolve) => this.later(left, resolve)) : Promise.resolve();
  }

  later(ms, task) {
    const timer = setTimeout(() => { this.timers.delete(timer); task(); }, ms);
    this.timers.add(timer);
  }

  stop() { for (const timer of this.timers) clearTimeout(timer); }
}
