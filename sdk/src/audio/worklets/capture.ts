// Microphone samples at the device's rate in, 40 ms pieces of 16 kHz 16-bit samples and their level out.
import { Downsampler } from '../downsampler.js';

const RATE = 16_000;
const PIECE = 640;

class Capture extends AudioWorkletProcessor {
  #downsampler = new Downsampler(sampleRate, RATE);
  #piece = new Int16Array(PIECE);
  #filled = 0;
  #energy = 0;

  process(inputs: Float32Array[][]): boolean {
    const mono = inputs[0]?.[0];
    if (mono) this.#downsampler.push(mono, (sample) => this.#emit(sample));
    return true;
  }

  #emit(sample: number): void {
    this.#energy += sample * sample;
    this.#piece[this.#filled++] = Math.max(-1, Math.min(1, sample)) * 32_767;
    if (this.#filled < PIECE) return;
    this.port.postMessage({ samples: this.#piece, level: Math.sqrt(this.#energy / PIECE) }, [this.#piece.buffer]);
    this.#piece = new Int16Array(PIECE);
    this.#filled = 0;
    this.#energy = 0;
  }
}
registerProcessor('mock-call-capture', Capture);
