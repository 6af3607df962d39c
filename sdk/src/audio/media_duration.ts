// How long a recording plays, from its own bytes: streaming it faster than it was spoken would be refused.

const text = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));

/** RIFF WAVE: the data chunk's size over the byte rate. A streamed file's size is a placeholder; what is there counts. */
function wavSeconds(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let byteRate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (text(bytes, at, 4) === 'fmt ' && at + 20 <= bytes.length) byteRate = view.getUint32(at + 16, true);
    if (text(bytes, at, 4) === 'data') return byteRate > 0 ? Math.min(size, bytes.length - at - 8) / byteRate : null;
    at += 8 + size + (size & 1);
  }
  return null;
}

/** Ogg Opus: the last page's granule position, at 48 kHz (RFC 7845). */
function oggSeconds(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - 27; at >= 0; at--) {
    if (bytes[at] === 0x4f && text(bytes, at, 4) === 'OggS') return Number(view.getBigUint64(at + 6, true)) / 48_000;
  }
  return null;
}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;

/** A variable-length integer of EBML (RFC 8794) at `at`. */
function vint(bytes: Uint8Array, at: number, keepMarker: boolean): { value: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = keepMarker ? first : first & (0xff >> length);
  let unknown = !keepMarker && value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    value = value * 256 + bytes[at + i]!;
    unknown &&= bytes[at + i] === 0xff;
  }
  return { value: unknown ? Infinity : value, length };
}

/** WebM: the last block's time in its cluster, in milliseconds, and one 20 ms frame more. MediaRecorder writes no duration. */
function webmSeconds(bytes: Uint8Array): number | null {
  let cluster = 0;
  let last = -1;
  for (let at = 0; at < bytes.length;) {
    const id = vint(bytes, at, true);
    const size = id && vint(bytes, at + id.length, false);
    if (!id || !size) break;
    const body = at + id.length + size.length;
    if (id.value === TIMESTAMP) cluster = bytes.subarray(body, body + size.value).reduce((n, byte) => n * 256 + byte, 0);
    if (id.value === SIMPLE_BLOCK || id.value === BLOCK) last = cluster + ((bytes[body + 1]! << 24 | bytes[body + 2]! << 16) >> 16);
    at = [SEGMENT, CLUSTER, BLOCK_GROUP].includes(id.value) ? body : body + size.value;
  }
  return last < 0 ? null : (last + 20) / 1000;
}

/** Seconds of a WAV, Ogg Opus or WebM file; null for anything else. */
export function mediaSeconds(bytes: Uint8Array): number | null {
  if (bytes.length < 12) return null;
  if (text(bytes, 0, 4) === 'RIFF') return wavSeconds(bytes);
  if (text(bytes, 0, 4) === 'OggS') return oggSeconds(bytes);
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return webmSeconds(bytes);
  return null;
}
