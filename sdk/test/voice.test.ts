import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectVoice, type VoiceEvents } from '../src/audio/voice.js';
import { Emitter } from '../src/emitter.js';
import { MockCallError, type Microphone, type Speaker } from '../src/index.js';
import type { CallLine } from '../src/line.js';

/** A browser's peer connection that a test drives. */
class FakePeer {
  static last: FakePeer;
  static made = 0;
  connectionState = 'new';
  localDescription: { sdp: string } | null = null;
  remote: unknown = null;
  closed = false;
  onconnectionstatechange: (() => void) | null = null;
  /** Of the server's sound. */
  received = 0;
  constructor(readonly configuration: unknown) {
    FakePeer.last = this;
    FakePeer.made++;
  }
  addTrack() {}
  async createOffer() { return { sdp: 'v=0 offer' }; }
  async setLocalDescription(description: { sdp: string }) { this.localDescription = description; }
  async setRemoteDescription(description: unknown) { this.remote = description; }
  async addIceCandidate() {}
  getReceivers() { return [{ getStats: async () => new Map([['in', { type: 'inbound-rtp', packetsReceived: this.received, audioLevel: this.received > 0 ? 0.3 : 0 }]]) }]; }
  close() { this.closed = true; }
  becomes(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

function setUp(iceServers: { urls: string }[] = []) {
  const sent: { type: string; members: Record<string, unknown> }[] = [];
  const line = { joined: true, send: (type: string, members: Record<string, unknown>) => { sent.push({ type, members }); return true; } } as unknown as CallLine;
  const events = new Emitter<VoiceEvents>();
  const microphone = { stream: { getAudioTracks: () => [{}] }, onpiece: null, onlevel: null, onlost: null, closed: false, close() { this.closed = true; } };
  const offers = { wanted: true };
  const speaker = vi.fn(async () => ({}) as Speaker);
  const connect = (webrtc?: 'auto' | 'never', wantsWords = false) => connectVoice({ line, events, iceServers, speaker, wantsWords, offers },
    { microphone: microphone as unknown as Microphone, ...(webrtc && { webrtc }) });
  return { sent, events, offers, microphone, speaker, connect, types: () => sent.map((s) => s.type) };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakePeer.made = 0;
  vi.stubGlobal('RTCPeerConnection', FakePeer);
  vi.stubGlobal('Audio', class { srcObject = null; async play() {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('WebRTC comes first and no audio goes over the socket', async () => {
  const { connect, types, events, speaker } = setUp();
  const asked = connect();
  await vi.advanceTimersByTimeAsync(0);
  expect(types()).toEqual(['offer']);
  events.emit('answer', { type: 'answer', sessionId: 'call_1', sdp: 'v=0 answer' });
  FakePeer.last.becomes('connected');
  const voice = await asked;
  expect(voice.transport).toBe('webrtc');
  expect(FakePeer.last.remote).toEqual({ type: 'answer', sdp: 'v=0 answer' });
  expect(speaker).not.toHaveBeenCalled();
  voice.close();
  expect(FakePeer.last.closed).toBe(true);
});

test('a server that refuses is spoken to over the WebSocket at once', async () => {
  const { connect, types, events } = setUp();
  const asked = connect();
  await vi.advanceTimersByTimeAsync(0);
  events.emit('error', new MockCallError('AUDIO_INIT_FAILED', 'Not here.'));
  expect((await asked).transport).toBe('websocket');
  expect(types()).toEqual(['offer', 'audio:start']);
  expect(FakePeer.last.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(types()).toEqual(['offer', 'audio:start']);
  expect(FakePeer.made).toBe(1);
  await connect();
  expect(FakePeer.made).toBe(1);
});

test('where the server takes no offers none is made', async () => {
  const { connect, types, events, offers } = setUp();
  offers.wanted = false;
  expect((await connect()).transport).toBe('websocket');
  await vi.advanceTimersByTimeAsync(120_000);
  events.emit('transport', transport('websocket', 40));
  expect(types()).toEqual(['audio:start']);
  expect(FakePeer.made).toBe(0);
});

test('a media path that is not there in 8 s is given up for the WebSocket', async () => {
  const { connect, microphone } = setUp();
  const asked = connect();
  await vi.advanceTimersByTimeAsync(8_001);
  expect((await asked).transport).toBe('websocket');
  expect(microphone.closed).toBe(false);
});

async function overWebRtc() {
  const set = setUp();
  const asked = set.connect();
  await vi.advanceTimersByTimeAsync(0);
  set.events.emit('answer', { type: 'answer', sessionId: 'call_1', sdp: 'v=0 answer' });
  FakePeer.last.becomes('connected');
  const voice = await asked;
  const say = (first: number) => (set.microphone.onpiece as unknown as (samples: Int16Array) => void)(new Int16Array(640).fill(first));
  return { ...set, voice, say };
}
const transport = (how: 'websocket' | 'webrtc', missed?: number) => ({ type: 'transport' as const, sessionId: 'call_1', transport: how, ...(missed !== undefined && { missed }) });

test('when the media path stalls, what was lost is said again over the socket, and nothing more once it flows again', async () => {
  const { events, sent, voice, say, speaker } = await overWebRtc();
  for (let i = 1; i <= 5; i++) say(i);
  expect(sent.map((s) => s.type)).toEqual(['offer']);
  events.emit('transport', transport('websocket', 75));
  expect(voice.transport).toBe('websocket');
  expect(speaker).toHaveBeenCalled();
  say(6);
  const audio = sent.filter((s) => s.type === 'audio:data').map((s) => (s.members.data as Uint8Array)[0]);
  expect(audio).toEqual([4, 5, 6]);
  expect(sent.find((s) => s.type === 'audio:start')!.members.age).toBe(80);
  events.emit('transport', transport('webrtc'));
  say(7);
  expect(voice.transport).toBe('webrtc');
  expect(sent.filter((s) => s.type === 'audio:data')).toHaveLength(3);
});

test('an outage that held the server\'s word up as well is made good as long as it was', async () => {
  const { events, sent, say } = await overWebRtc();
  FakePeer.last.received = 50;
  await vi.advanceTimersByTimeAsync(100);
  for (let i = 1; i <= 75; i++) {
    say(i);
    await vi.advanceTimersByTimeAsync(40);
  }
  events.emit('transport', transport('websocket', 1_500));
  const { age } = sent.find((s) => s.type === 'audio:start')!.members as { age: number };
  expect(age).toBeGreaterThan(2_900);
  expect(sent.filter((s) => s.type === 'audio:data')).toHaveLength(75);
});

test('the customer is seen speaking where packets tell no level', async () => {
  const { events } = await overWebRtc();
  const seen: boolean[] = [];
  events.on('customer:voice', ({ speaking }) => seen.push(speaking));
  FakePeer.last.received = 50;
  await vi.advanceTimersByTimeAsync(200);
  expect(seen).toContain(true);
});

test('a path that failed for good is built anew in the background', async () => {
  const { events, voice, types } = await overWebRtc();
  FakePeer.last.becomes('failed');
  expect(voice.transport).toBe('websocket');
  expect(FakePeer.last.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(FakePeer.made).toBe(2);
  expect(types().filter((t) => t === 'offer')).toHaveLength(2);
  events.emit('answer', { type: 'answer', sessionId: 'call_1', sdp: 'v=0 answer' });
  FakePeer.last.becomes('connected');
  await vi.advanceTimersByTimeAsync(0);
  expect(voice.transport).toBe('webrtc');
  voice.close();
});

test('whoever does not want WebRTC offers nothing', async () => {
  const { connect, types } = setUp();
  expect((await connect('never')).transport).toBe('websocket');
  expect(FakePeer.made).toBe(0);
  expect(types()).toEqual(['audio:start']);
});

test('the microphone\'s pieces are numbered on their own clock and start anew with every join', async () => {
  const { connect, sent, events, microphone, types } = setUp();
  const voice = await connect('never');
  const piece = (microphone.onpiece as unknown as (samples: Int16Array) => void);
  piece(new Int16Array(640));
  piece(new Int16Array(640));
  events.emit('joined', {} as VoiceEvents['joined']);
  piece(new Int16Array(640));
  expect(types()).toEqual(['audio:start', 'audio:data', 'audio:data', 'audio:start', 'audio:data']);
  expect(sent.filter((s) => s.type === 'audio:data').map((s) => s.members.timestamp)).toEqual([0, 40, 80]);
  voice.close();
  events.emit('joined', {} as VoiceEvents['joined']);
  expect(types()).toHaveLength(5);
  expect(microphone.closed).toBe(true);
});

test('where the server wants the words from here the browser\'s recogniser tells them on the audio\'s clock', async () => {
  let browser: { onresult?: (event: unknown) => void; aborted?: boolean } = {};
  vi.stubGlobal('webkitSpeechRecognition', class {
    aborted = false;
    constructor() { browser = this; }
    start() {}
    abort() { this.aborted = true; }
  });
  const { connect, sent, microphone } = setUp();
  const voice = await connect('never', true);
  (microphone.onpiece as unknown as (samples: Int16Array) => void)(new Int16Array(640));
  browser.onresult!({ resultIndex: 0, results: [Object.assign([{ transcript: 'Hello' }], { isFinal: true })] });
  expect(sent.at(-1)).toEqual({ type: 'agent:transcript', members: { text: 'Hello', final: true, timestamp: 40 } });
  voice.close();
  expect(browser.aborted).toBe(true);
  expect(microphone.closed).toBe(true);
});

test('elsewhere the browser\'s recogniser is left alone', async () => {
  const made = vi.fn();
  vi.stubGlobal('webkitSpeechRecognition', class { constructor() { made(); } });
  await setUp().connect('never');
  expect(made).not.toHaveBeenCalled();
});
