// An agent in a real browser: the SDK with a microphone that says what it is given. With #echo=DB,MS it hears the loudspeaker, too, so much
// weaker and later, as where nothing cancels echoes.
import { MockCallClient } from '/sdk/index.js';

const Whole = RTCPeerConnection;
const peers = [];
const [echoDb, echoMs] = (new URLSearchParams(location.hash.slice(1)).get('echo') ?? '').split(',').map(Number);
window.RTCPeerConnection = class extends Whole {
  constructor(settings) {
    super(settings);
    peers.push(this);
    if (echoMs > 0) this.addEventListener('track', ({ streams: [stream] }) => echo(stream));
  }
};

const context = new AudioContext({ sampleRate: 48000 });
const microphone = context.createMediaStreamDestination();
const room = context.createBuffer(1, 96000, 48000); // what a quiet room leaves in a microphone: -65 dBFS
room.getChannelData(0).forEach((_, i, samples) => { samples[i] = (Math.random() - 0.5) * 2e-3; });
const noise = new AudioBufferSourceNode(context, { buffer: room, loop: true });
noise.connect(microphone);
noise.start();
await context.resume();

/** From the loudspeaker through the room, whose wall swallows what is high. */
function echo(stream) {
  const parts = [new MediaStreamAudioSourceNode(context, { mediaStream: stream }), new DelayNode(context, { delayTime: echoMs / 1000 }),
    new BiquadFilterNode(context, { type: 'lowpass', frequency: 3_000 }), new GainNode(context, { gain: 10 ** (echoDb / 20) }), microphone];
  parts.slice(1).forEach((to, i) => parts[i].connect(to));
}

const client = new MockCallClient();
window.call = { events: [], heardAt: -1e9, startedAt: [] };
let speaking = false;
client.on('customer:voice', (voice) => {
  if (voice.speaking) window.call.heardAt = performance.now();
  if (voice.speaking && !speaking) window.call.startedAt.push(performance.now());
  speaking = voice.speaking;
});
for (const name of ['transcript', 'transport', 'audio:duck', 'audio:clear', 'error', 'connection', 'call:ended']) client.on(name, (value) => window.call.events.push({ type: name, at: performance.now(), ...value }));

/** Says 16 kHz samples (base64); resolves with when the first and the last of them left. */
window.call.say = (text) => new Promise((resolve) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const samples = new Int16Array(bytes.buffer);
  const buffer = context.createBuffer(1, samples.length, 16000);
  samples.forEach((sample, i) => { buffer.getChannelData(0)[i] = sample / 32768; });
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(microphone);
  const begin = performance.now();
  source.onended = () => resolve({ begin, end: begin + buffer.duration * 1000 });
  source.start();
});
window.call.now = () => performance.now();
/** Of all of the call's connections: samples played, made up, and made up where there was nothing to hear. */
window.call.stats = async () => {
  const sum = { played: 0, concealed: 0, silent: 0, lost: 0, received: 0 };
  for (const peer of peers) {
    for (const s of (await peer.getStats()).values()) {
      if (s.type !== 'inbound-rtp') continue;
      sum.played += s.totalSamplesReceived;
      sum.concealed += s.concealedSamples;
      sum.silent += s.silentConcealedSamples;
      sum.lost += s.packetsLost;
      sum.received += s.packetsReceived;
    }
  }
  return sum;
};
window.call.end = async () => {
  const { sessionId } = session;
  const result = await client.endCall(sessionId);
  let recording;
  for (let tries = 0; !recording && tries < 20; tries++) {
    recording = await client.getRecording(sessionId).catch(() => undefined);
    if (!recording) await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  return { score: result.evaluation?.overallScore, recording };
};

await client.signInAsGuest('Sam');
const session = await client.startCall('scn_abc123');
await client.connect(session.sessionId);
window.call.voice = await client.connectMicrophone({ stream: microphone.stream });
window.call.ready = true;
