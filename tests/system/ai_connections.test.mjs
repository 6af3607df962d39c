// How remote services are reached: certificates, addresses with a path, a proxy, connections that are kept and found dead, answers
// with trailers, services that take only a part of the API, and times that are given as dates.
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { certificateFor } from './lib/certificate.mjs';
import { OpenAiConversations, isReading, wantedWords } from './lib/openai_conversations.mjs';
import { OpenAiServer } from './lib/openai_server.mjs';
import { Rest, eventually } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you today?';
const PROBLEM = 'I am sorry about that. Could you tell me what is wrong with the bill?';
const MARK = 'Look here now.';

let folder;
const tls = {};
const file = (name) => path.join(folder, name);
before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-tls-'));
  for (const [name, host] of [['own', 'IP:127.0.0.1'], ['foreign', 'DNS:ai.example.com']]) tls[name] = certificateFor(folder, name, host);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const ownWords = (asked) => JSON.parse(`"${asked.messages.at(-1).content.match(/in other words: "((?:[^"\\]|\\.)*)"/)[1]}"`);
const play = (asked) => (/Transcript[^]*The agent's last words/.test(asked.messages.at(-1).content) ? { acts: [], asks: [], steps: [], offers: [] }
  : { decision: asked.messages.at(-1).content.match(/about an offer: (\w+)\./)[1], emotion: 'neutral', words: `${MARK} ${ownWords(asked)}` });

async function withCall({ service = {}, set = {}, env = {} }, talk) {
  const ai = await OpenAiServer.start(service);
  ai.always = { content: play };
  const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: ai.apiKey, ...env }, set: { 'ai.customer': 'openai', 'ai.openai.base_url': ai.url, 'ai.openai.model': 'test-model',
    'ai.openai.customer.first_byte_timeout': '1500ms', 'limits.start.count': 1000, 'limits.ws_messages.count': 1000, ...set } });
  try {
    const me = new Rest(server);
    const call = await me.start();
    await talk({ ai, server, me, socket: await CallSocket.join(server, call) });
    await me.end(call.sessionId);
  } finally {
    await server.stop();
    await ai.stop();
  }
}
const isTheirs = (line) => line.text.startsWith(MARK);

test('a certificate that nobody vouches for is refused, and the log says what to do', () => withCall({ service: { tls: tls.own } }, async ({ ai, server, socket }) => {
  assert.ok(!isTheirs(await socket.say(GREETING)), 'the built-in customer answers');
  assert.equal(ai.requests.length, 0, 'not a byte of a request, nor the key, was sent');
  await eventually(() => server.logs, (logs) => /"event":"ai_service_down"[^\n]*bad_certificate[^\n]*ai\.openai\.ca_file/.test(logs));
  assert.match(await (await fetch(`${server.url}/metrics`)).text(), /mockcall_ai_breaker\{part="customer"\} 1/);
}));

test('with its authority in ai.openai.ca_file it is trusted', () => withCall({ service: { tls: tls.own }, set: { 'ai.openai.ca_file': file('own.pem') } }, async ({ socket }) => {
  assert.ok(isTheirs(await socket.say(GREETING)));
}));

test('a trusted certificate for another name is refused', () => withCall({ service: { tls: tls.foreign }, set: { 'ai.openai.ca_file': file('foreign.pem') } }, async ({ ai, server, socket }) => {
  assert.ok(!isTheirs(await socket.say(GREETING)));
  assert.equal(ai.requests.length, 0);
  await eventually(() => server.logs, (logs) => /bad_certificate/.test(logs));
}));

test('an authority\'s file that is not there stops the start', async () => {
  await assert.rejects(Server.start({ set: { 'ai.customer': 'openai', 'ai.openai.ca_file': '/nowhere/ca.pem' } }), /ca_file: \/nowhere\/ca\.pem cannot be read/);
});

for (const trusted of [true, false]) {
  test(`the same over a WebSocket (wss): ${trusted ? 'accepted with the authority' : 'refused without'}`, async () => {
    const ai = await OpenAiServer.start({ tls: tls.own, prefix: '/gateway/openai/v1' });
    const talks = new OpenAiConversations(ai, { path: '/gateway/openai/v1/realtime' });
    talks.responses.always = { say: ({ instructions }) => (isReading(instructions) ? wantedWords(instructions) : `${MARK} ${wantedWords(instructions)}`) };
    const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: ai.apiKey }, set: { 'ai.customer': 'openai-realtime', 'ai.openai.base_url': ai.url, ...(trusted && { 'ai.openai.ca_file': file('own.pem') }) } });
    try {
      const me = new Rest(server);
      const call = await me.start();
      const socket = await CallSocket.join(server, call);
      assert.equal(isTheirs(await socket.say(GREETING)), trusted);
      await me.end(call.sessionId);
      assert.equal(talks.sessions.length, trusted ? 1 : 0);
      if (!trusted) assert.match(await (await fetch(`${server.url}/metrics`)).text(), /mockcall_ai_failures_total\{[^}]*reason="bad_certificate"/);
    } finally {
      await server.stop();
      talks.stop();
      await ai.stop();
    }
  });
}

test('an address with a path, with and without a slash at its end', async () => {
  for (const slash of ['', '/']) {
    const ai = await OpenAiServer.start({ prefix: '/team/proxy/v1' });
    const { port } = ai;
    await ai.stop();
    await withCall({ service: { prefix: '/team/proxy/v1', port }, set: { 'ai.openai.base_url': `http://127.0.0.1:${port}/team/proxy/v1${slash}` } }, async ({ ai: there, socket }) => {
      assert.ok(isTheirs(await socket.say(GREETING)));
      assert.ok(there.requests.every((r) => r.path.startsWith('/team/proxy/v1/')), there.requests.map((r) => r.path).join());
    });
  }
});

test('the configured proxy is used, the environment\'s is not, and loopback is reached directly', async () => {
  const seen = [];
  const proxy = http.createServer((request, response) => {
    seen.push(request.url);
    const url = new URL(request.url);
    request.pipe(http.request({ host: '127.0.0.1', port: url.port, path: url.pathname, method: request.method, headers: { ...request.headers, host: url.host } },
      (answer) => { response.writeHead(answer.statusCode, answer.headers); answer.pipe(response); }));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = `http://127.0.0.1:${proxy.address().port}`;
  try {
    const first = await OpenAiServer.start();
    const { port } = first;
    await first.stop();
    await withCall({ service: { port }, set: { 'ai.openai.base_url': `http://ai.invalid:${port}/v1`, 'ai.openai.proxy': address } }, async ({ socket }) => {
      assert.ok(isTheirs(await socket.say(GREETING)));
      assert.ok(seen.some((u) => u === `http://ai.invalid:${port}/v1/chat/completions`), seen.join());
    });
    seen.length = 0;
    await withCall({ set: { 'ai.openai.proxy': address } }, async ({ socket }) => assert.ok(isTheirs(await socket.say(GREETING))));
    await withCall({ env: { http_proxy: address, HTTP_PROXY: address, ALL_PROXY: address, NO_PROXY: '' } }, async ({ socket }) => assert.ok(isTheirs(await socket.say(GREETING))));
    assert.deepEqual(seen, []);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});

test('connections are kept, and one that was found dead costs nobody an answer', async () => {
  await withCall({}, async ({ ai, socket }) => {
    await socket.say(GREETING);
    const before_ = ai.connections;
    await socket.say(PROBLEM);
    assert.equal(ai.connections, before_, 'the same connection');
  });
  await withCall({ service: { keepAlive: 'stale' } }, async ({ ai, socket }) => {
    assert.ok(isTheirs(await socket.say(GREETING)));
    const answers = [await socket.say(PROBLEM), await socket.say('I will look into that. Could I have your account number, please?')];
    assert.ok(answers.every(isTheirs), answers.map((a) => a.text).join(' | '));
    assert.equal(socket.of('feedback').filter((e) => /AI service/.test(e.feedback.message)).length, 0);
    assert.ok(ai.requests.filter((r) => r.aborted).length >= 1, 'connections died under requests');
  });
});

test('trailers after a chunked answer are no part of it', () => withCall({}, async ({ ai, socket }) => {
  ai.always = { content: play, trailers: { 'x-request-cost': '0.01', 'content-md5': 'Q2hlY2sgSW50ZWdyaXR5IQ==' }, chunk: 5 };
  assert.ok(isTheirs(await socket.say(GREETING)));
  assert.ok(isTheirs(await socket.say(PROBLEM)), 'nor do they spoil the next');
}));

const partial = {
  'a model that reasons (no max_tokens, no temperature, as the hosted API says it)': [
    (b) => (b.max_tokens !== undefined ? { param: 'max_tokens', code: 'unsupported_parameter', message: 'Use \'max_completion_tokens\' instead.' }
      : b.temperature !== undefined ? { param: 'temperature', code: 'unsupported_value' } : null),
    (b) => b.max_completion_tokens > 1000 && b.temperature === undefined],
  'a server without stream_options (it says so in a sentence only)': [
    (b) => (b.stream_options ? { message: 'Unrecognized request argument supplied: stream_options' } : null), (b) => b.stream_options === undefined],
  'a server without schemas': [
    (b) => (b.response_format?.type === 'json_schema' ? { param: 'response_format', code: 'invalid_value' } : null),
    (b) => b.response_format.type === 'json_object' && /schema/.test(b.messages[0].content)],
};
for (const [what, [refuses, put]] of Object.entries(partial)) {
  test(`a service that takes only a part of the API: ${what}`, () => withCall({ service: { refuses } }, async ({ ai, socket }) => {
    assert.ok(isTheirs(await socket.say(GREETING)), 'asked again at once, and answered');
    const asked = ai.chats.length;
    assert.ok(isTheirs(await socket.say(PROBLEM)));
    assert.ok(put(ai.chats.at(-1).body), JSON.stringify(ai.chats.at(-1).body));
    assert.ok(ai.chats.slice(asked).every((r) => put(r.body)), 'what was learnt is remembered');
    assert.equal(socket.of('feedback').filter((e) => /AI service/.test(e.feedback.message)).length, 0);
  }));
}

test('a model that reasons is told how long', () => withCall({ set: { 'ai.openai.customer.reasoning_effort': 'minimal' } }, async ({ ai, socket }) => {
  await socket.say(GREETING);
  assert.equal(ai.chats[0].body.reasoning_effort, 'minimal');
}));

const inSeconds = (seconds) => new Date(Date.now() + 1000 * seconds).toUTCString();

test('Retry-After as a date holds requests back as one in seconds does', () => withCall({}, async ({ ai, socket }) => {
  ai.next({ status: 429, retryAfter: inSeconds(3600) });
  assert.ok(!isTheirs(await socket.say(GREETING)), 'the built-in customer answers');
  const asked = ai.chats.length;
  assert.ok(!isTheirs(await socket.say(PROBLEM)));
  assert.equal(ai.chats.length, asked, 'nothing was sent');
}));

test('after the date of a Retry-After the service is asked again', () => withCall({}, async ({ ai, socket }) => {
  ai.next({ status: 429, retryAfter: inSeconds(3) });
  let theirs = isTheirs(await socket.say(GREETING));
  assert.ok(!theirs, 'the built-in customer answers');
  for (let turn = 0; turn < 12 && !theirs; turn++) theirs = isTheirs(await socket.say(`I will look into that. Could I have number ${turn} on your bill, please?`));
  assert.ok(theirs);
}));

test('a name that does not resolve and a port where nobody listens are failures like others', async () => {
  const free = net.createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address();
  free.close();
  for (const url of [`http://127.0.0.1:${port}/v1`, 'http://no-such-host.invalid/v1']) {
    await withCall({ set: { 'ai.openai.base_url': url, 'ai.openai.customer.connect_timeout': '500ms' } }, async ({ socket }) => {
      assert.ok(!isTheirs(await socket.say(GREETING)));
      assert.equal(socket.of('feedback').filter((e) => /AI service/.test(e.feedback.message)).length, 1);
    });
  }
});
