import { expect, test } from 'vitest';
import { PlaybackQueue } from '../src/audio/playback_queue.js';

const ramp = (length: number, from = 1) => Float32Array.from({ length }, (_, i) => from + i);
const render = (queue: PlaybackQueue, length: number) => {
  const out = new Float32Array(length);
  queue.render(out);
  return [...out];
};
const queueOf = () => new PlaybackQueue({ target: 4, maximum: 10 });

test('an utterance waits for the jitter buffer, then plays without a gap', () => {
  const queue = queueOf();
  queue.push('1', ramp(3), false);
  expect(render(queue, 2)).toEqual([0, 0]);
  queue.push('1', ramp(3, 4), false);
  expect(render(queue, 4)).toEqual([1, 2, 3, 4]);
  expect(queue.notices()).toEqual([{ type: 'started', utteranceId: '1' }]);
});

test('a short utterance that is complete does not wait', () => {
  const queue = queueOf();
  queue.push('1', ramp(2), true);
  expect(render(queue, 2)).toEqual([1, 2]);
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 2 });
});

test('the last piece may be empty', () => {
  const queue = queueOf();
  queue.push('1', ramp(4), false);
  render(queue, 2);
  queue.push('1', new Float32Array(0), true);
  render(queue, 4);
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 4 });
});

test('an end that comes after the sound ran out still finishes the utterance', () => {
  const queue = queueOf();
  queue.push('1', ramp(4), false);
  render(queue, 6);
  queue.push('1', new Float32Array(0), true);
  render(queue, 2);
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 4 });
});

test('a stall in the middle of an utterance is told and teaches the buffer to hold more', () => {
  const queue = queueOf();
  queue.push('1', ramp(4), false);
  render(queue, 8);
  expect(queue.notices()).toContainEqual({ type: 'underrun', utteranceId: '1' });
  expect(queue.target).toBe(6);
  queue.push('1', ramp(5), false);
  expect(render(queue, 1)[0]).toBeLessThan(1 + 4);
  queue.push('1', ramp(1, 6), false);
  expect(render(queue, 6)).toEqual([1, 2, 3, 4, 5, 6]);
  for (let i = 0; i < 9; i++) {
    queue.push('1', ramp(12), false);
    render(queue, 20);
  }
  expect(queue.target).toBe(10);
});

test('what is cleared is reported to the sample', () => {
  const queue = queueOf();
  queue.push('1', ramp(100), false);
  render(queue, 37);
  expect(queue.clear('1')).toBe(true);
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 37 });
  expect(queue.clear('1')).toBe(false);
});

test('an utterance that was cleared before it played was not heard', () => {
  const queue = queueOf();
  queue.push('1', ramp(100), true);
  queue.push('2', ramp(100), true);
  render(queue, 10);
  queue.clearAll();
  expect(queue.notices().filter((n) => n.type === 'finished')).toEqual([
    { type: 'finished', utteranceId: '1', samples: 10 }, { type: 'finished', utteranceId: '2', samples: 0 }]);
});

test('utterances follow one another in one block of output', () => {
  const queue = queueOf();
  queue.push('1', ramp(3), true);
  queue.push('2', ramp(3, 10), true);
  expect(render(queue, 6)).toEqual([1, 2, 3, 10, 11, 12]);
});

test('background noise makes way for words, has no end and is never reported', () => {
  const queue = queueOf();
  queue.push('ambience', ramp(50), false);
  expect(render(queue, 4)).toEqual([1, 2, 3, 4]);
  queue.push('1', ramp(4, 100), true);
  expect(render(queue, 4)).toEqual([100, 101, 102, 103]);
  render(queue, 4);
  expect(queue.notices().filter((n) => n.type === 'finished')).toEqual([{ type: 'finished', utteranceId: '1', samples: 4 }]);
});

test('speech that is cut off falls to silence without a click', () => {
  const queue = new PlaybackQueue({ target: 1, maximum: 1 });
  queue.push('1', new Float32Array(10).fill(0.5), false);
  render(queue, 10);
  queue.clear('1');
  const tail = render(queue, 400);
  expect(tail[0]).toBeCloseTo(0.48);
  for (let i = 1; i < tail.length; i++) expect(tail[i]! - tail[i - 1]!).toBeLessThanOrEqual(0);
  expect(tail.at(-1)).toBe(0);
});

test('a line that was cleared and goes on counts on from what was played', () => {
  const queue = queueOf();
  queue.push('1', ramp(10), false);
  render(queue, 6);
  queue.clear('1');
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 6 });
  queue.push('1', ramp(4, 7), true);
  expect(render(queue, 4)).toEqual([7, 8, 9, 10]);
  expect(queue.notices().at(-1)).toEqual({ type: 'finished', utteranceId: '1', samples: 10 });
});

test('a line is turned down and up again without a jump', () => {
  const queue = new PlaybackQueue({ target: 4, maximum: 10 });
  queue.push('1', Float32Array.from({ length: 4000 }, () => 1), false);
  queue.setGain('1', 0.25);
  const down = render(queue, 1000);
  expect(down[0]).toBeGreaterThan(0.95);
  expect(down.at(-1)).toBeCloseTo(0.25, 2);
  queue.setGain('1', 1);
  const up = render(queue, 1000);
  expect(up[0]).toBeLessThan(0.3);
  expect(up.at(-1)).toBeCloseTo(1, 2);
});
