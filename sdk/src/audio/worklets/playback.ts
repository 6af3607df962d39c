// Pieces of the customer's speech in, sound out, and exact word of what was rendered.
import { PlaybackQueue } from '../playback_queue.js';
import type { PlaybackRequest } from '../speaker.js';

const LEVEL_EVERY = 0.05; // seconds

class Playback extends AudioWorkletProcessor {
  #queue = new PlaybackQueue({ target: Math.round(sampleRate * 0.06), maximum: Math.round(sampleRate * 0.4) });
  #energy = 0;
  #counted = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackRequest>) => {
      if (data.type === 'push') this.#queue.push(data.utteranceId, data.samples, data.final);
      else if (data.type === 'gain') this.#queue.setGain(data.utteranceId, data.gain);
      else if (data.type === 'clear') this.#queue.clear(data.utteranceId);
      else this.#queue.clearAll();
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const out = outputs[0]?.[0];
    if (!out) return true;
    this.#queue.render(out);
    for (const sample of out) this.#energy += sample * sample;
    this.#counted += out.length;
    for (const notice of this.#queue.notices()) this.port.postMessage(notice);
    if (this.#counted >= sampleRate * LEVEL_EVERY) {
      this.port.postMessage({ type: 'level', level: Math.sqrt(this.#energy / this.#counted) });
      this.#energy = this.#counted = 0;
    }
    return true;
  }
}
registerProcessor('mock-call-playback', Playback);
