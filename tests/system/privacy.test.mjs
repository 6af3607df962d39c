import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rest, eventually } from './lib/rest.mjs';
import { SECRET, Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

test('no transcript, name, token or account number reaches a log line', async () => {
  const server = await Server.start({ set: { 'limits.start.count': 100 } });
  const { data: guest } = await new Rest(server, { token: null }).post('/auth/guest', { name: 'Zebulon Quartermain' });
  const me = new Rest(server, { token: guest.token, user: guest.userId });
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  const words = ['Thank you for calling TechSupport, this is Zebulon speaking, how may I help you?', 'I apologise for the marmalade. May I have your full name and account number please?'];
  const heard = [];
  for (const line of words) heard.push((await socket.say(line)).text);
  socket.send({ type: 'note', content: 'Customer mentions pumpernickel' });
  socket.sendRaw('{"type":"agent:text","content":"broken tapioca');
  await me.post('/start', { scenarioId: 'rutabaga', userId: guest.userId });
  const result = await me.end(call.sessionId, { endReason: 'resolved', agentNotes: 'Offered a kumquat' });
  await socket.closeWith(1000);
  const { data } = await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  await new Rest(server, { token: null }).get(data.recording.audioUrl);
  await server.stop();
  const links = [data.recording.audioUrl, data.transcript.url, result.recording.url].map((url) => new URL(url).searchParams.get('signature'));
  const secrets = [SECRET, guest.token, guest.token.split('.')[2], call.sessionToken, ...links, 'Zebulon', 'Quartermain', 'marmalade', 'pumpernickel', 'tapioca', 'kumquat',
    'Robert Johnson', 'Johnson', 'ACC-789456', '789456', ...words, ...heard];
  for (const secret of secrets) assert.ok(secret && !server.logs.includes(secret), `the log shows '${secret}'`);
  assert.ok(server.logs.length > 0, 'there is a log at all');
  for (const line of server.logs.split('\n').filter((l) => l.startsWith('{'))) JSON.parse(line);
});
