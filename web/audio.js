// The microphone as a stream of PCM, and the customer's voice as a queue that knows what was heard.

export class Microphone {
  /** Throws what getUserMedia throws when the person or the device says no. */
  static async open() {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    const mic = new Microphone();
    mic.stream = stream;
    mic.context = new AudioContext({ latencyHint: 'interactive' });
    await mic.context.audioWorklet.addModule('capture-worklet.js');
    mic.node = new AudioWorkletNode(mic.context, 'capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    mic.node.port.onmessage = ({ data }) => { mic.onlevel?.(data.level); mic.onpcm?.(data.pcm); };
    mic.context.createMediaStreamSource(stream).connect(mic.node);
    stream.getAudioTracks()[0].onended = () => mic.onlost?.();
    await mic.context.resume();
    return mic;
  }

  close() {
    this.onpcm = this.onlevel = this.onlost = null;
    for (const track of this.stream.getTracks()) track.stop();
    this.context.close();
  }
}

/** Background noise between the customer's lines; it has no end and makes way for words at once. */
const AMBIENCE = 'ambience';

export class Player {
  /** `onheard(utteranceId, ms)`: a line was played to its end, or cut there. */
  constructor(onheard) {
    this.onheard = onheard;
    this.lines = new Map();
    this.until = 0;
  }

  /** A context at the sound's own rate, so that pieces join without a seam. */
  rate(sampleRate) {
    if (this.context?.sampleRate === sampleRate) return;
    this.close();
    this.context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    this.until = 0;
  }

  add({ utteranceId, data, sampleRate, final }) {
    this.rate(sampleRate);
    if (utteranceId !== AMBIENCE) this.clear(AMBIENCE);
    const line = this.lines.get(utteranceId) ?? { pieces: [], complete: false };
    this.lines.set(utteranceId, line);
    const pcm = new Int16Array(data.buffer, data.byteOffset, data.byteLength >> 1);
    if (utteranceId === AMBIENCE) line.pieces = line.pieces.filter((p) => !p.ended);
    if (pcm.length > 0) line.pieces.push(this.schedule(utteranceId, pcm, sampleRate));
    if (!final) return;
    line.complete = true;
    this.settle(utteranceId);
  }

  schedule(utteranceId, pcm, sampleRate) {
    const buffer = this.context.createBuffer(1, pcm.length, sampleRate);
    const channel = buffer.getChannelData(0);
    for (let i = 0; i < pcm.length; i++) channel[i] = pcm[i] / 32768;
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    // A little room before the first piece keeps a jitter of the network from being heard.
    const start = Math.max(this.until, this.context.currentTime + (this.until < this.context.currentTime ? 0.06 : 0));
    this.until = start + buffer.duration;
    const piece = { source, start, seconds: buffer.duration, ended: false };
    source.onended = () => { piece.ended = true; this.settle(utteranceId); };
    source.start(start);
    return piece;
  }

  settle(utteranceId) {
    const line = this.lines.get(utteranceId);
    if (!line?.complete || line.pieces.some((p) => !p.ended)) return;
    this.lines.delete(utteranceId);
    this.onheard(utteranceId, line.pieces.reduce((ms, p) => ms + p.seconds * 1000, 0));
  }

  /** The agent spoke over it: stop at once, and say how much was heard. */
  clear(utteranceId) {
    const line = this.lines.get(utteranceId);
    if (!line) return;
    this.lines.delete(utteranceId);
    const now = this.context.currentTime - (this.context.outputLatency || 0);
    let seconds = 0;
    for (const piece of line.pieces) {
      seconds += Math.max(0, Math.min(piece.seconds, now - piece.start));
      piece.source.onended = null;
      piece.source.stop();
    }
    this.until = this.context.currentTime;
    if (utteranceId !== AMBIENCE) this.onheard(utteranceId, seconds * 1000);
  }

  stop() { for (const id of [...this.lines.keys()]) this.clear(id); }
  close() {
    this.lines.clear();
    if (this.context && this.context.state !== 'closed') this.context.close();
  }
}
