import { expect, test } from 'vitest';
import { Downsampler } from '../src/audio/downsampler.js';

function through(hz: number, from: number, to: number, chunk = 128): number[] {
  const out: number[] = [];
  const downsampler = new Downsampler(from, to);
  const input = Float32Array.from({ length: from }, (_, i) => 0.5 * Math.sin(2 * Math.PI * hz * i / from));
  for (let at = 0; at < input.length; at += chunk) downsampler.push(input.subarray(at, at + chunk), (sample) => out.push(sample));
  return out;
}
const rms = (samples: number[]) => Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
const middle = (samples: number[]) => samples.slice(200, -200);

test.each([48_000, 44_100])('a second at %i Hz is a second at 16 kHz', (from) => {
  expect(Math.abs(through(440, from, 16_000).length - 16_000)).toBeLessThan(40);
});

test.each([200, 1000, 4000])('a tone of %i Hz keeps its level', (hz) => {
  expect(rms(middle(through(hz, 48_000, 16_000)))).toBeCloseTo(0.5 / Math.SQRT2, 1);
});

test('what lies above the target\'s band does not fold into it', () => {
  expect(rms(middle(through(11_000, 48_000, 16_000)))).toBeLessThan(0.005);
});

test('the same rate goes through as it is', () => {
  const out = through(440, 16_000, 16_000);
  expect(out[100]).toBeCloseTo(0.5 * Math.sin(2 * Math.PI * 440 * 100 / 16_000), 6);
});

test('how the input is cut makes no difference', () => {
  const [small, large] = [through(440, 44_100, 16_000, 128), through(440, 44_100, 16_000, 9_999)];
  expect(small.length).toBe(large.length);
  expect(Math.max(...small.map((sample, i) => Math.abs(sample - large[i]!)))).toBeLessThan(1e-5);
});
