// The audio half of the OpenAI API for the tests' server: speech (tones, a burst a word), transcriptions (what the test says was
// said) and the Realtime transcription socket. How it answers, how its bytes are cut and how it fails is the test's to say.
import { WebSocketServer } from 'ws';
import { drip, errorBody, sendJson } from './openai_server.mjs';

export const SPEECH_RATE = 24_000;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const MS_A_CHARACTER = 65;
const MS_A_GAP = 60;

/** 16-bit samples: each word a burst as long as it has characters. */
export function tones(text) {
  const words = text.split(/\s+/).filter(Boolean);
  const count = words.reduce((n, w) => n + Math.round((w.length * MS_A_CHARACTER + MS_A_GAP) * SPEECH_RATE / 1000), 0);
  const pcm = new Int16Array(count);
  let at = 0;
  for (const [index, word] of words.entries()) {
    const length = Math.round(word.length * MS_A_CHARACTER * SPEECH_RATE / 1000);
    const step = 2 * Math.PI * (180 + 40 * (index % 5)) / SPEECH_RATE;
    for (let i = 0; i < length; i++) pcm[at + i] = 9000 * Math.sin(step * i) * Math.min(1, i / 240, (length - i) / 240);
    at += length + Math.round(MS_A_GAP * SPEECH_RATE / 1000);
  }
  return Buffer.from(pcm.buffer);
}

/** The fields of a multipart/form-data body; a file is {filename, type, data}. */
export function formOf(contentType, body) {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType ?? '')?.[1];
  if (!boundary) return null;
  const fields = {};
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.toString('latin1', 0, split);
    const name = /name="([^"]+)"/.exec(head)?.[1];
    const filename = /filename="([^"]+)"/.exec(head)?.[1];
    const data = part.subarray(split + 4);
    fields[name] = filename ? { filename, type: /Content-Type: (.+)/i.exec(head)?.[1], data } : data.toString('utf8');
    at = next;
  }
  return fields;
}

/** {seconds, rate} of a PCM WAV file, or what is wrong with it. */
export function wavOf(data) {
  if (data?.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 16) !== 'WAVEfmt ') return { problem: 'no WAV' };
  const rate = data.readUInt32LE(24);
  const bytes = data.readUInt32LE(40);
  if (data.readUInt16LE(20) !== 1 || data.readUInt16LE(34) !== 16) return { problem: 'not 16-bit PCM' };
  if (bytes !== data.length - 44 || data.readUInt32LE(4) !== data.length - 8) return { problem: 'sizes that are not its own' };
  return { rate, seconds: bytes / 2 / rate, samples: new Int16Array(data.buffer.slice(data.byteOffset + 44, data.byteOffset + 44 + bytes)) };
}

async function begun(b, { request, response }) {
  if (b.firstMs) await wait(b.firstMs);
  if (b.status) {
    sendJson(response, b.status, errorBody('As the test says.', { code: b.code ?? null, type: 'server_error' }),
      b.retryAfter === undefined ? {} : { 'retry-after': String(b.retryAfter) });
    return false;
  }
  if (b.close === 'before') request.socket.destroy();
  return b.silent !== 'accept' && b.close !== 'before';
}

/** Writes a body that may stop after `share` of it: silent 'middle' or close 'middle'. */
async function write(response, bytes, b) {
  const cut = b.silent === 'middle' || b.close === 'middle';
  const part = cut ? bytes.subarray(0, Math.floor(bytes.length * (b.share ?? 0.5)) | 1) : bytes;
  await drip(response, part, { chunk: b.chunk ?? 4801, betweenMs: b.betweenMs });
  if (b.close === 'middle') {
    await wait(20);  // what was written goes out first
    response.destroy();
  } else if (b.silent !== 'middle') {
    response.end();
  }
}

/**
 * Adds the audio endpoints to a server. A behaviour of speech: {firstMs, chunk, betweenMs, share, wav, empty, status, code, silent, close};
 * of transcriptions also {text, deltas, whole (answers with JSON though a stream was asked for), broken}.
 */
export class OpenAiAudio {
  constructor(server, { voices = ['ash', 'coral', 'echo', 'onyx'] } = {}) {
    this.server = server;
    this.voices = voices;
    this.speeches = [];
    this.transcriptions = [];
    this.speech = { queued: [], always: {} };
    this.hearing = { queued: [], always: { text: 'Thank you for calling TechSupport, how may I help you?' } };
    server.route('POST', '/v1/audio/speech', (x) => this.speak(x));
    server.route('POST', '/v1/audio/transcriptions', (x) => this.transcribe(x));
  }

  /** Each answers one request; then `always` again. */
  nextSpeech(...behaviours) { this.speech.queued.push(...behaviours); }
  nextHearing(...behaviours) { this.hearing.queued.push(...behaviours); }

  async speak({ request, response, body, record }) {
    let asked;
    try { asked = JSON.parse(body.toString('utf8')); } catch { return sendJson(response, 400, errorBody('We could not parse the JSON body of your request.')); }
    record.body = asked;
    this.speeches.push({ ...asked, at: performance.now(), record });
    for (const name of ['model', 'input', 'voice']) {
      if (typeof asked[name] !== 'string' || !asked[name]) return sendJson(response, 400, errorBody(`Missing required parameter: '${name}'.`, { param: name }));
    }
    if (asked.input.length > 4096) return sendJson(response, 400, errorBody('input is too long', { param: 'input' }));
    if (!this.voices.includes(asked.voice)) return sendJson(response, 400, errorBody(`Invalid value: '${asked.voice}'.`, { param: 'voice' }));
    if (asked.response_format !== 'pcm') return sendJson(response, 400, errorBody('this server speaks pcm', { param: 'response_format' }));
    if (asked.speed !== undefined && !(asked.speed >= 0.25 && asked.speed <= 4)) return sendJson(response, 400, errorBody('speed', { param: 'speed' }));
    const b = this.speech.queued.shift() ?? this.speech.always;
    if (!await begun(b, { request, response })) return undefined;
    const pcm = b.empty ? Buffer.alloc(0) : tones(asked.input);
    response.writeHead(200, { 'content-type': b.wav ? 'audio/wav' : 'audio/pcm', 'transfer-encoding': 'chunked' });
    response.flushHeaders();
    if (b.silent === 'head') return undefined;
    if (b.firstByteMs) await wait(b.firstByteMs);
    return write(response, b.wav ? Buffer.concat([wavHeader(pcm.length), pcm]) : pcm, b);
  }

  async transcribe({ request, response, body, record }) {
    const form = formOf(request.headers['content-type'], body);
    if (!form) return sendJson(response, 400, errorBody('Could not parse multipart form'));
    const wav = wavOf(form.file?.data);
    record.body = form;
    this.transcriptions.push({ ...form, wav, at: performance.now(), record });
    if (!form.model) return sendJson(response, 400, errorBody('you must provide a model parameter'));
    if (!form.file || wav.problem) return sendJson(response, 400, errorBody(`Invalid file format: ${wav.problem}`, { param: 'file' }));
    if (wav.seconds < 0.1) return sendJson(response, 400, errorBody('Audio file is too short.', { code: 'audio_too_short' }));
    const b = this.hearing.queued.shift() ?? this.hearing.always;
    if (!await begun(b, { request, response })) return undefined;
    const text = typeof b.text === 'function' ? b.text(form, wav) : b.text ?? '';
    if (form.stream !== 'true' || b.whole) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return write(response, Buffer.from(b.broken ? '{"text": ' : JSON.stringify({ text })), b);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.flushHeaders();
    if (b.silent === 'head') return undefined;
    if (b.firstByteMs) await wait(b.firstByteMs);
    const frame = (event) => `data: ${JSON.stringify(event)}\n\n`;
    const deltas = text.match(/\s*\S+/g) ?? [];
    let frames = deltas.map((delta) => frame({ type: 'transcript.text.delta', delta }));
    if (b.broken) frames.splice(1, 0, 'data: {"type": \n\n');
    frames.push(frame({ type: 'transcript.text.done', text, usage: { type: 'tokens', input_tokens: 1, output_tokens: deltas.length, total_tokens: 1 + deltas.length } }));
    if (b.chunk || b.silent || b.close) return write(response, Buffer.from(frames.join('')), b);
    for (const one of frames) await drip(response, one, { betweenMs: b.betweenMs });
    return response.end();
  }
}

function wavHeader(bytes) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SPEECH_RATE, 24);
  head.writeUInt32LE(SPEECH_RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}

/**
 * The Realtime transcription socket: GET /v1/realtime?intent=transcription. A behaviour answers one commit:
 * {text, afterMs, betweenMs, silent, fail, error, close}.
 */
export class OpenAiRealtime {
  constructor(server) {
    this.server = server;
    this.sessions = [];
    this.commits = [];
    this.queued = [];
    this.always = { text: 'Thank you for calling TechSupport, how may I help you?' };
    this.refuse = false;
    this.wss = new WebSocketServer({ noServer: true });
    server.http.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url, 'http://x');
      if (server.conversations && url.searchParams.has('model')) return undefined;
      const known = url.pathname === '/v1/realtime' && url.searchParams.get('intent') === 'transcription' && !url.searchParams.has('model');
      const allowed = !server.apiKey || request.headers.authorization === `Bearer ${server.apiKey}`;
      if (this.refuse || !known || !allowed) return socket.end(`HTTP/1.1 ${allowed ? 404 : 401} No\r\nConnection: close\r\n\r\n`);
      return this.wss.handleUpgrade(request, socket, head, (ws) => this.converse(ws));
    });
  }

  next(...behaviours) { this.queued.push(...behaviours); }
  stop() { for (const ws of this.wss.clients) ws.terminate(); }

  converse(ws) {
    const session = { ws, config: null, bytes: 0, items: 0, events: [] };
    this.sessions.push(session);
    const send = (event) => { if (ws.readyState === 1) ws.send(JSON.stringify({ event_id: `event_${session.events.length}`, ...event })); };
    const complain = (message, code = 'invalid_value') => send({ type: 'error', error: { type: 'invalid_request_error', code, message, param: null, event_id: null } });
    send({ type: 'session.created', session: { type: 'transcription', object: 'realtime.transcription_session', id: 'sess_1' } });
    ws.on('message', (data) => {
      const event = JSON.parse(data.toString('utf8'));
      session.events.push(event.type);
      switch (event.type) {
        case 'session.update': {
          const input = event.session?.audio?.input;
          if (event.session?.type !== 'transcription' || input?.format?.type !== 'audio/pcm' || input.format.rate !== 24000 || !input.transcription?.model) {
            return complain('Invalid session.');
          }
          session.config = event.session;
          return send({ type: 'session.updated', session: event.session });
        }
        case 'input_audio_buffer.append':
          session.bytes += Buffer.from(event.audio, 'base64').length;
          return undefined;
        case 'input_audio_buffer.clear':
          session.bytes = 0;
          return send({ type: 'input_audio_buffer.cleared' });
        case 'input_audio_buffer.commit': return this.commit(session, send, complain);
        default: return complain(`Unknown event ${event.type}`);
      }
    });
  }

  async commit(session, send, complain) {
    const seconds = session.bytes / 2 / 24000;
    session.bytes = 0;
    if (!session.config || session.config.audio.input.turn_detection !== null) return complain('Commits are the server\'s here.');
    if (seconds < 0.1) return complain('buffer too small', 'input_audio_buffer_commit_empty');
    const b = this.queued.shift() ?? this.always;
    this.commits.push({ seconds, at: performance.now() });
    if (b.close) return session.ws.terminate();
    if (b.error) return complain('As the test says.', b.error);
    if (b.silent) return undefined;
    const item = `item_${++session.items}`;
    const about = { item_id: item, content_index: 0 };
    send({ type: 'input_audio_buffer.committed', item_id: item, previous_item_id: null });
    if (b.afterMs) await wait(b.afterMs);
    if (b.fail) return send({ type: 'conversation.item.input_audio_transcription.failed', ...about, error: { type: 'server_error', code: 'audio_unintelligible', message: 'x' } });
    for (const delta of b.text.match(/\s*\S+/g) ?? []) {
      send({ type: 'conversation.item.input_audio_transcription.delta', ...about, delta });
      if (b.betweenMs) await wait(b.betweenMs);
    }
    return send({ type: 'conversation.item.input_audio_transcription.completed', ...about, transcript: b.text, usage: { type: 'duration', seconds } });
  }
}
