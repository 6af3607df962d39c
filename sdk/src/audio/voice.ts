import type { Emitter } from '../emitter.js';
import { MockCallError } from '../errors.js';
import type { CallEventMap } from '../events.js';
import type { ServerEvents, StartedCall } from '../generated/schema.js';
import type { CallLine } from '../line.js';
import { browserRecognition, Recognition, type Phrase, type RecognitionLike } from './recognition.js';
import { Microphone, type MicrophoneOptions } from './microphone.js';
import { PeerPath } from './peer.js';
import type { PeerFigures } from './quality.js';
import type { Speaker } from './speaker.js';

export interface VoiceOptions extends MicrophoneOptions {
  /** `auto`: WebRTC first, and audio over the WebSocket whenever it cannot flow; `never`: the WebSocket only. */
  webrtc?: 'auto' | 'never';
  /** An open microphone, e.g. one that was just tested. */
  microphone?: Microphone;
  /** Where the customer is to be heard: an `audiooutput` of `enumerateDevices()`, in browsers that can choose. */
  speakerId?: string;
  /**
   * Where the server wants the words from here, the browser's own recogniser tells them, in browsers that have one. `never`: the server
   * listens itself. A recogniser of one's own may be given.
   */
  recognition?: 'auto' | 'never' | RecognitionLike;
  /** Of the browser's recogniser, e.g. `en-GB`. */
  language?: string;
}

/** Both directions of a spoken call. */
export interface Voice {
  /** The way sound goes now; it may change in mid-call. */
  readonly transport: 'webrtc' | 'websocket';
  readonly microphone: Microphone;
  /** Packets and round trip, while the transport counts them. */
  figures?(): Promise<PeerFigures | null>;
  close(): void;
}

export type VoiceEvents = CallEventMap & { answer: ServerEvents['answer']; 'ice-candidate': ServerEvents['ice-candidate'] };

/** Of one call: whether the server takes WebRTC offers, as far as it is known. */
export interface Offers { wanted: boolean }

export interface VoiceParts {
  line: CallLine;
  events: Emitter<VoiceEvents>;
  iceServers: StartedCall['iceServers'];
  /** The server asked for the client's own recognition. */
  wantsWords?: boolean;
  offers?: Offers;
  speaker: () => Promise<Speaker>;
  speakerId?: string | undefined;
}

const PIECE_MS = 40;
/** What is kept to be said again when the network lost it. */
const KEPT_PIECES = 5_000 / PIECE_MS;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;

/** The microphone over WebRTC while that carries, over the WebSocket whenever it does not; back again when it can. */
class LiveVoice implements Voice {
  #path: PeerPath | null = null;
  #streaming = false;
  #sent = 0;
  #recent: Int16Array[] = [];
  #closed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_RETRY;
  readonly #offs: (() => void)[];
  /** Of the audio's timestamps; there is none while sound goes over WebRTC. */
  readonly clock = () => (this.#streaming ? PIECE_MS * this.#sent : undefined);

  constructor(readonly microphone: Microphone, private readonly parts: VoiceParts, private readonly offers: Offers) {
    const { events } = parts;
    this.#offs = [
      events.on('joined', () => { if (this.#streaming) this.#begin(0); }),
      events.on('transport', ({ transport, missed = 0 }) => {
        if (transport === 'webrtc') this.#streaming = false;
        // An outage that held the event up as well has lost more than it knows of.
        else if (!this.#streaming) this.stream(Math.max(missed, missed > 0 ? this.#path?.silentFor ?? 0 : 0));
      }),
    ];
    microphone.onpiece = (samples) => this.#piece(samples);
  }

  get transport(): 'webrtc' | 'websocket' { return this.#path && !this.#streaming ? 'webrtc' : 'websocket'; }

  async figures(): Promise<PeerFigures | null> { return this.transport === 'webrtc' ? this.#path!.figures() : null; }

  /** Throws when there is no way by WebRTC now; the microphone stays open then. */
  async connect(signal?: AbortSignal): Promise<void> {
    if (!this.offers.wanted) throw new MockCallError('AUDIO_INIT_FAILED', 'There is no WebRTC here.');
    const path = await PeerPath.connect(this.microphone, this.parts, signal).catch((error) => {
      if (error instanceof MockCallError && error.code === 'AUDIO_INIT_FAILED') this.offers.wanted = false;
      throw error;
    });
    if (this.#closed) return path.close();
    this.#path = path;
    this.#wait = FIRST_RETRY;
    this.#streaming = false;
    path.onlost = () => {
      path.close();
      this.#path = null;
      if (!this.#streaming) this.stream(0);
    };
  }

  /** Over the WebSocket from here on; the last `missed` milliseconds are said again. */
  stream(missed: number): void {
    void this.parts.speaker();
    const pieces = this.#recent.slice(this.#recent.length - Math.min(this.#recent.length, Math.ceil(missed / PIECE_MS)));
    this.#streaming = true;
    this.#begin(pieces.length * PIECE_MS);
    for (const samples of pieces) this.#send(samples);
    this.#again();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const off of this.#offs) off();
    this.#path?.close();
    this.microphone.close();
  }

  #begin(age: number): void {
    const format = { codec: 'pcm_s16le', sampleRate: Microphone.sampleRate, channels: 1 } as const;
    this.parts.line.send('audio:start', age > 0 ? { format, age } : { format });
  }

  #piece(samples: Int16Array): void {
    this.#recent.push(samples);
    if (this.#recent.length > KEPT_PIECES) this.#recent.shift();
    if (this.#streaming) this.#send(samples);
  }

  #send(samples: Int16Array): void {
    const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    if (this.parts.line.send('audio:data', { data, timestamp: PIECE_MS * this.#sent })) this.#sent++;
  }

  /** A path that was lost for good is built anew in the background. */
  #again(): void {
    clearTimeout(this.#retry);
    if (!this.offers.wanted) return;
    this.#retry = setTimeout(() => {
      if (this.#closed || !this.#streaming) return;
      if (this.#path || !this.parts.line.joined) return this.#again();
      this.connect().catch(() => { if (!this.#closed) this.#again(); });
    }, this.#wait);
    this.#wait = Math.min(2 * this.#wait, LONGEST_RETRY);
  }
}

/** The voice, and beside it the browser's recogniser where its words are wanted. */
export async function connectVoice(parts: VoiceParts, { recognition = 'auto', language = 'en-US', ...options }: VoiceOptions): Promise<Voice> {
  const voice = await connectSound(parts, options);
  const browser = !parts.wantsWords || recognition === 'never' ? null : recognition === 'auto' ? browserRecognition() : recognition;
  if (!browser) return voice;
  const listening = new Recognition(browser, language, voice.clock, (phrase: Phrase) => parts.line.send('agent:transcript', phrase));
  const close = voice.close.bind(voice);
  voice.close = () => {
    listening.close();
    close();
  };
  return voice;
}

async function connectSound(parts: VoiceParts, { webrtc = 'auto', microphone: given, ...options }: VoiceOptions): Promise<LiveVoice> {
  const { events } = parts;
  const microphone = given ?? await Microphone.open(options);
  microphone.onlevel = (level) => events.emit('microphone:level', level);
  microphone.onlost = () => events.emit('microphone:lost', new MockCallError('MICROPHONE_UNAVAILABLE', 'The microphone was lost.', { recoverable: true }));
  const possible = webrtc !== 'never' && typeof RTCPeerConnection !== 'undefined';
  const voice = new LiveVoice(microphone, parts, possible ? parts.offers ?? { wanted: true } : { wanted: false });
  try {
    await voice.connect(options.signal);
  } catch (error) {
    if (options.signal?.aborted) {
      voice.close();
      throw error;
    }
    await parts.speaker();
    voice.stream(0);
  }
  return voice;
}
