import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Recognition, type Phrase, type RecognitionLike } from '../src/audio/recognition.js';

/** A browser's recogniser that a test drives. */
class FakeRecognition implements RecognitionLike {
  continuous = false;
  interimResults = false;
  lang = '';
  onresult: RecognitionLike['onresult'] = null;
  onend: (() => void) | null = null;
  onerror: RecognitionLike['onerror'] = null;
  started = 0;
  aborted = 0;
  refuse = false;
  start() {
    if (this.refuse) throw new Error('it has not ended');
    this.started++;
  }
  abort() { this.aborted++; }
  hears(...results: [text: string, isFinal?: boolean][]) {
    this.onresult?.({ resultIndex: 0, results: results.map(([transcript, isFinal = false]) => Object.assign([{ transcript }], { isFinal })) });
  }
}

let browser: FakeRecognition;
let told: Phrase[];
let now = 0;
let recognition: Recognition;
beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeRecognition();
  told = [];
  now = 0;
  recognition = new Recognition(browser, 'en-GB', () => now, (phrase) => told.push(phrase));
});
afterEach(() => vi.useRealTimers());

test('it listens on and on and tells partials', () => {
  expect(browser).toMatchObject({ continuous: true, interimResults: true, lang: 'en-GB', started: 1 });
});

test('a phrase grows, and its final carries the time of its newest words', () => {
  vi.advanceTimersByTime(1000);
  now = 400;
  browser.hears(['thank you']);
  vi.advanceTimersByTime(200);
  now = 900;
  browser.hears(['thank you for calling']);
  now = 2000;
  browser.hears(['Thank you for calling', true]);
  expect(told).toEqual([
    { text: 'thank you', final: false, timestamp: 400 }, { text: 'thank you for calling', final: false, timestamp: 900 },
    { text: 'Thank you for calling', final: true, timestamp: 900 },
  ]);
});

test('results that are still open are one phrase, and a final is told once', () => {
  vi.advanceTimersByTime(1000);
  browser.hears(['How may I', true], [' help']);
  browser.hears(['How may I', true], [' help'], [' you today']);
  vi.advanceTimersByTime(1000);
  browser.hears(['How may I', true], [' help you today', true]);
  expect(told.map(({ text, final }) => `${final ? '.' : '…'}${text}`)).toEqual(['.How may I', '…help', '.help you today']);
});

test('partials come at most every 150 ms', () => {
  vi.advanceTimersByTime(1000);
  for (let i = 1; i <= 20; i++) {
    browser.hears(['word '.repeat(i)]);
    vi.advanceTimersByTime(30);
  }
  expect(told.length).toBeLessThanOrEqual(5);
  expect(told.every(({ final }) => !final)).toBe(true);
});

test('a recogniser that ends is started again, and what it left open is final', () => {
  vi.advanceTimersByTime(1000);
  browser.hears(['let me look']);
  browser.onend?.();
  vi.advanceTimersByTime(400);
  expect(browser.started).toBe(2);
  expect(told.at(-1)).toMatchObject({ text: 'let me look', final: true });
  browser.hears(['at your bill', true]);
  expect(told.at(-1)).toMatchObject({ text: 'at your bill', final: true });
});

test('one that is not ready to start is asked again', () => {
  browser.refuse = true;
  browser.onend?.();
  vi.advanceTimersByTime(400);
  browser.refuse = false;
  vi.advanceTimersByTime(400);
  expect(browser.started).toBe(2);
});

test('a refusal is final', () => {
  browser.onerror?.({ error: 'not-allowed' });
  browser.onend?.();
  vi.advanceTimersByTime(5000);
  expect(browser.started).toBe(1);
});

test('after close nothing is told', () => {
  recognition.close();
  expect(browser.aborted).toBe(1);
  browser.hears(['too late', true]);
  expect(told).toEqual([]);
});
