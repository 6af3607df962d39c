import { MockCallClient } from '/sdk/index.js';

const client = new MockCallClient();
window.call = { client, events: [] };
for (const name of ['transcript', 'transport', 'error', 'customer:speaking', 'customer:voice', 'connection', 'call:ended']) {
  client.on(name, (value) => window.call.events.push({ type: name, at: performance.now(), ...(name === 'customer:speaking' ? { utteranceId: value.utteranceId } : value) }));
}
await client.signInAsGuest('Sam');
const session = await client.startCall('scn_abc123');
await client.connect(session.sessionId);
const begun = performance.now();
window.call.voice = await client.connectMicrophone();
window.call.took = performance.now() - begun;
window.call.ready = true;
