import { onAbort } from '../abort.js';
import { MockCallError } from '../errors.js';
import type { Emotion } from '../generated/schema.js';
import type { Microphone } from './microphone.js';
import { playThrough } from './output.js';
import { peerFigures, type PeerFigures } from './quality.js';
import type { VoiceParts } from './voice.js';

const PATIENCE = 8_000;
const LEVEL_EVERY = 50;
const AUDIBLE = 0.005;

/** Both directions as Opus over SRTP; the WebSocket carries events only. */
export class PeerPath {
  /** The browser gave the path up. */
  onlost: (() => void) | null = null;
  readonly #player = new Audio();
  readonly #offs: (() => void)[] = [];
  #emotion: Emotion = 'neutral';
  #speaking = false;
  #closed = false;
  #packets = 0;
  #packetAt = 0;

  private constructor(private readonly microphone: Microphone, private readonly peer: RTCPeerConnection, private readonly parts: VoiceParts) {}

  /** Throws when the server refuses or no media path is built within 8 s. */
  static async connect(microphone: Microphone, parts: VoiceParts, signal?: AbortSignal): Promise<PeerPath> {
    const path = new PeerPath(microphone, new RTCPeerConnection({ iceServers: parts.iceServers as RTCIceServer[] }), parts);
    try {
      await path.#negotiate(signal);
      path.#watch();
      return path;
    } catch (error) {
      path.close();
      throw error;
    }
  }

  async figures(): Promise<PeerFigures> { return peerFigures((await this.peer.getStats() as unknown as Map<string, Record<string, unknown>>).values()); }

  close(): void {
    this.#closed = true;
    this.onlost = null;
    for (const off of this.#offs.splice(0)) off();
    this.peer.onconnectionstatechange = null;
    this.peer.close();
    this.#player.srcObject = null;
  }

  async #negotiate(signal?: AbortSignal): Promise<void> {
    const { peer, parts: { line, events } } = this;
    void playThrough(this.#player, this.parts.speakerId);
    for (const track of this.microphone.stream.getAudioTracks()) peer.addTrack(track, this.microphone.stream);
    peer.ontrack = ({ streams: [stream], track }) => {
      this.#player.srcObject = stream ?? new MediaStream([track]);
      void this.#player.play();
    };
    peer.onicecandidate = ({ candidate }) => line.send('ice-candidate', { candidate: candidate ? { ...candidate.toJSON() } : null });
    this.#offs.push(events.on('ice-candidate', ({ candidate }) => { void peer.addIceCandidate(candidate ?? undefined).catch(() => {}); }));
    await peer.setLocalDescription(await peer.createOffer());
    await this.#path(signal, () => line.send('offer', { sdp: peer.localDescription!.sdp }));
  }

  /** Resolves once media flows. */
  #path(signal: AbortSignal | undefined, offer: () => boolean): Promise<void> {
    const { peer, parts: { events } } = this;
    return new Promise((resolve, reject) => {
      const failed = (message: string) => settle(() => reject(new MockCallError('AUDIO_FAILURE', message, { recoverable: true })));
      const offs = [
        events.on('answer', ({ sdp }) => { peer.setRemoteDescription({ type: 'answer', sdp }).catch(() => failed('The server\'s answer could not be used.')); }),
        events.on('error', (error) => { if (error.code === 'AUDIO_INIT_FAILED') settle(() => reject(error)); }),
        onAbort(signal, (reason) => settle(() => reject(reason))),
      ];
      const timer = setTimeout(() => failed('No media path was built in time.'), PATIENCE);
      const settle = (how: () => void) => {
        clearTimeout(timer);
        for (const off of offs) off();
        peer.onconnectionstatechange = null;
        how();
      };
      peer.onconnectionstatechange = () => {
        if (peer.connectionState === 'connected') settle(resolve);
        else if (peer.connectionState === 'failed') failed('The media path failed.');
      };
      if (!offer()) failed('The line is down.');
    });
  }

  /** A short disconnection mends itself, and the server sees it sooner; a failed path does not come back. */
  #watch(): void {
    const { peer, parts: { events } } = this;
    peer.onconnectionstatechange = () => { if (peer.connectionState === 'failed') this.onlost?.(); };
    this.#offs.push(events.on('transcript', ({ emotion }) => { if (emotion) this.#emotion = emotion; }));
    let asked = false;
    const timer = setInterval(() => {
      if (asked) return;
      asked = true;
      void this.#heard().then((level) => this.#level(level), () => {}).finally(() => { asked = false; });
    }, LEVEL_EVERY);
    this.#offs.push(() => clearInterval(timer));
  }

  /** For how many milliseconds nothing has come, where that is known: the server sends all the time, so it cannot be reached then. */
  get silentFor(): number { return this.#packets > 0 ? performance.now() - this.#packetAt : 0; }

  /** How loud the customer is, 0 to 1. Where the packets do not tell it (RFC 6464), what is played does. */
  async #heard(): Promise<number> {
    const receiver = this.peer.getReceivers?.()[0];
    if (!receiver) return 0;
    let played = 0;
    for (const s of ((await receiver.getStats()) as unknown as Map<string, { type?: string; audioLevel?: number; packetsReceived?: number }>).values()) {
      if (s.type !== 'inbound-rtp') continue;
      played = s.audioLevel ?? 0;
      if (s.packetsReceived !== this.#packets) this.#packetAt = performance.now();
      this.#packets = s.packetsReceived ?? 0;
    }
    return receiver.getSynchronizationSources?.()[0]?.audioLevel ?? played;
  }

  #level(level: number): void {
    if (this.#closed) return;
    const speaking = level > AUDIBLE;
    if (speaking || this.#speaking) this.parts.events.emit('customer:voice', { speaking, level: speaking ? level : 0, emotion: this.#emotion });
    this.#speaking = speaking;
  }
}
