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
  constructor(readonly configuration: unknown) {
    FakePeer.last = this;
    FakePeer.made++;
  }
  addTrack() {}
  async createOffer() { return { sdp: 'v=0 offer' }; }
  async setLocalDescription(description: { sdp: string }) { this.localDescription = description; }
  async setRemoteDescription(description: unknown) { this.remote = description; }
  async addIceCandidate() {}
  close() { this.closed = true; }
  becomes(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

function setUp(iceServers: { urls: string }[] = [{ urls: 'stun:here' }]) {
  const sent: { type: string; members: Record<string, unknown> }[] = [];
  const line = { send: (type: string, members: Record<string, unknown>) => { sent.push({ type, members }); return true; } } as unknown as CallLine;
  const events = new Emitter<VoiceEvents>();
  const microphone = { stream: { getAudioTracks: () => [{}] }, onpiece: null, onlevel: null, onlost: null, closed: false, close() { this.closed = true; } };
  const speaker = vi.fn(async () => ({}) as Speaker);
  const connect = (webrtc?: 'auto' | 'prefer' | 'never', wantsWords = false) => connectVoice({ line, events, iceServers, speaker, wantsWords },
    { microphone: microphone as unknown as Microphone, ...(webrtc && { webrtc }) });
  return { sent, events, microphone, speaker, connect, types: () => sent.map((s) => s.type) };
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

test('where the server announces ICE servers, WebRTC comes first and no audio goes over the socket', async () => {
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
});

test('a media path that is not there in 8 s is given up for the WebSocket', async () => {
  const { connect, microphone } = setUp();
  const asked = connect();
  await vi.advanceTimersByTimeAsync(8_001);
  expect((await asked).transport).toBe('websocket');
  expect(microphone.closed).toBe(false);
});

test('without an announcement nothing is offered, unless it is preferred', async () => {
  const { connect } = setUp([]);
  expect((await connect()).transport).toBe('websocket');
  expect(FakePeer.made).toBe(0);
  const asked = connect('prefer');
  await vi.advanceTimersByTimeAsync(0);
  FakePeer.last.becomes('connected');
  expect((await asked).transport).toBe('webrtc');
});

test('the microphone\'s pieces are numbered on their own clock and start anew with every join', async () => {
  const { connect, sent, events, microphone, types } = setUp([]);
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
  const { connect, sent, microphone } = setUp([]);
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
  await setUp([]).connect('never');
  expect(made).not.toHaveBeenCalled();
});
