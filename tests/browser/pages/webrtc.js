const api = '/api/ai/mock-call';
const ask = async (path, body, token) => (await (await fetch(api + path, {
  method: 'POST', headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }, body: JSON.stringify(body),
})).json()).data;
const { token } = await ask('/auth/guest', { name: 'Sam' });
const session = await ask('/start', { scenarioId: 'scn_abc123' }, token);
const ws = new WebSocket(`ws://${location.host}/ws/mock-call`);
window.call = { token, session, events: [], states: [] };
ws.onmessage = ({ data }) => window.call.events.push(JSON.parse(data));
const event = (type) => new Promise((resolve) => ws.addEventListener('message', ({ data }) => { if (JSON.parse(data).type === type) resolve(JSON.parse(data)); }));
await new Promise((resolve) => { ws.onopen = resolve; });
const welcome = event('auth:ok');
ws.send(JSON.stringify({ type: 'auth', token: session.sessionToken }));
await welcome;
const joined = event('joined');
ws.send(JSON.stringify({ type: 'join', sessionId: session.sessionId }));
await joined;

// --- The design's example, verbatim.

// Initialize peer connection
const pc = new RTCPeerConnection({
  iceServers: session.iceServers
});

// Get user media
const stream = await navigator.mediaDevices.getUserMedia({
  audio: {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true
  }
});

// Add track
stream.getTracks().forEach(track => {
  pc.addTrack(track, stream);
});

// Handle ICE candidates
pc.onicecandidate = (event) => {
  if (event.candidate) {
    ws.send(JSON.stringify({
      type: 'ice-candidate',
      candidate: event.candidate
    }));
  }
};

// --- What it leaves to the reader: the offer, and what comes back.

window.call.pc = pc;
pc.onconnectionstatechange = () => window.call.states.push(pc.connectionState);
pc.ontrack = ({ streams }) => { document.querySelector('audio').srcObject = streams[0]; };
ws.addEventListener('message', ({ data }) => {
  const got = JSON.parse(data);
  if (got.type === 'answer') void pc.setRemoteDescription({ type: 'answer', sdp: got.sdp });
  if (got.type === 'ice-candidate') void pc.addIceCandidate(got.candidate);
});
window.call.offer = async (options) => {
  await pc.setLocalDescription(await pc.createOffer(options));
  ws.send(JSON.stringify({ type: 'offer', sessionId: session.sessionId, sdp: pc.localDescription.sdp }));
};
window.call.end = () => ask(`/session/${session.sessionId}/end`, { endReason: 'resolved' }, token);
window.call.stats = async () => {
  const found = {};
  for (const s of (await pc.getStats()).values()) {
    if (s.type === 'inbound-rtp') found.inbound = s;
    if (s.type === 'outbound-rtp') found.outbound = s;
    if (s.type === 'remote-inbound-rtp') found.heardThere = s;
    if (s.type === 'candidate-pair' && s.nominated) found.pair = s;
    if (s.type === 'transport') found.transport = s;
  }
  if (found.pair) for (const s of (await pc.getStats()).values()) if (s.id === found.pair.localCandidateId) found.local = s;
  return found;
};
window.call.heard = [];
setInterval(async () => {
  const { inbound } = await window.call.stats();
  if (inbound?.packetsReceived > 50) window.call.heard.push([inbound.concealedSamples, inbound.totalSamplesReceived]);
}, 1000);
await window.call.offer();
window.call.ready = true;
