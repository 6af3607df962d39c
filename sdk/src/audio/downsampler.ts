/** Samples to each side of the interpolating filter. */
const HALF = 24;

/** Any rate to a lower one: a windowed sinc whose edge lies a little under the target's Nyquist frequency, so that nothing folds into speech. */
export class Downsampler {
  readonly #step: number;
  readonly #cutoff: number;
  #input = new Float32Array(8192);
  #length = HALF;
  #position = HALF;

  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#cutoff = Math.min(1, 0.92 / this.#step);
  }

  /** Calls `emit` with every sample that is due. */
  push(samples: Float32Array, emit: (sample: number) => void): void {
    if (this.#length + samples.length > this.#input.length) {
      const larger = new Float32Array(2 * (this.#length + samples.length));
      larger.set(this.#input.subarray(0, this.#length));
      this.#input = larger;
    }
    this.#input.set(samples, this.#length);
    this.#length += samples.length;
    while (this.#position + HALF < this.#length) {
      emit(this.#at(this.#position));
      this.#position += this.#step;
    }
    const drop = Math.floor(this.#position) - HALF;
    this.#input.copyWithin(0, drop, this.#length);
    this.#length -= drop;
    this.#position -= drop;
  }

  #at(position: number): number {
    if (this.#step === 1) return this.#input[position]!;
    let sum = 0;
    for (let i = Math.ceil(position - HALF); i <= position + HALF; i++) {
      const x = i - position;
      const angle = Math.PI * x * this.#cutoff;
      const window = 0.5 + 0.5 * Math.cos(Math.PI * x / (HALF + 1));
      sum += this.#input[i]! * window * (x === 0 ? 1 : Math.sin(angle) / angle);
    }
    return sum * this.#cutoff;
  }
}
