import type { CustomerAudio, CustomerVoice } from '../events.js';
import type { Emotion } from '../generated/schema.js';
import { playThrough } from './output.js';
import { AMBIENCE, type PlaybackNotice } from './playback_queue.js';

export type PlaybackRequest =
  | { type: 'push'; utteranceId: string; samples: Float32Array; final: boolean }
  | { type: 'clear'; utteranceId: string }
  | { type: 'gain'; utteranceId: string; gain: number }
  | { type: 'clearAll' };

interface SpeakerHandlers {
  /** An utterance was played to its end, or cut there; `ms` of it came out. */
  heard(utteranceId: string, ms: number): void;
  voice(voice: CustomerVoice): void;
}

/** Plays the customer through an AudioWorklet whose clock is the customer's own sample rate. */
export class Speaker {
  #context: AudioContext | null = null;
  #node: AudioWorkletNode | null = null;
  #opened: Promise<void> | null = null;
  #rate = 0;
  #closed = false;
  #speaking: string | null = null;
  #emotions = new Map<string, Emotion>();
  #underruns = 0;

  constructor(private readonly handlers: SpeakerHandlers, private readonly deviceId?: string) {}

  /** How often playing ran dry in the middle of an utterance. */
  get underruns(): number { return this.#underruns; }

  open(sampleRate: number): Promise<void> {
    if (this.#rate === sampleRate && this.#opened) return this.#opened;
    void this.#context?.close();
    this.#rate = sampleRate;
    const context = this.#context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    this.#node = null;
    this.#opened = (async () => {
      await playThrough(context, this.deviceId);
      await context.audioWorklet.addModule(new URL('./worklets/playback.js', import.meta.url));
      if (this.#closed || context !== this.#context) return;
      const node = new AudioWorkletNode(context, 'mock-call-playback', { numberOfInputs: 0, outputChannelCount: [1] });
      node.port.onmessage = ({ data }) => this.#notice(data);
      node.connect(context.destination);
      this.#node = node;
      // Where the browser wants a click first, it resumes by itself or by the next open(); pieces are kept until then.
      void context.resume();
    })();
    return this.#opened;
  }

  add({ utteranceId, samples, sampleRate, final, emotion }: CustomerAudio): void {
    if (this.#closed || !samples) return;
    this.#emotions.set(utteranceId, emotion);
    const floats = Float32Array.from(samples, (sample) => sample / 32_768);
    void this.open(sampleRate).then(() => this.#ask({ type: 'push', utteranceId, samples: floats, final }));
  }

  /** The agent spoke over it: stop at once and say how much was heard. */
  clear(utteranceId: string): void { void this.#opened?.then(() => this.#ask({ type: 'clear', utteranceId })); }
  /** Somebody makes a sound over it: lower for a while. */
  duck(utteranceId: string, gain: number): void { void this.#opened?.then(() => this.#ask({ type: 'gain', utteranceId, gain })); }
  stop(): void { void this.#opened?.then(() => this.#ask({ type: 'clearAll' })); }

  close(): void {
    this.#closed = true;
    if (this.#node) this.#node.port.onmessage = null;
    if (this.#context && this.#context.state !== 'closed') void this.#context.close();
  }

  #ask(request: PlaybackRequest): void { this.#node?.port.postMessage(request); }

  #notice(notice: PlaybackNotice | { type: 'level'; level: number }): void {
    if (this.#closed) return;
    if (notice.type === 'underrun') this.#underruns++;
    else if (notice.type === 'started') this.#speaking = notice.utteranceId === AMBIENCE ? null : notice.utteranceId;
    else if (notice.type === 'finished') {
      const { utteranceId } = notice;
      this.handlers.heard(utteranceId, Math.round(notice.samples * 1000 / this.#rate));
      if (this.#speaking === utteranceId) {
        this.#speaking = null;
        this.handlers.voice({ speaking: false, level: 0, emotion: this.#emotions.get(utteranceId) ?? 'neutral' });
      }
      this.#emotions.delete(utteranceId);
    } else if (this.#speaking) this.handlers.voice({ speaking: true, level: notice.level, emotion: this.#emotions.get(this.#speaking) ?? 'neutral' });
  }
}
