import { pause } from '../abort.js';
import { MockCallError } from '../errors.js';
import type { AudioStartEvent } from '../generated/schema.js';
import type { CallLine } from '../line.js';
import { mediaSeconds } from './media_duration.js';

export interface StreamOptions {
  /** What the bytes are. Left out: a WAV, Ogg or WebM file is known by its first bytes, anything else is 16 kHz mono 16-bit samples. */
  format?: NonNullable<AudioStartEvent['format']>;
  signal?: AbortSignal;
}

const PIECE_SECONDS = 0.2;
const RAW_BYTES: Record<string, number> = { pcm_s16le: 2, pcmu: 1, pcma: 1 };

async function bytesOf(audio: Blob | ArrayBuffer | Uint8Array | Int16Array): Promise<Uint8Array> {
  if (audio instanceof Blob) return new Uint8Array(await audio.arrayBuffer());
  return audio instanceof ArrayBuffer ? new Uint8Array(audio) : new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength);
}

/** Node's Buffer is a Uint8Array that writes itself into JSON its own way. */
const plain = (bytes: Uint8Array) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function secondsOf(bytes: Uint8Array, format: StreamOptions['format']): number {
  const width = RAW_BYTES[format?.codec ?? ''];
  if (width) return bytes.length / (width * (format!.channels ?? 1) * (format!.sampleRate ?? (width === 2 ? 16_000 : 8_000)));
  const seconds = mediaSeconds(bytes);
  if (seconds !== null) return seconds;
  if (format) throw new MockCallError('AUDIO_FAILURE', `This is no ${format.codec} recording whose length can be told.`);
  return bytes.length / 32_000;
}

/** Sends a recording in pieces at the pace it was spoken, then says that it was all. */
export async function streamAudio(line: CallLine, audio: Blob | ArrayBuffer | Uint8Array | Int16Array, { format, signal }: StreamOptions): Promise<void> {
  signal?.throwIfAborted();
  const bytes = plain(await bytesOf(audio));
  if (bytes.length === 0) return;
  const seconds = secondsOf(bytes, format);
  const even = 2 * Math.ceil(bytes.length / Math.max(1, Math.ceil(seconds / PIECE_SECONDS)) / 2);
  const began = performance.now();
  const expect = (sent: boolean) => {
    if (!sent) throw new MockCallError('CONNECTION_LOST', 'The line was lost while speaking.', { recoverable: true });
  };
  expect(line.send('audio:start', format ? { format } : {}));
  for (let at = 0; at < bytes.length; at += even) {
    const due = seconds * 1000 * at / bytes.length;
    const early = due - (performance.now() - began);
    if (early > 1) await pause(early, signal);
    expect(line.send('audio:data', { data: bytes.subarray(at, at + even), timestamp: Math.round(due) }));
  }
  const left = seconds * 1000 - (performance.now() - began);
  if (left > 1) await pause(left, signal);
  expect(line.send('audio:end', {}));
}
