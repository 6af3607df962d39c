import { expect, test } from 'vitest';
import { mediaSeconds } from '../src/audio/media_duration.js';

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));
const u32 = (n: number) => [n & 255, n >> 8 & 255, n >> 16 & 255, n >> 24 & 255];
const wav = (declared: number, data: number) => Uint8Array.from([
  ...ascii('RIFF'), ...u32(36 + declared), ...ascii('WAVEfmt '), ...u32(16), 1, 0, 1, 0, ...u32(16_000), ...u32(32_000), 2, 0, 16, 0,
  ...ascii('data'), ...u32(declared), ...new Array(data).fill(0)]);
const page = (granule: number) => [...ascii('OggS'), 0, 0, ...u32(granule), 0, 0, 0, 0, ...new Array(12).fill(0), 1, 4, 1, 2, 3, 4];
const element = (id: number[], body: number[]) => [...id, 0x40 | body.length >> 8, body.length & 255, ...body];

test('a WAV is as long as its data, also when it was streamed', () => {
  expect(mediaSeconds(wav(16_000, 16_000))).toBe(0.5);
  expect(mediaSeconds(wav(0x7fffffff, 32_000))).toBe(1);
});

test('an Ogg is as long as its last page says', () => {
  expect(mediaSeconds(Uint8Array.from([...page(0), ...page(48_000), ...page(96_000)]))).toBe(2);
});

test('a WebM without a duration is as long as its last block', () => {
  const block = (ms: number) => element([0xa3], [0x81, ms >> 8, ms & 255, 0x80, 1, 2, 3]);
  const cluster = (ms: number, ...blocks: number[][]) => [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ...element([0xe7], [ms >> 8, ms & 255]), ...blocks.flat()];
  const bytes = [...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x82, 0x84, ...ascii('webm')]), 0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ...cluster(0, block(0), block(20)), ...cluster(1000, block(0), block(480))];
  expect(mediaSeconds(Uint8Array.from(bytes))).toBe(1.5);
});

test('anything else has no length of its own, and what is cut short does no harm', () => {
  expect(mediaSeconds(new Uint8Array(100))).toBeNull();
  expect(mediaSeconds(new Uint8Array(3))).toBeNull();
  expect(mediaSeconds(Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0, 0, 0, 0]))).toBeNull();
  for (let cut = 0; cut < 60; cut++) mediaSeconds(wav(16_000, 16).subarray(0, cut));
});
