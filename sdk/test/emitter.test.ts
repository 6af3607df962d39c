import { expect, test, vi } from 'vitest';
import { Emitter } from '../src/emitter.js';

interface Events { word: string; number: number }

test('a handler hears its own events until it is taken off', () => {
  const events = new Emitter<Events>();
  const heard: string[] = [];
  const off = events.on('word', (word) => heard.push(word));
  events.emit('word', 'one');
  events.emit('number', 2);
  off();
  events.emit('word', 'three');
  expect(heard).toEqual(['one']);
});

test('once is heard once', () => {
  const events = new Emitter<Events>();
  const handler = vi.fn();
  events.once('number', handler);
  events.emit('number', 1);
  events.emit('number', 2);
  expect(handler.mock.calls).toEqual([[1]]);
});

test('a handler that throws does not keep the others from hearing', () => {
  const queued = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
  const events = new Emitter<Events>();
  const second = vi.fn();
  events.on('word', () => { throw new Error('mine'); });
  events.on('word', second);
  events.emit('word', 'x');
  expect(second).toHaveBeenCalledWith('x');
  expect(() => (queued.mock.calls[0]![0] as () => void)()).toThrow('mine');
  queued.mockRestore();
});
