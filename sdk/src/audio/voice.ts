import type { Emitter } from '../emitter.js';
import { MockCallError } from '../errors.js';
import type { CallEventMap } from '../events.js';
import type { ServerEvents, StartedCall } from '../generated/schema.js';
import type { CallLine } from '../line.js';
import { browserRecognition, Recognition, type Phrase, type RecognitionLike } from './recognition.js';
import { Microphone, type MicrophoneOptions } from './microphone.js';
import type { Speaker } from './speaker.js';
import { PeerVoice } from './peer.js';
import type { PeerFigures } from './quality.js';

export interface VoiceOptions extends MicrophoneOptions {
  /** `auto`: WebRTC where the server announces ICE servers; `prefer`: always try it first; `never`: audio over the WebSocket. */
  webrtc?: 'auto' | 'prefer' | 'never';
  /** An open microphone, e.g. one that was just tested. */
  microphone?: Microphone;
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
  readonly transport: 'webrtc' | 'websocket';
  readonly microphone: Microphone;
  /** Packets and round trip, where the transport counts them. */
  figures?(): Promise<PeerFigures>;
  close(): void;
}

export type VoiceEvents = CallEventMap & { answer: ServerEvents['answer']; 'ice-candidate': ServerEvents['ice-candidate'] };

export interface VoiceParts {
  line: CallLine;
  events: Emitter<VoiceEvents>;
  iceServers: StartedCall['iceServers'];
  /** The server asked for the client's own recognition. */
  wantsWords?: boolean;
  speaker: () => Promise<Speaker>;
}

const PIECE_MS = 40;

/** The microphone as a stream over the WebSocket; it starts anew whenever the line was joined again. */
class SocketVoice implements Voice {
  readonly transport = 'websocket';
  #sent = 0;
  readonly #off: () => void;
  /** Of the audio's timestamps. */
  readonly clock = () => PIECE_MS * this.#sent;

  constructor(readonly microphone: Microphone, private readonly line: CallLine, events: Emitter<VoiceEvents>) {
    this.#off = events.on('joined', () => this.#start());
    this.#start();
    microphone.onpiece = (samples) => {
      const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      if (line.send('audio:data', { data, timestamp: PIECE_MS * this.#sent })) this.#sent++;
    };
  }

  #start(): void {
    this.line.send('audio:start', { format: { codec: 'pcm_s16le', sampleRate: Microphone.sampleRate, channels: 1 } });
  }

  close(): void {
    this.#off();
    this.microphone.close();
  }
}

const offered = (how: VoiceOptions['webrtc'], iceServers: StartedCall['iceServers']) =>
  typeof RTCPeerConnection !== 'undefined' && (how === 'prefer' || (how !== 'never' && iceServers.length > 0));

/** The voice, and beside it the browser's recogniser where its words are wanted. */
export async function connectVoice(parts: VoiceParts, { recognition = 'auto', language = 'en-US', ...options }: VoiceOptions): Promise<Voice> {
  const voice = await connectSound(parts, options);
  const browser = !parts.wantsWords || recognition === 'never' ? null : recognition === 'auto' ? browserRecognition() : recognition;
  if (!browser) return voice;
  const clock = voice instanceof SocketVoice ? voice.clock : () => undefined;
  const listening = new Recognition(browser, language, clock, (phrase: Phrase) => parts.line.send('agent:transcript', phrase));
  const close = voice.close.bind(voice);
  voice.close = () => {
    listening.close();
    close();
  };
  return voice;
}

async function connectSound(parts: VoiceParts, { webrtc = 'auto', microphone: given, ...options }: VoiceOptions): Promise<Voice> {
  const { line, events } = parts;
  const microphone = given ?? await Microphone.open(options);
  microphone.onlevel = (level) => events.emit('microphone:level', level);
  microphone.onlost = () => events.emit('microphone:lost', new MockCallError('MICROPHONE_UNAVAILABLE', 'The microphone was lost.', { recoverable: true }));
  if (offered(webrtc, parts.iceServers)) {
    try {
      return await PeerVoice.connect(microphone, parts, options.signal);
    } catch (error) {
      if (options.signal?.aborted) {
        microphone.close();
        throw error;
      }
    }
  }
  await parts.speaker();
  return new SocketVoice(microphone, line, events);
}
