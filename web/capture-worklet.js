// Microphone samples at the device's rate in, 40 ms pieces of 16 kHz 16-bit PCM and their level out.
const TARGET = 16000;
const PIECE = 640;
const HALF = 24;  // taps to each side of the interpolating filter, in input samples at 48 kHz

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / TARGET;
    // Half-band edge a little under the target's Nyquist frequency: what lies above would fold into speech.
    this.cutoff = Math.min(1, 0.92 / this.step);
    this.input = new Float32Array(8192);
    this.length = HALF;
    this.position = HALF;
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
    this.energy = 0;
  }

  process([[mono]]) {
    if (!mono) return true;
    this.input.set(mono, this.length);
    this.length += mono.length;
    while (this.position + HALF < this.length) {
      this.emit(this.at(this.position));
      this.position += this.step;
    }
    const keep = Math.floor(this.position) - HALF;
    this.input.copyWithin(0, keep, this.length);
    this.length -= keep;
    this.position -= keep;
    return true;
  }

  at(position) {
    if (this.step === 1) return this.input[position];
    const first = Math.ceil(position - HALF);
    let sum = 0;
    for (let i = first; i <= position + HALF; i++) {
      const x = i - position;
      const window = 0.5 + 0.5 * Math.cos(Math.PI * x / (HALF + 1));
      const angle = Math.PI * x * this.cutoff;
      sum += this.input[i] * window * (x === 0 ? 1 : Math.sin(angle) / angle);
    }
    return sum * this.cutoff;
  }

  emit(sample) {
    this.energy += sample * sample;
    this.piece[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
    if (this.filled < PIECE) return;
    const level = Math.sqrt(this.energy / PIECE);
    const { buffer } = this.piece;
    this.port.postMessage({ pcm: buffer, level }, [buffer]);
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
    this.energy = 0;
  }
}
registerProcessor('capture', Capture);
