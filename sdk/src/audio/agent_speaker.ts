import type { AgentAudio } from '../events.js';
import { playThrough } from './output.js';

/** Seconds that a piece waits before it sounds, so that the next one is there in time. */
const CUSHION = 0.15;
/** A listener who is this far behind is brought back to the present. */
const LAG = 1;

/** Plays the trainee for those who listen: pieces one after another as they come. Nobody counts what was heard. */
export class AgentSpeaker {
  #context: AudioContext | null = null;
  #due = 0;

  constructor(private readonly deviceId?: string) {}

  add({ samples, sampleRate }: AgentAudio): void {
    if (samples.length === 0) return;
    const context = this.#context ??= this.#open(sampleRate);
    const buffer = context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    const ahead = this.#due - context.currentTime;
    if (ahead < 0 || ahead > LAG) this.#due = context.currentTime + CUSHION;
    source.start(this.#due);
    this.#due += buffer.duration;
  }

  #open(sampleRate: number): AudioContext {
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    void playThrough(context, this.deviceId);
    return context;
  }

  close(): void {
    if (this.#context && this.#context.state !== 'closed') void this.#context.close();
    this.#context = null;
  }
}
