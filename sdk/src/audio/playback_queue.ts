/** Background noise between the customer's lines; it has no end and makes way for words at once. */
export const AMBIENCE = 'ambience';
/** Of what is missing to the wanted gain, a sample: most of it within 10 ms at 16 kHz. */
const GAIN_STEP = 0.015;

export type PlaybackNotice =
  | { type: 'started'; utteranceId: string }
  /** Rendered to its last sample, or cleared there. */
  | { type: 'finished'; utteranceId: string; samples: number }
  | { type: 'underrun'; utteranceId: string };

interface Line {
  utteranceId: string;
  pieces: Float32Array[];
  /** Samples of the first piece that were rendered. */
  offset: number;
  queued: number;
  rendered: number;
  gain: number;
  wantedGain: number;
  final: boolean;
  started: boolean;
}

export interface JitterOptions {
  /** Samples to hold before an utterance starts, and at most after stalls have taught it more. */
  target: number;
  maximum: number;
}

/**
 * The customer's lines in order, with a jitter buffer: an utterance starts once `target` samples are there (or all of it), and every stall in
 * the middle of one raises the target by half. It counts every sample it gives out, so that what was heard is known exactly.
 */
export class PlaybackQueue {
  #lines: Line[] = [];
  #target: number;
  #waiting = true;
  #notices: PlaybackNotice[] = [];
  #last = 0;
  #cleared: Line | null = null;

  constructor(private readonly options: JitterOptions) {
    this.#target = options.target;
  }

  get target(): number { return this.#target; }

  push(utteranceId: string, samples: Float32Array, final: boolean): void {
    if (utteranceId !== AMBIENCE) this.#lines = this.#lines.filter((line) => line.utteranceId !== AMBIENCE);
    let line = this.#lines.find((l) => l.utteranceId === utteranceId);
    if (!line) {
      // A line that was cleared and goes on counts on.
      const rendered = this.#cleared?.utteranceId === utteranceId ? this.#cleared.rendered : 0;
      line = { utteranceId, pieces: [], offset: 0, queued: 0, rendered, gain: 1, wantedGain: 1, final: false, started: false };
      this.#lines.push(line);
    }
    if (samples.length > 0) line.pieces.push(samples);
    line.queued += samples.length;
    line.final ||= final;
  }

  /** Drops what was not yet rendered. Returns whether there was such a line. */
  clear(utteranceId: string): boolean {
    const line = this.#lines.find((l) => l.utteranceId === utteranceId);
    if (line) {
      this.#finish(line);
      this.#cleared = line;
    }
    return line !== undefined;
  }

  /** From the next sample on, without a click. */
  setGain(utteranceId: string, gain: number): void {
    const line = this.#lines.find((l) => l.utteranceId === utteranceId);
    if (line) line.wantedGain = Math.min(1, Math.max(0, gain));
  }

  clearAll(): void {
    for (const line of [...this.#lines]) this.#finish(line);
  }

  /** Fills `out` with what is due. */
  render(out: Float32Array): void {
    let at = 0;
    while (at < out.length) {
      const line = this.#lines[0];
      if (!line || !this.#ready(line)) break;
      at += this.#take(line, out.subarray(at));
      if (line.queued > 0) continue;
      if (line.final) this.#finish(line);
      else {
        this.#stall(line);
        break;
      }
    }
    this.#fade(out, at);
  }

  /** What happened since the last time. */
  notices(): PlaybackNotice[] { return this.#notices.splice(0); }

  #ready(line: Line): boolean {
    if (this.#waiting && line.queued < this.#target && !line.final) return false;
    this.#waiting = false;
    if (!line.started) {
      line.started = true;
      this.#notices.push({ type: 'started', utteranceId: line.utteranceId });
    }
    return true;
  }

  #take(line: Line, out: Float32Array): number {
    let done = 0;
    while (done < out.length && line.pieces.length > 0) {
      const piece = line.pieces[0]!;
      const count = Math.min(out.length - done, piece.length - line.offset);
      for (let i = 0; i < count; i++) {
        line.gain += (line.wantedGain - line.gain) * GAIN_STEP;
        out[done + i] = piece[line.offset + i]! * line.gain;
      }
      done += count;
      line.offset += count;
      if (line.offset === piece.length) {
        line.pieces.shift();
        line.offset = 0;
      }
    }
    line.queued -= done;
    line.rendered += done;
    return done;
  }

  #stall(line: Line): void {
    this.#waiting = true;
    if (line.utteranceId === AMBIENCE || line.rendered === 0) return;
    this.#target = Math.min(this.options.maximum, Math.round(this.#target * 1.5));
    this.#notices.push({ type: 'underrun', utteranceId: line.utteranceId });
  }

  #finish(line: Line): void {
    this.#lines.splice(this.#lines.indexOf(line), 1);
    this.#waiting = true;
    if (line.utteranceId !== AMBIENCE) this.#notices.push({ type: 'finished', utteranceId: line.utteranceId, samples: line.rendered });
  }

  /** Speech that is cut off falls to silence within a few milliseconds instead of clicking. */
  #fade(out: Float32Array, from: number): void {
    if (from > 0) this.#last = out[from - 1]!;
    for (let i = from; i < out.length; i++) {
      this.#last *= 0.96;
      out[i] = Math.abs(this.#last) < 1e-4 ? 0 : this.#last;
    }
  }
}
