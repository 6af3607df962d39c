// Sound for tests: sentences spoken by espeak-ng or by people, encoded as clients send them, and measured when it comes back.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './contract.mjs';

export const RATE = 16000;
const cache = path.join(root, 'build/test-audio');
const run = (program, args, input) => execFileSync(program, args, { input, maxBuffer: 256 << 20, stdio: ['pipe', 'pipe', 'ignore'] });

/** 16 kHz mono samples of a sentence, by a voice that is not the server's own. */
export function speech(text, { voice = 'en-us', speed = 150, pitch = 45 } = {}) {
  const name = crypto.createHash('sha1').update(JSON.stringify([text, voice, speed, pitch])).digest('hex');
  const file = path.join(cache, `${name}.wav`);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(cache, { recursive: true });
    run('espeak-ng', ['-v', voice, '-s', String(speed), '-p', String(pitch), '-w', `${file}.part`, text]);
    fs.renameSync(`${file}.part`, file);
  }
  return trimmed(fromFile(file));
}

/** Any audio file as 16 kHz mono samples at a telephone-like level. */
export const fromFile = (file) => samples(run('sox', [file, '-r', String(RATE), '-c', '1', '-b', '16', '-e', 'signed', '-t', 'raw', '-', 'gain', '-n', '-6']));

/** 16 kHz mono of samples at another rate. */
export const resampled = (pcm, rate) => samples(run('sox', ['-t', 'raw', '-r', String(rate), '-c', '1', '-b', '16', '-e', 'signed', '-', '-t', 'raw', '-r', String(RATE), '-'], bytesOf(pcm)));

export const samples = (bytes) => new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));
export const bytesOf = (pcm) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
export const silence = (seconds) => new Int16Array(Math.round(seconds * RATE));

export function joined(...parts) {
  const out = new Int16Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}

function trimmed(pcm, level = 300) {
  let from = 0;
  let to = pcm.length;
  while (from < to && Math.abs(pcm[from]) < level) from++;
  while (to > from && Math.abs(pcm[to - 1]) < level) to--;
  return pcm.slice(from, to);
}

const raw = ['-f', 's16le', '-ar', String(RATE), '-ac', '1', '-i', 'pipe:0'];
export const asOgg = (pcm) => run('ffmpeg', ['-v', 'error', ...raw, '-c:a', 'libopus', '-b:a', '32k', '-vbr', 'off', '-frame_duration', '20', '-f', 'ogg', 'pipe:1'], bytesOf(pcm));
/** As MediaRecorder writes it: unknown sizes, short clusters, no cues. */
export const asWebm = (pcm) => run('ffmpeg', ['-v', 'error', ...raw, '-ar', '48000', '-c:a', 'libopus', '-b:a', '48k', '-vbr', 'off', '-f', 'webm', '-live', '1',
  '-cluster_time_limit', '500', 'pipe:1'], bytesOf(pcm));
export const asWav = (pcm) => run('ffmpeg', ['-v', 'error', ...raw, '-f', 'wav', 'pipe:1'], bytesOf(pcm));
export const asG711 = (pcm, law) => run('ffmpeg', ['-v', 'error', ...raw, '-ar', '8000', '-f', law === 'pcmu' ? 'mulaw' : 'alaw', 'pipe:1'], bytesOf(pcm));

/** The Opus packets of an Ogg file, without its two header packets (RFC 3533, RFC 7845). */
export function oggPackets(ogg) {
  const packets = [];
  let open = [];
  for (let page = 0; page + 27 <= ogg.length;) {
    if (ogg.toString('latin1', page, page + 4) !== 'OggS') throw new Error('no Ogg page');
    const segments = ogg[page + 26];
    let at = page + 27 + segments;
    for (let i = 0; i < segments; i++) {
      const length = ogg[page + 27 + i];
      open.push(ogg.subarray(at, at + length));
      at += length;
      if (length < 255) { packets.push(Buffer.concat(open)); open = []; }
    }
    page = at;
  }
  return packets.slice(2);
}

/** A file as one array of samples a channel. */
export function decodeFile(file, { rate = RATE, channels = 2 } = {}) {
  const bytes = run('ffmpeg', ['-v', 'error', '-i', file, '-f', 's16le', '-ar', String(rate), '-ac', String(channels), 'pipe:1']);
  const all = samples(bytes);
  return Array.from({ length: channels }, (_, c) => all.filter((_, i) => i % channels === c));
}

export const probe = (file) => JSON.parse(run('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', file]).toString());

/** Root mean square of every window of `ms`, as numbers on the scale of 16-bit samples. */
export function levels(pcm, ms = 10, rate = RATE) {
  const size = Math.round(rate * ms / 1000);
  return Array.from({ length: Math.floor(pcm.length / size) }, (_, w) => {
    let sum = 0;
    for (let i = w * size; i < (w + 1) * size; i++) sum += pcm[i] * pcm[i];
    return Math.sqrt(sum / size);
  });
}

/** Spans of sound in seconds: louder than `level`, gaps up to `gap` bridged, at least `least` long. */
export function spans(pcm, { level = 250, gap = 0.35, least = 0.15, rate = RATE } = {}) {
  const found = [];
  levels(pcm, 10, rate).forEach((rms, i) => {
    if (rms < level) return;
    const at = i / 100;
    const last = found.at(-1);
    if (last && at - last.end <= gap) last.end = at + 0.01;
    else found.push({ start: at, end: at + 0.01 });
  });
  return found.filter((s) => s.end - s.start >= least);
}

const low = (pcm) => Float32Array.from({ length: Math.floor(pcm.length / 4) }, (_, i) => pcm[4 * i] + pcm[4 * i + 1] + pcm[4 * i + 2] + pcm[4 * i + 3]);

/**
 * How many seconds later than `expected` a sound begins in a recording, found by correlation of its loudest second;
 * `match` is 1 for the same sound, near 0 for another. Both are samples at RATE.
 */
export function offsetOf(sound, recording, expected, reach = 0.5) {
  const rate = RATE / 4;
  const needle = low(sound);
  const size = Math.min(rate, needle.length);
  const energyFrom = (a, at) => { let sum = 0; for (let i = at; i < at + size; i++) sum += a[i] * a[i]; return sum; };
  let from = 0;
  for (let at = 0, best = -1; at + size <= needle.length; at += rate / 10) {
    const energy = energyFrom(needle, at);
    if (energy > best) { best = energy; from = at; }
  }
  const around = Math.round(expected * rate) + from;
  const hay = low(recording);
  let found = { offset: NaN, match: 0 };
  for (let at = Math.max(0, around - reach * rate); at <= Math.min(around + reach * rate, hay.length - size); at++) {
    let dot = 0;
    for (let i = 0; i < size; i++) dot += needle[from + i] * hay[at + i];
    const match = dot / Math.sqrt(energyFrom(needle, from) * energyFrom(hay, at) || 1);
    if (match > found.match) found = { offset: (at - around) / rate, match };
  }
  return found;
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** A single digit is the word it is spoken as. */
const wordsOf = (text) => text.toLowerCase().replace(/\b\d\b/g, (digit) => DIGITS[digit]).replace(/[^a-z0-9' ]+/g, ' ').split(/\s+/).filter(Boolean);

/** Word error rate: edits a reference word. */
export function wordErrors(reference, heard) {
  const [a, b] = [wordsOf(reference), wordsOf(heard)];
  let row = b.map((_, i) => i + 1);
  row.unshift(0);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return { errors: row[b.length], words: a.length, rate: row[b.length] / Math.max(1, a.length) };
}
