import { PlatformWebSocket } from '#websocket';
import { onAbort } from './abort.js';
import { fromBase64 } from './base64.js';
import { Emitter } from './emitter.js';
import { MockCallError } from './errors.js';
import { CrmRequests } from './crm.js';
import { CallLine, type Outgoing } from './line.js';
import { Rest } from './rest.js';
import { gradeOf, lostBetween, type CallQuality, type PeerFigures } from './audio/quality.js';
import { AgentSpeaker } from './audio/agent_speaker.js';
import { Speaker } from './audio/speaker.js';
import { streamAudio, type StreamOptions } from './audio/stream_audio.js';
import { connectVoice, type Offers, type Voice, type VoiceEvents, type VoiceOptions } from './audio/voice.js';
import type { CallEventMap } from './events.js';
import type {
  ActionEvent, Article, AudioPreference, CallComment, CallComments, CallResult, ClientEvents, CommentRequest, CrmRequest, CrmResult, CustomerRecord, EndRequest, Erased, Evaluation,
  GetOrgSummaryQuery, Guest, JoinedEvent, ListOrgSessionsQuery, ListScenariosQuery, ListSessionsQuery, Me, OrgSessionPage, OrgSummary, Overruled,
  OverrideRequest, Preferences, Progress, PreferencesRequest, RecordingResult, ScenarioDetails, ScenarioPage, ScenarioSummary, ServerEvents, Session,
  SessionPage, StartedCall, StartRequest, StatusRequest, StatusResult, Timings,
} from './generated/schema.js';
import type { SocketConstructor } from './socket/global.js';

export interface ClientOptions {
  /** A bearer token of the product the server belongs to. */
  apiKey?: string | undefined;
  /** `wss://host/ws/mock-call`. In a browser: the page's own server, when left out. */
  websocketUrl?: string;
  /** Where REST is; made of `websocketUrl` when left out. */
  baseUrl?: string;
  /** Milliseconds a request may take. */
  timeout?: number;
  /** Milliseconds after which a lost line is given up. */
  reconnectWindow?: number;
  fetch?: typeof globalThis.fetch;
  WebSocket?: SocketConstructor;
}

export interface RequestOptions { signal?: AbortSignal }

export interface StartOptions extends RequestOptions {
  settings?: StartRequest['settings'];
  userId?: string;
  /** The same key within 24 h starts the same call. */
  idempotencyKey?: string;
}

/** What it takes to join a call; what `startCall` returned is one. */
export interface CallReference {
  sessionId: string;
  sessionToken: string;
  websocketUrl?: string;
  iceServers?: StartedCall['iceServers'];
}

export interface ConnectOptions extends RequestOptions {
  /** What to receive; 16-bit samples at the call's own rate by default. */
  audio?: AudioPreference;
}

export interface GuestOptions extends RequestOptions {
  /** As whom to try the product; a trainee when left out. */
  role?: 'trainee' | 'supervisor';
}

export interface SpeakerOptions {
  /** An `audiooutput` of `enumerateDevices()`, in browsers that can choose. */
  speakerId?: string;
}

/** The evaluation, with the rest of the call's result beside it. */
export type EndedCall = Evaluation & CallResult;

type Transfer = { to: NonNullable<StatusRequest['transferTo']>; reason?: string };
// As JSON carries them: the samples as base64.
type AgentAsJson = Omit<ServerEvents['audio:agent'], 'data'> & { data: string };
type AudioAsJson = Omit<ServerEvents['audio:customer'], 'data'> & { data: string };

const DEFAULT_SOCKET = 'wss://api.hirexp.com/ws/mock-call';
const pageSocket = () => (globalThis.location?.host ? `${globalThis.location.protocol === 'https:' ? 'wss' : 'ws'}://${globalThis.location.host}/ws/mock-call` : DEFAULT_SOCKET);
const restOf = (socket: string) => `${new URL(socket).origin.replace(/^ws/, 'http')}/api/ai/mock-call`;
const path = (strings: TemplateStringsArray, ...ids: string[]) => strings.reduce((text, part, i) => text + encodeURIComponent(ids[i - 1]!) + part);

/** Scenarios, calls and scores over REST; one live call at a time over a WebSocket. */
export class MockCallClient {
  /** The bearer token of the next request. */
  apiKey: string | undefined;
  readonly #options: ClientOptions;
  readonly #websocketUrl: string;
  readonly #rest: Rest;
  readonly #events = new Emitter<VoiceEvents>();
  readonly #calls = new Map<string, CallReference>();
  #line: CallLine | null = null;
  #call: CallReference | null = null;
  #voice: Voice | null = null;
  #speaker: Speaker | null = null;
  #agentSpeaker: AgentSpeaker | null = null;
  #joined: JoinedEvent | null = null;
  #offers: Offers = { wanted: true };
  #looked: { figures: PeerFigures | null; underruns: number } = { figures: null, underruns: 0 };
  #listening = false;
  readonly #crm = new CrmRequests();

  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.apiKey = options.apiKey;
    this.#websocketUrl = options.websocketUrl ?? pageSocket();
    this.#rest = new Rest({
      baseUrl: (options.baseUrl ?? restOf(this.#websocketUrl)).replace(/\/$/, ''),
      apiKey: () => this.apiKey,
      fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
      timeout: options.timeout ?? 30_000,
    });
  }

  // --- REST

  /** Scenarios, those that fit the trainee best first. */
  async getScenarios(filters: ListScenariosQuery = {}, options: RequestOptions = {}): Promise<ScenarioSummary[]> {
    return (await this.getScenarioPage(filters, options)).scenarios;
  }

  getScenarioPage(filters: ListScenariosQuery = {}, { signal }: RequestOptions = {}): Promise<ScenarioPage> {
    return this.#rest.request('GET', '/scenarios', { query: filters, signal });
  }

  async getScenario(scenarioId: string, { signal }: RequestOptions = {}): Promise<ScenarioDetails['scenario']> {
    return (await this.#rest.request<ScenarioDetails>('GET', path`/scenarios/${scenarioId}`, { signal })).scenario;
  }

  /** What a scenario's `companyInfo.resources` names: `/kb/…` or `/scripts/…`. */
  getArticle(resource: string, { signal }: RequestOptions = {}): Promise<Article> {
    return this.#rest.request('GET', resource, { signal });
  }

  async startCall(scenarioId: string, { settings, userId, idempotencyKey, signal }: StartOptions = {}): Promise<StartedCall> {
    const call = await this.#rest.request<StartedCall>('POST', '/start', {
      body: { scenarioId, ...(userId && { userId }), ...(settings && { settings }) },
      headers: idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      signal,
    });
    this.#calls.set(call.sessionId, call);
    return call;
  }

  updateStatus(sessionId: string, body: StatusRequest, { signal }: RequestOptions = {}): Promise<StatusResult> {
    return this.#rest.request('PUT', path`/session/${sessionId}/status`, { body, signal });
  }

  /** The customer's record of a running call, and what can be done in it. */
  async getCustomerRecord(sessionId: string, { signal }: RequestOptions = {}): Promise<CustomerRecord> {
    return (await this.#rest.request<{ record: CustomerRecord }>('GET', path`/session/${sessionId}/crm`, { signal })).record;
  }

  /** Ends the call and returns its score; asking again returns the same. */
  async endCall(sessionId: string, body: EndRequest = { endReason: 'resolved' }, { signal }: RequestOptions = {}): Promise<EndedCall> {
    const result = await this.#rest.request<CallResult>('POST', path`/session/${sessionId}/end`, { body, signal });
    if (this.#call?.sessionId === sessionId) this.disconnect();
    this.#calls.delete(sessionId);
    return { ...result.evaluation, ...result };
  }

  getSession(sessionId: string, { signal }: RequestOptions = {}): Promise<Session> {
    return this.#rest.request('GET', path`/session/${sessionId}`, { signal });
  }

  /** How long each turn took, stage by stage: recognising, thinking, speaking. */
  getTimings(sessionId: string, { signal }: RequestOptions = {}): Promise<Timings> {
    return this.#rest.request('GET', path`/session/${sessionId}/timings`, { signal });
  }

  getRecording(sessionId: string, { signal }: RequestOptions = {}): Promise<RecordingResult> {
    return this.#rest.request('GET', path`/session/${sessionId}/recording`, { signal });
  }

  getSessions(page: ListSessionsQuery = {}, { signal }: RequestOptions = {}): Promise<SessionPage> {
    return this.#rest.request('GET', '/sessions', { query: page, signal });
  }

  /** Erases audio, transcript and the evaluation's text. */
  eraseSession(sessionId: string, { signal }: RequestOptions = {}): Promise<Erased> {
    return this.#rest.request('DELETE', path`/session/${sessionId}`, { signal });
  }

  getMe({ signal }: RequestOptions = {}): Promise<Me> {
    return this.#rest.request('GET', '/me', { signal });
  }

  /** The course of the scores by dimension, and what to practise next. */
  getProgress({ signal }: RequestOptions = {}): Promise<Progress> {
    return this.#rest.request('GET', '/me/progress', { signal });
  }

  async setPreferences(preferences: PreferencesRequest, { signal }: RequestOptions = {}): Promise<Preferences> {
    return (await this.#rest.request<{ preferences: Preferences }>('PUT', '/me/preferences', { body: preferences, signal })).preferences;
  }

  /** A server in the local profile lets in whoever asks; the client goes on as that guest. */
  async signInAsGuest(name?: string, { role, signal }: GuestOptions = {}): Promise<Guest> {
    const guest = await this.#rest.request<Guest>('POST', '/auth/guest', { body: { ...(name && { name }), ...(role && { role }) }, signal });
    this.apiKey = guest.token;
    return guest;
  }

  // --- What supervisors do

  /** The organisation's calls, running and ended. */
  getOrgSessions(query: ListOrgSessionsQuery = {}, { signal }: RequestOptions = {}): Promise<OrgSessionPage> {
    return this.#rest.request('GET', '/org/sessions', { query, signal });
  }

  /** The organisation's averages by dimension, scenario, trainee and day. */
  getOrgSummary(query: GetOrgSummaryQuery = {}, { signal }: RequestOptions = {}): Promise<OrgSummary> {
    return this.#rest.request('GET', '/org/summary', { query, signal });
  }

  async getComments(sessionId: string, { signal }: RequestOptions = {}): Promise<CallComment[]> {
    return (await this.#rest.request<CallComments>('GET', path`/session/${sessionId}/comments`, { signal })).comments;
  }

  /** Says something to a call; with a `timestamp`, to that moment of it. */
  async addComment(sessionId: string, comment: CommentRequest, { signal }: RequestOptions = {}): Promise<CallComment> {
    return (await this.#rest.request<{ comment: CallComment }>('POST', path`/session/${sessionId}/comments`, { body: comment, signal })).comment;
  }

  /** Takes back one's own comment; the ones that are left. */
  async removeComment(sessionId: string, commentId: string, { signal }: RequestOptions = {}): Promise<CallComment[]> {
    return (await this.#rest.request<CallComments>('DELETE', path`/session/${sessionId}/comments/${commentId}`, { signal })).comments;
  }

  /** Overrules a check, with a reason; the evaluation with it. The machine's verdict stays beside it. */
  async overrideCriterion(sessionId: string, criterion: string, verdict: OverrideRequest, { signal }: RequestOptions = {}): Promise<Evaluation> {
    return (await this.#rest.request<Overruled>('PUT', path`/session/${sessionId}/evaluation/criteria/${criterion}`, { body: verdict, signal })).evaluation;
  }

  /** The machine's verdict counts again. */
  async withdrawOverride(sessionId: string, criterion: string, { signal }: RequestOptions = {}): Promise<Evaluation> {
    return (await this.#rest.request<Overruled>('DELETE', path`/session/${sessionId}/evaluation/criteria/${criterion}`, { signal })).evaluation;
  }

  /** Listens to a running call of the organisation; `connectSpeaker` plays both sides. A lost connection is joined again by itself. */
  async monitor(sessionId: string, { signal }: RequestOptions = {}): Promise<JoinedEvent> {
    if (!this.apiKey) throw new MockCallError('UNAUTHORIZED', 'Listening takes a supervisor\'s bearer token.');
    return this.#open({ sessionId, sessionToken: this.apiKey }, {}, true, signal);
  }

  // --- The live call

  /** Returns what takes the handler off again. */
  on<Name extends keyof CallEventMap>(name: Name, handler: (value: CallEventMap[Name]) => void): () => void {
    return this.#events.on(name, handler as (value: VoiceEvents[Name]) => void);
  }

  once<Name extends keyof CallEventMap>(name: Name, handler: (value: CallEventMap[Name]) => void): () => void {
    return this.#events.once(name, handler as (value: VoiceEvents[Name]) => void);
  }

  off<Name extends keyof CallEventMap>(name: Name, handler: (value: CallEventMap[Name]) => void): void {
    this.#events.off(name, handler as (value: VoiceEvents[Name]) => void);
  }

  /** The line is up now. */
  get connected(): boolean { return this.#line?.joined ?? false; }
  get sessionId(): string | null { return this.#call?.sessionId ?? null; }

  /** Joins a call: one this client started, by its id; or any, with its token. A lost connection is joined again by itself. */
  async connect(call: string | CallReference, { audio = {}, signal }: ConnectOptions = {}): Promise<JoinedEvent> {
    signal?.throwIfAborted();
    const reference = typeof call === 'string' ? this.#calls.get(call) : call;
    if (!reference) throw new MockCallError('SESSION_NOT_FOUND', 'This client did not start that call; pass its sessionToken as well.');
    return this.#open(reference, audio, false, signal);
  }

  async #open(reference: CallReference, audio: AudioPreference, monitor: boolean, signal?: AbortSignal): Promise<JoinedEvent> {
    signal?.throwIfAborted();
    this.disconnect();
    const line = this.#dial(reference, audio, monitor);
    try {
      return await this.#firstJoin(line, signal);
    } catch (error) {
      if (this.#line === line) this.disconnect();
      throw error;
    }
  }

  /** Leaves the line without ending the call. */
  disconnect(): void {
    this.#voice?.close();
    this.#silence();
    this.#line?.close();
    this.#crm.lineClosed(null);
    this.#voice = this.#line = this.#call = this.#joined = null;
    this.#offers = { wanted: true };
  }

  /** Says something by keyboard. Waits its turn when the line is down. */
  sendText(content: string): void { this.#post('agent:text', { content }); }
  /** Tells what a recogniser of the client's own heard, beside the audio; wanted where `joined` says `recognition: 'client'`. */
  sendTranscript(text: string, { final = true, timestamp }: { final?: boolean; timestamp?: number } = {}): void {
    this.#requireLine().send('agent:transcript', { text, final, ...(timestamp !== undefined && { timestamp }) });
  }
  /** Writes into the call's file. */
  note(content: string): void { this.#post('note', { content, timestamp: Math.round(performance.now()) }); }
  answer(): void { this.#action('answer'); }
  hold(reason?: string): void { this.#action('hold', reason ? { reason } : undefined); }
  resume(): void { this.#action('resume'); }
  mute(): void {
    this.#action('mute');
    this.#voice?.microphone.mute(true);
  }
  unmute(): void {
    this.#action('unmute');
    this.#voice?.microphone.mute(false);
  }
  transfer(transfer: Transfer): void { this.#action('transfer', transfer); }
  escalate(reason?: string): void { this.#action('escalate', reason ? { reason } : undefined); }

  /**
   * Does something in the customer's record; brings what came of it and the record. A refusal by policy is an outcome
   * (`operation.status`), a member that is missing or unknown a VALIDATION_ERROR.
   */
  async crm(operation: CrmRequest, { signal }: RequestOptions = {}): Promise<CrmResult> {
    return this.#crm.ask(operation, (data) => this.#action('crm', data), signal);
  }

  /** Speaks a finished recording (what MediaRecorder made, a WAV, an Ogg, or 16 kHz samples) at the pace it was spoken. */
  async streamAudio(audio: Blob | ArrayBuffer | Uint8Array | Int16Array, options: StreamOptions = {}): Promise<void> {
    await streamAudio(this.#requireTalk(), audio, options);
  }

  /** Speaks with the microphone and plays the customer: over WebRTC where the server offers it, else over the WebSocket. */
  async connectMicrophone(options: VoiceOptions = {}): Promise<Voice> {
    const line = this.#requireTalk();
    this.#voice?.close();
    this.#voice = null;
    const voice = await connectVoice({
      line, events: this.#events, iceServers: this.#call?.iceServers ?? [], wantsWords: this.#joined?.recognition === 'client', offers: this.#offers,
      speaker: () => this.connectSpeaker(options), speakerId: options.speakerId,
    }, options);
    if (this.#line !== line) {
      voice.close();
      throw new MockCallError('NOT_CONNECTED', 'The call is over.');
    }
    this.#voice = voice;
    return voice;
  }

  /** Plays the customer, for those who type, and both sides for those who listen. Browsers want a click before there is sound. */
  async connectSpeaker({ speakerId }: SpeakerOptions = {}): Promise<Speaker> {
    const line = this.#requireLine();
    if (this.#speaker) return this.#speaker;
    const speaker = new Speaker({
      heard: (utteranceId, ms) => { if (!this.#listening) line.send('audio:played', { utteranceId, ms }); },
      voice: (voice) => this.#events.emit('customer:voice', voice),
    }, speakerId);
    this.#speaker = speaker;
    if (this.#listening) this.#agentSpeaker = new AgentSpeaker(speakerId);
    await speaker.open(this.#joined?.audio.sampleRate ?? 16_000);
    return speaker;
  }

  /** What the line is worth since it was last asked. A line that is down is poor. */
  async getQuality(): Promise<CallQuality> {
    const figures = await this.#voice?.figures?.() ?? null;
    const dry = this.#speaker?.underruns ?? 0;
    const before = this.#looked;
    this.#looked = { figures, underruns: dry };
    const lost = figures && before.figures ? lostBetween(before.figures, figures) : null;
    const measured = { roundTrip: figures?.roundTrip ?? null, lost, underruns: Math.max(0, dry - before.underruns) };
    return { grade: this.connected ? gradeOf(measured) : 'poor', transport: this.#voice?.transport ?? null, ...measured };
  }

  /** No sound from here on; the call goes on. */
  disconnectSpeaker(): void { this.#silence(); }

  #requireLine(): CallLine {
    if (!this.#line || this.#line.over) throw new MockCallError('NOT_CONNECTED', 'There is no call; connect to one first.');
    return this.#line;
  }

  #requireTalk(): CallLine {
    if (this.#listening) throw new MockCallError('FORBIDDEN', 'You are listening to this call and cannot speak in it.');
    return this.#requireLine();
  }

  #silence(): void {
    this.#speaker?.close();
    this.#agentSpeaker?.close();
    this.#speaker = this.#agentSpeaker = null;
  }

  #post<Name extends keyof ClientEvents>(type: Name, members: Outgoing<Name>): void { this.#requireTalk().post(type, members); }
  #action(action: ActionEvent['action'], data?: ActionEvent['data']): void { this.#post('action', data ? { action, data } : { action }); }

  #dial(reference: CallReference, audio: AudioPreference, monitor: boolean): CallLine {
    this.#call = reference;
    this.#listening = monitor;
    const line: CallLine = new CallLine({
      url: this.#options.websocketUrl ?? (globalThis.location?.host ? this.#websocketUrl : reference.websocketUrl ?? this.#websocketUrl),
      sessionId: reference.sessionId,
      sessionToken: reference.sessionToken,
      audio: { codec: 'pcm_s16le', ...audio },
      monitor,
      WebSocket: this.#options.WebSocket ?? PlatformWebSocket,
      reconnectWindow: this.#options.reconnectWindow ?? 35_000,
      silenceLimit: 15_000,
    }, {
      event: (event) => this.#tell(event),
      joined: (event) => {
        this.#joined = event;
        this.#offers.wanted &&= event.webrtc !== false;
        this.#events.emit('connection', { state: 'joined', resumed: event.resumed });
      },
      lost: (attempt, retryIn) => {
        this.#speaker?.stop();
        this.#events.emit('connection', { state: 'lost', attempt, retryIn });
      },
      closed: (error) => {
        if (this.#line !== line) return;
        this.#voice?.close();
        this.#voice = null;
        this.#silence();
        this.#crm.lineClosed(error);
        this.#events.emit('connection', { state: 'closed', error });
      },
    });
    this.#line = line;
    return line;
  }

  #firstJoin(line: CallLine, signal?: AbortSignal): Promise<JoinedEvent> {
    return new Promise((resolve, reject) => {
      /** What the server said before it closed the line tells more than its close code. */
      let refusal: MockCallError | null = null;
      const offs = [
        this.#events.on('joined', (event) => settle(() => resolve(event))),
        this.#events.on('connection', (change) => {
          if (change.state === 'closed') settle(() => reject(refusal ?? change.error ?? new MockCallError('SESSION_EXPIRED', 'This call has ended.')));
        }),
        this.#events.on('error', (error) => { if (!error.recoverable) refusal = error; }),
        onAbort(signal, (reason) => settle(() => reject(reason))),
      ];
      const settle = (how: () => void) => {
        for (const off of offs) off();
        how();
      };
      line.open();
    });
  }

  #tell(event: ServerEvents[keyof ServerEvents]): void {
    switch (event.type) {
      case 'audio:agent': return this.#overhear(event as unknown as AgentAsJson);
      case 'audio:customer': return this.#hear(event as unknown as AudioAsJson);
      case 'audio:clear':
        this.#speaker?.clear(event.utteranceId);
        return this.#events.emit('audio:clear', event);
      case 'audio:duck':
        this.#speaker?.duck(event.utteranceId, event.gain);
        return this.#events.emit('audio:duck', event);
      case 'feedback': return this.#events.emit('feedback', event.feedback);
      case 'crm:result':
        this.#crm.done(event);
        return this.#events.emit('crm:result', event);
      case 'error': {
        const error = new MockCallError(event.code, event.message, { recoverable: event.recoverable, ...(event.requestId && { requestId: event.requestId }) });
        return this.#crm.failed(event.requestId, error) ? undefined : this.#events.emit('error', error);
      }
      case 'auth:ok': return;
      default: return (this.#events.emit as (name: string, value: unknown) => void).call(this.#events, event.type, event);
    }
  }

  #overhear({ timestamp, sequence, sampleRate, data }: AgentAsJson): void {
    const bytes = fromBase64(data);
    const audio = { timestamp, sequence, sampleRate, samples: new Int16Array(bytes.buffer, 0, bytes.length >> 1) };
    this.#agentSpeaker?.add(audio);
    this.#events.emit('agent:speaking', audio);
  }

  #hear({ utteranceId, sequence, emotion, codec, sampleRate, final, data }: AudioAsJson): void {
    const bytes = fromBase64(data);
    const samples = codec === 'pcm_s16le' ? new Int16Array(bytes.buffer, 0, bytes.length >> 1) : null;
    const audio = { utteranceId, sequence, emotion, codec, sampleRate, final, data: bytes, samples };
    this.#speaker?.add(audio);
    this.#events.emit('customer:speaking', audio);
  }
}
