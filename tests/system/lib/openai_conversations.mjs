// The Realtime API as a conversation that speaks (session type "realtime") over real sockets, as strict as the hosted one: closed
// objects, known items, one response at a time, audio_end_ms within the audio. What it says, in which order, how fast and how it
// fails is the test's to say.
import { WebSocketServer } from 'ws';
import { SPEECH_RATE, tones } from './openai_audio.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const VOICES = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar'];
const PAUSE_MS = 260;
const pause = Buffer.alloc(Math.round(PAUSE_MS * SPEECH_RATE / 1000) * 2);

export const sentencesOf = (text) => text.match(/[^.!?]+[.!?]*\s*/g) ?? [];
/** What the instructions ask to be said: a line in other words, or words to be read out. */
export function wantedWords(instructions) {
  const quoted = /(?:in other words|and nothing else): ("(?:[^"\\]|\\.)*")/.exec(instructions);
  return quoted ? JSON.parse(quoted[1]) : '';
}
export const isReading = (instructions) => instructions.startsWith('Say exactly these words');

class Refusal extends Error {
  constructor(message, code, param = null) { super(message); Object.assign(this, { code, param }); }
}

/** Closed objects: every member by name, with what it must be; a name that ends in ? may be missing. */
function check(value, shape, where) {
  if (typeof shape === 'function') {
    if (!shape(value)) throw new Refusal(`Invalid value for '${where}'.`, 'invalid_value', where);
    return;
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) throw new Refusal(`Invalid type for '${where}': expected an array.`, 'invalid_type', where);
    value.forEach((v, i) => check(v, shape[0], `${where}[${i}]`));
    return;
  }
  if (typeof value !== 'object' || value === null) throw new Refusal(`Invalid type for '${where}': expected an object.`, 'invalid_type', where);
  const names = new Map(Object.entries(shape).map(([name, of]) => [name.replace(/\?$/, ''), { of, optional: name.endsWith('?') }]));
  for (const name of Object.keys(value)) if (!names.has(name)) throw new Refusal(`Unknown parameter: '${where}.${name}'.`, 'unknown_parameter', `${where}.${name}`);
  for (const [name, { of, optional }] of names) {
    if (value[name] === undefined) {
      if (!optional) throw new Refusal(`Missing required parameter: '${where}.${name}'.`, 'missing_required_parameter', `${where}.${name}`);
    } else check(value[name], of, `${where}.${name}`);
  }
}
const text = (v) => typeof v === 'string';
const is = (...all) => (v) => all.includes(v);
const count = (v) => Number.isInteger(v) && v >= 0;
const FORMAT = { type: is('audio/pcm'), rate: is(SPEECH_RATE) };
const TOOL = { type: is('function'), name: (v) => /^[\w-]{1,64}$/.test(v), 'description?': text, parameters: (v) => v?.type === 'object' };
const CHOICE = (v) => ['auto', 'none', 'required'].includes(v) || (v?.type === 'function' && text(v.name) && Object.keys(v).length === 2);
const MODALITIES = (v) => Array.isArray(v) && v.length === 1 && ['audio', 'text'].includes(v[0]);
const SESSION = { type: is('realtime'), 'output_modalities?': MODALITIES, 'instructions?': text, 'tools?': [TOOL], 'tool_choice?': CHOICE,
  'audio?': { 'input?': { 'format?': FORMAT, 'transcription?': { model: text, 'language?': (v) => /^[a-z]{2}$/.test(v), 'prompt?': text }, 'turn_detection?': (v) => v === null },
    'output?': { 'format?': FORMAT, 'voice?': is(...VOICES), 'speed?': (v) => v >= 0.25 && v <= 1.5 } } };
const OUTPUT = { 'output?': { 'format?': FORMAT, 'voice?': is(...VOICES) } };
const METADATA = (v) => v && Object.keys(v).length <= 16 && Object.values(v).every((x) => text(x) && x.length <= 512);
const MESSAGE = { 'id?': (v) => text(v) && v.length <= 32, type: is('message'), role: is('user', 'assistant', 'system'),
  content: [{ type: is('input_text', 'output_text'), text }] };
const RESULT = { 'id?': text, type: is('function_call_output'), call_id: text, output: text };
const ITEM = (where, v) => check(v, v?.type === 'function_call_output' ? RESULT : MESSAGE, where);
const EVENTS = {
  'session.update': { session: SESSION },
  'input_audio_buffer.append': { audio: (v) => text(v) && v.length > 0 && v.length <= 15 * 2 ** 20 && /^[A-Za-z0-9+/]+={0,2}$/.test(v) },
  'input_audio_buffer.commit': {},
  'input_audio_buffer.clear': {},
  'conversation.item.create': { 'previous_item_id?': text, item: (v) => { ITEM('item', v); return true; } },
  'conversation.item.truncate': { item_id: text, content_index: is(0), audio_end_ms: count },
  'conversation.item.delete': { item_id: text },
  'response.create': { 'response?': { 'instructions?': text, 'output_modalities?': MODALITIES, 'audio?': OUTPUT, 'conversation?': is('auto', 'none'),
    'metadata?': METADATA, 'tools?': [TOOL], 'tool_choice?': CHOICE, 'input?': (v) => { v.forEach((x, i) => ITEM(`response.input[${i}]`, x)); return true; } } },
  'response.cancel': { 'response_id?': text },
};

/**
 * A behaviour of a response, all members optional:
 *   say          text, or a function of ({instructions, session}) giving it (the words that were asked for)
 *   calls        [{name, arguments}] before what is said;  onlyCalls  nothing is said beside them
 *   firstMs      until the first event;  betweenMs  between two pieces of it;  pieceMs  of sound in one (100)
 *   order        'words' first (default), 'sound' first, 'late': the transcript after all the sound
 *   sound        a function (sentence, index) → Buffer
 *   code         an error event instead;  status  'failed' or 'incomplete', after half
 *   silent       'accept' or 'middle';  close  'before' or 'middle';  broken  an event that is no JSON, in the middle
 *   forgetful    the metadata does not come back
 * of an utterance: {text, afterMs, fail, silent, close}.
 */
export class OpenAiConversations {
  constructor(server, { models = ['gpt-realtime'], path = '/v1/realtime' } = {}) {
    this.server = server;
    this.models = models;
    this.sessions = [];
    this.responses = { queued: [], always: {} };
    this.hearing = { queued: [], always: { text: 'Thank you for calling TechSupport, how may I help you?' } };
    this.refuse = false;
    this.wss = new WebSocketServer({ noServer: true, maxPayload: 16 * 2 ** 20 });
    server.conversations = this;
    server.http.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url, 'http://x');
      if (!url.searchParams.has('model')) return undefined;
      const known = url.pathname === path && models.includes(url.searchParams.get('model')) && [...url.searchParams].length === 1;
      const allowed = !server.apiKey || request.headers.authorization === `Bearer ${server.apiKey}`;
      if (this.refuse || !known || !allowed) return socket.end(`HTTP/1.1 ${allowed ? 404 : 401} No\r\nConnection: close\r\n\r\n`);
      return this.wss.handleUpgrade(request, socket, head, (ws) => this.sessions.push(new Conversation(this, ws)));
    });
  }

  nextResponse(...behaviours) { this.responses.queued.push(...behaviours); }
  nextHearing(...behaviours) { this.hearing.queued.push(...behaviours); }
  /** Responses that were asked for, of all sessions, in order. */
  get asked() { return this.sessions.flatMap((s) => s.responses).sort((a, b) => a.at - b.at); }
  /** Errors that were sent. */
  get errors() { return this.sessions.flatMap((s) => s.errors); }
  stop() { for (const ws of this.wss.clients) ws.terminate(); }
}

/** An item without what is only known here. */
const onTheWire = ({ audioMs: _, words: __, ...wire }) => wire;

class Conversation {
  constructor(all, ws) {
    Object.assign(this, { all, ws, config: null, bytes: 0, items: [], responses: [], errors: [], received: [], ids: 0, active: null, spoken: false });
    this.send({ type: 'session.created', session: { type: 'realtime', object: 'realtime.session', id: this.id('sess') } });
    ws.on('message', (data) => this.receive(data));
  }

  id(kind) { return `${kind}_${++this.ids}`; }
  send(event) { if (this.ws.readyState === 1) this.ws.send(JSON.stringify({ event_id: this.id('event'), ...event })); }

  receive(data) {
    let event;
    try {
      event = JSON.parse(data.toString('utf8'));
      this.received.push(event);
      const { type, event_id: _, ...rest } = event;
      if (!EVENTS[type]) throw new Refusal(`Invalid value: '${type}'.`, 'invalid_value', 'type');
      check(rest, EVENTS[type], type.split('.')[0]);
      if (!this.config && type !== 'session.update') throw new Refusal('The session is not set up.', 'session_missing');
      this.take(type, rest, event.event_id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.complain(error, event?.event_id);
    }
  }

  complain({ message, code, param }, about = null) {
    const error = { type: 'invalid_request_error', code, message, param: param ?? null, event_id: about };
    this.errors.push(error);
    this.send({ type: 'error', error });
  }

  take(type, event, eventId) {
    switch (type) {
      case 'session.update':
        this.config = { ...this.config, ...event.session };
        return this.send({ type: 'session.updated', session: this.config });
      case 'input_audio_buffer.append':
        this.bytes += Buffer.from(event.audio, 'base64').length;
        return undefined;
      case 'input_audio_buffer.clear':
        this.bytes = 0;
        return this.send({ type: 'input_audio_buffer.cleared' });
      case 'input_audio_buffer.commit': return this.commit();
      case 'conversation.item.create': return this.create(event);
      case 'conversation.item.truncate': return this.truncate(event);
      case 'conversation.item.delete':
        if (!this.items.some((i) => i.id === event.item_id)) throw new Refusal(`Item with item_id not found: ${event.item_id}`, 'item_delete_invalid_item_id', 'item_id');
        this.items = this.items.filter((i) => i.id !== event.item_id);
        return this.send({ type: 'conversation.item.deleted', item_id: event.item_id });
      case 'response.cancel': {
        const running = this.responses.find((r) => !r.over && (event.response_id === undefined ? r === this.active : r.id === event.response_id));
        if (!running) throw new Refusal('Cancellation failed: no active response found', 'response_cancel_not_active');
        running.cancelled = true;
        return undefined;
      }
      default: return this.respond(event.response ?? {}, eventId);
    }
  }

  add(item, after = this.items.at(-1)?.id ?? 'root') {
    const at = after === 'root' ? 0 : this.items.findIndex((i) => i.id === after) + 1;
    if (after !== 'root' && at === 0) throw new Refusal(`Previous item not found: ${after}`, 'item_create_invalid_previous_item_id', 'previous_item_id');
    this.items.splice(at, 0, item);
    const wire = onTheWire(item);
    this.send({ type: 'conversation.item.added', previous_item_id: after === 'root' ? null : after, item: { object: 'realtime.item', status: 'completed', ...wire } });
    return item;
  }

  create({ previous_item_id: after, item }) {
    if (item.id && this.items.some((i) => i.id === item.id)) throw new Refusal('Item already exists.', 'item_create_duplicate_item_id', 'item.id');
    if (item.type === 'function_call_output' && !this.items.some((i) => i.type === 'function_call' && i.call_id === item.call_id)) {
      throw new Refusal(`Tool call ID '${item.call_id}' not found in conversation.`, 'item_create_invalid_call_id', 'item.call_id');
    }
    const kind = item.role === 'assistant' ? 'output_text' : 'input_text';
    if (item.content?.some((c) => c.type !== kind)) throw new Refusal('Invalid content type for this role.', 'invalid_value', 'item.content');
    const added = this.add({ id: this.id('item'), words: item.content?.[0].text, ...item }, after);
    this.send({ type: 'conversation.item.done', previous_item_id: null, item: onTheWire(added) });
  }

  truncate({ item_id: id, audio_end_ms: ms }) {
    const item = this.items.find((i) => i.id === id && i.role === 'assistant');
    if (!item) throw new Refusal(`Item with item_id not found: ${id}`, 'item_truncate_invalid_item_id', 'item_id');
    if (item.audioMs === undefined || ms > item.audioMs) throw new Refusal(`Audio content of ${item.audioMs}ms is already shorter than ${ms}ms`, 'invalid_value', 'audio_end_ms');
    item.audioMs = ms;
    item.words = undefined;  // the words that were not heard are taken back with all of its words
    this.send({ type: 'conversation.item.truncated', item_id: id, content_index: 0, audio_end_ms: ms });
  }

  commit() {
    const seconds = this.bytes / 2 / SPEECH_RATE;
    this.bytes = 0;
    if (seconds < 0.1) throw new Refusal('Error committing input audio buffer: buffer too small.', 'input_audio_buffer_commit_empty');
    this.hear(seconds).catch((e) => { this.all.server.failure ??= e; this.ws.terminate(); });
  }

  async hear(seconds) {
    const b = this.all.hearing.queued.shift() ?? this.all.hearing.always;
    if (b.close) return this.ws.terminate();
    if (b.silent) return undefined;
    const item = this.add({ id: this.id('item'), type: 'message', role: 'user', content: [{ type: 'input_audio', transcript: null }] });
    this.send({ type: 'input_audio_buffer.committed', item_id: item.id, previous_item_id: null });
    if (b.afterMs) await wait(b.afterMs);
    const about = { item_id: item.id, content_index: 0 };
    if (b.fail) return this.send({ type: 'conversation.item.input_audio_transcription.failed', ...about, error: { type: 'server_error', code: 'audio_unintelligible', message: 'x' } });
    item.words = b.text;
    for (const delta of b.text.match(/\s*\S+/g) ?? []) this.send({ type: 'conversation.item.input_audio_transcription.delta', ...about, delta });
    return this.send({ type: 'conversation.item.input_audio_transcription.completed', ...about, transcript: b.text, usage: { type: 'duration', seconds } });
  }

  respond(wanted, eventId) {
    const apart = wanted.conversation === 'none';
    if (!apart && this.active) throw new Refusal('Conversation already has an active response in progress.', 'conversation_already_has_active_response');
    if (apart && !wanted.input) throw new Refusal('input', 'missing_required_parameter', 'response.input');
    const voice = wanted.audio?.output?.voice;
    if (this.spoken && voice && voice !== this.voice) throw new Refusal('Cannot update a conversation\'s voice if assistant audio is present.', 'cannot_update_voice');
    this.voice = voice ?? this.voice;
    const b = apart ? this.all.responses.apart ?? {} : this.all.responses.queued.shift() ?? this.all.responses.always;
    const r = { id: this.id('resp'), wanted, apart, at: performance.now(), over: false, cancelled: false, conversation: this.items.map((i) => ({ role: i.role ?? i.type, words: i.words, audioMs: i.audioMs })) };
    this.responses.push(r);
    if (!apart) this.active = r;
    this.play(r, b, eventId).catch((e) => { this.all.server.failure ??= e; this.ws.terminate(); });
  }

  over(r, status, details, output, usage) {
    r.over = true;
    r.status = status;
    if (this.active === r) this.active = null;
    this.send({ type: 'response.done', response: { id: r.id, object: 'realtime.response', status, status_details: details, output: output.map(onTheWire),
      ...(r.forgetful ? {} : { metadata: r.wanted.metadata ?? null }), usage } });
    this.send({ type: 'rate_limits.updated', rate_limits: [] });
  }

  async play(r, b, eventId) {
    if (b.firstMs) await wait(b.firstMs);
    if (b.code) {
      r.over = true;
      if (this.active === r) this.active = null;
      return this.complain(new Refusal('As the test says.', b.code), eventId);
    }
    if (b.silent === 'accept') return undefined;
    if (b.close === 'before') return this.ws.terminate();
    r.forgetful = b.forgetful;
    this.send({ type: 'response.created', response: { id: r.id, object: 'realtime.response', status: 'in_progress', output: [], usage: null,
      ...(r.forgetful ? {} : { metadata: r.wanted.metadata ?? null }) } });
    const output = [];
    for (const call of r.apart ? [{ name: r.wanted.tool_choice?.name, arguments: b.arguments ?? { acts: [], asks: [], steps: [], offers: [] } }] : b.calls ?? []) output.push(this.call(r, call));
    let samples = 0;
    let said = '';
    if (!r.apart && !b.onlyCalls) ({ samples, said, ended: r.ended } = await this.speak(r, b, output));
    if (r.ended) return undefined;
    const audio = Math.ceil(samples / SPEECH_RATE * 20);
    const usage = { total_tokens: 200 + audio + said.length, input_tokens: 200, output_tokens: audio + Math.ceil(said.length / 4),
      input_token_details: { text_tokens: 150, audio_tokens: 50, cached_tokens: 0 }, output_token_details: { text_tokens: Math.ceil(said.length / 4), audio_tokens: audio } };
    if (r.cancelled) return this.over(r, 'cancelled', { type: 'cancelled', reason: 'client_cancelled' }, output, usage);
    if (b.status === 'failed') return this.over(r, 'failed', { type: 'failed', error: { type: 'server_error', code: 'server_error' } }, output, usage);
    if (b.status) return this.over(r, b.status, { type: b.status, reason: 'content_filter' }, output, usage);
    return this.over(r, 'completed', null, output, usage);
  }

  call(r, { name, arguments: given }) {
    const item = { id: this.id('item'), type: 'function_call', name, call_id: this.id('call'), arguments: JSON.stringify(given) };
    const about = { response_id: r.id, item_id: item.id, output_index: 0 };
    this.send({ type: 'response.output_item.added', response_id: r.id, output_index: 0, item: { ...item, arguments: '', status: 'in_progress' } });
    if (!r.apart) this.add(item);
    for (const delta of item.arguments.match(/.{1,7}/gs)) this.send({ type: 'response.function_call_arguments.delta', ...about, call_id: item.call_id, delta });
    this.send({ type: 'response.function_call_arguments.done', ...about, call_id: item.call_id, name, arguments: item.arguments });
    this.send({ type: 'response.output_item.done', response_id: r.id, output_index: 0, item: { ...item, status: 'completed' } });
    return item;
  }

  /** Pieces of words and sound in the order that is asked for: [kind, value]. */
  pieces(words, b) {
    const parts = sentencesOf(words).map((sentence, i) => ({
      deltas: (sentence.match(/\s*\S+\s*$|\s*\S+/g) ?? []).map((d) => ['words', d]),
      sound: cut(Buffer.concat([b.sound ? b.sound(sentence, i) : tones(sentence), pause]), b.pieceMs ?? 100).map((s) => ['sound', s]) }));
    const all = (what) => parts.flatMap((p) => p[what]);
    if (b.order === 'late') return [...all('sound'), ...all('deltas')];
    if (b.order === 'sound') return parts.flatMap((p) => [...p.sound, ...p.deltas]);
    if (b.order === 'between') return parts.flatMap((p) => [...p.deltas, ...p.sound]);
    return [...all('deltas'), ...all('sound')];
  }

  async speak(r, b, output) {
    const words = typeof b.say === 'function' ? b.say(r.wanted, this) : b.say ?? wantedWords(r.wanted.instructions ?? '');
    const item = this.add({ id: this.id('item'), type: 'message', role: 'assistant', content: [], audioMs: 0, words: '' });
    r.item = item;
    output.push(item);
    const about = { response_id: r.id, item_id: item.id, output_index: output.length - 1, content_index: 0 };
    this.send({ type: 'response.output_item.added', response_id: r.id, output_index: about.output_index, item: { id: item.id, object: 'realtime.item', type: 'message', status: 'in_progress', role: 'assistant', content: [] } });
    this.send({ type: 'response.content_part.added', ...about, part: { type: 'audio', transcript: '' } });
    this.spoken = true;
    const pieces = this.pieces(words, b);
    let samples = 0;
    for (const [index, [kind, value]] of pieces.entries()) {
      if (r.cancelled) break;
      if (index === Math.floor(pieces.length * (b.share ?? 0.5))) {
        if (b.silent === 'middle') return { ended: true };
        if (b.close === 'middle') { await wait(20); this.ws.terminate(); return { ended: true }; }
        if (b.broken) { this.ws.send('{"type": "response.'); return { ended: true }; }
        if (b.status) break;
      }
      if (kind === 'words') {
        item.words += value;
        this.send({ type: 'response.output_audio_transcript.delta', ...about, delta: value });
      } else {
        r.firstSound ??= performance.now();
        samples += value.length / 2;
        item.audioMs = Math.floor(samples * 1000 / SPEECH_RATE);
        this.send({ type: 'response.output_audio.delta', ...about, delta: value.toString('base64') });
      }
      if (b.betweenMs) await wait(b.betweenMs); else await new Promise(setImmediate);
    }
    item.audioMs = Math.floor(samples * 1000 / SPEECH_RATE);
    this.send({ type: 'response.output_audio.done', ...about });
    this.send({ type: 'response.output_audio_transcript.done', ...about, transcript: item.words });
    this.send({ type: 'response.content_part.done', ...about, part: { type: 'audio', transcript: item.words } });
    this.send({ type: 'response.output_item.done', response_id: r.id, output_index: about.output_index, item: { id: item.id, object: 'realtime.item', type: 'message', status: r.cancelled ? 'incomplete' : 'completed', role: 'assistant', content: [{ type: 'output_audio', transcript: item.words }] } });
    return { samples, said: item.words };
  }
}

function cut(bytes, ms) {
  const size = Math.round(ms * SPEECH_RATE / 1000) * 2;
  const out = [];
  for (let at = 0; at < bytes.length; at += size) out.push(bytes.subarray(at, at + size));
  return out;
}
