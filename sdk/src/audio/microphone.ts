import { MockCallError } from '../errors.js';

export interface MicrophoneOptions {
  /** A stream that is open already; it is not stopped by `close()`. */
  stream?: MediaStream;
  deviceId?: string;
  signal?: AbortSignal;
}

const PURPOSE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

/** The microphone as 40 ms pieces of 16 kHz mono samples. */
export class Microphone {
  static readonly sampleRate = 16_000;
  onpiece: ((samples: Int16Array) => void) | null = null;
  onlevel: ((level: number) => void) | null = null;
  onlost: (() => void) | null = null;
  #muted = false;

  private constructor(readonly stream: MediaStream, private readonly context: AudioContext, private readonly owned: boolean) {}

  /** Throws MICROPHONE_DENIED when the person said no, MICROPHONE_UNAVAILABLE when the device did. */
  static async open({ stream, deviceId, signal }: MicrophoneOptions = {}): Promise<Microphone> {
    const opened = stream ?? await Microphone.#ask(deviceId);
    const microphone = new Microphone(opened, new AudioContext({ latencyHint: 'interactive' }), !stream);
    try {
      signal?.throwIfAborted();
      await microphone.#start();
      signal?.throwIfAborted();
      return microphone;
    } catch (error) {
      microphone.close();
      throw error;
    }
  }

  static async #ask(deviceId?: string): Promise<MediaStream> {
    if (!globalThis.navigator?.mediaDevices) {
      throw new MockCallError('MICROPHONE_UNAVAILABLE', 'There is no microphone here: pages reach it over https or on localhost only.');
    }
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { ...PURPOSE, ...(deviceId && { deviceId: { exact: deviceId } }) } });
    } catch (cause) {
      if ((cause as Error).name === 'NotAllowedError') throw new MockCallError('MICROPHONE_DENIED', 'The microphone was not allowed.', { cause });
      throw new MockCallError('MICROPHONE_UNAVAILABLE', 'No microphone could be used.', { recoverable: true, cause });
    }
  }

  async #start(): Promise<void> {
    await this.context.audioWorklet.addModule(new URL('./worklets/capture.js', import.meta.url));
    const node = new AudioWorkletNode(this.context, 'mock-call-capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    node.port.onmessage = ({ data }: MessageEvent<{ samples: Int16Array; level: number }>) => this.#piece(data.samples, data.level);
    this.context.createMediaStreamSource(this.stream).connect(node);
    this.stream.getAudioTracks()[0]?.addEventListener('ended', () => this.onlost?.());
    await this.context.resume();
  }

  get muted(): boolean { return this.#muted; }

  /** A muted microphone gives silence, to whatever listens to its stream as well. */
  mute(muted: boolean): void {
    this.#muted = muted;
    for (const track of this.stream.getAudioTracks()) track.enabled = !muted;
  }

  close(): void {
    this.onpiece = this.onlevel = this.onlost = null;
    if (this.owned) for (const track of this.stream.getTracks()) track.stop();
    if (this.context.state !== 'closed') void this.context.close();
  }

  #piece(samples: Int16Array, level: number): void {
    if (this.#muted) samples.fill(0);
    this.onlevel?.(this.#muted ? 0 : level);
    this.onpiece?.(samples);
  }
}
