// The customer's words and the judge's answers come from a remote service over a real wire, and each way in which such a
// service fails is met: nothing is heard twice, nothing is lost, a score is delivered.
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OpenAiServer } from './lib/openai_server.mjs';
import { Rest, eventually } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const KEY = 'sk-a-key-that-must-not-leak-0123456789';
const GREETING = 'Thank you for calling TechSupport, my name is Sam. How may I help you today?';
const PROBLEM = 'I am sorry about that. Could you tell me what is wrong with the bill?';

const schemaOf = (asked) => asked.response_format.json_schema.name;
const ownWords = (asked) => JSON.parse(`"${asked.messages.at(-1).content.match(/in other words: "((?:[^"\\]|\\.)*)"/)[1]}"`);
const decision = (asked) => asked.messages.at(-1).content.match(/about an offer: (\w+)\./)[1];
/** A good customer: the words it was given, with a beginning of its own. */
const play = (asked) => {
  if (schemaOf(asked) === 'agent_turn') return { acts: [], asks: [], steps: [], offers: [] };
  if (schemaOf(asked) === 'judgement') return { checks: [] };
  return { decision: decision(asked), emotion: 'frustrated', words: `Look here now. ${ownWords(asked)}` };
};

let ai;
before(async () => { ai = await OpenAiServer.start({ apiKey: KEY }); ai.always = { content: play, chunk: 7 }; });
after(() => ai.stop());

async function serverWith(set = {}) {
  return Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: KEY }, set: { 'ai.customer': 'openai', 'ai.openai.base_url': ai.url, 'ai.openai.model': 'test-model',
    'ai.openai.customer.first_byte_timeout': '700ms', 'ai.openai.customer.idle_timeout': '500ms', 'ai.openai.customer.connect_timeout': '500ms',
    'limits.start.count': 1000, 'limits.ws_messages.count': 1000, ...set } });
}
async function callOn(server) {
  const me = new Rest(server);
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  return { me, call, socket };
}
const customers = (socket) => socket.of('transcript').filter((e) => e.final && e.speaker === 'customer').map((e) => e.text);
const told = (socket) => socket.of('feedback').filter((e) => /AI service/.test(e.feedback.message)).length;
const metricsOf = async (server) => (await fetch(`${server.url}/metrics`)).text();
/** No sentence of four words and more twice. */
function nothingTwice(lines) {
  const sentences = lines.flatMap((l) => l.split(/(?<=[.!?])\s+/)).filter((s) => s.split(' ').length >= 4);
  assert.equal(new Set(sentences).size, sentences.length, `said twice: ${sentences.join(' | ')}`);
}

test('a call with the model as the customer: its words, its usage, its price, and no key anywhere', async () => {
  const server = await serverWith({ 'ai.openai.customer.price_input': 2, 'ai.openai.customer.price_output': 8 });
  ai.requests.length = 0;
  const { me, call, socket } = await callOn(server);
  const first = await socket.say(GREETING);
  assert.match(first.text, /^Look here now\. /);
  await socket.say(PROBLEM);
  const account = await socket.say('I will look into that. Could I have your account number, please?');
  assert.match(account.text, /7 ?8 ?9/);
  const asked = ai.chats[0].body;
  assert.equal(asked.stream, true);
  assert.deepEqual(asked.stream_options, { include_usage: true });
  assert.doesNotMatch(JSON.stringify(asked.messages), /ACC-789456|Robert Johnson/, 'what may not be told is in no prompt');
  const running = (await me.get(`/session/${call.sessionId}`)).data.usage;
  assert.ok(running.parts.customer.requests >= 3 && running.parts.customer.inputTokens > 100 && running.cost > 0, JSON.stringify(running));
  const { customer } = running.parts;
  assert.ok(Math.abs(running.cost - (customer.inputTokens * 2 + customer.outputTokens * 8) / 1e6) < 1e-6);
  assert.ok((await me.end(call.sessionId)).evaluation);
  assert.ok((await me.get(`/session/${call.sessionId}`)).data.usage.parts.customer.requests >= 3);
  const metrics = await metricsOf(server);
  assert.match(metrics, /mockcall_ai_succeeded_total\{part="customer"\} [1-9]/);
  assert.match(metrics, /mockcall_ai_cost_total\{part="customer"\} 0\.\d*[1-9]/);
  nothingTwice(customers(socket));
  await server.stop({ keepData: true });
  const found = spawnSync('grep', ['-rlF', '--', KEY, server.dataDir], { encoding: 'utf8' });
  assert.deepEqual([found.status, found.stdout], [1, ''], 'the key is kept nowhere'); // 1: grep has looked and found none
  assert.ok(!server.logs.includes(KEY) && !metrics.includes(KEY), 'nor logged, nor shown');
});

const failures = {
  'is open but silent': [{ silent: 'accept' }],
  'sends a head and nothing more': [{ silent: 'head' }],
  'stops in the middle': [{ silent: 'middle', content: play }],
  // A kept connection is replaced once, and a question that nothing came of is asked once more.
  'closes before it answers': [{ close: 'before' }, { close: 'before' }, { close: 'before' }],
  'breaks off in the middle': [{ close: 'middle', content: play }],
  'sends an event that is none': [{ broken: 'json', content: play }],
  'stops in the middle of its JSON': [{ broken: 'content', content: play }],
  'answers 401': [{ status: 401 }],
  'answers 404': [{ status: 404 }],
  'answers 429 with a time': [{ status: 429, retryAfter: 5 }],
  'answers 500 twice': [{ status: 500 }, { status: 500 }],
  'answers 503 twice': [{ status: 503 }, { status: 503 }],
  'drips one byte after the other for too long': [{ content: play, chunk: 1, betweenMs: 60 }],
};
for (const [what, behaviours] of Object.entries(failures)) {
  test(`a service that ${what} costs its deadline and nothing else`, async () => {
    const server = await serverWith();
    try {
      const { me, call, socket } = await callOn(server);
      await socket.say(GREETING);
      ai.queued = [...behaviours];
      const since = socket.mark();
      const sent = performance.now();
      socket.send({ type: 'agent:text', content: PROBLEM });
      const sound = await socket.wait('audio:customer', { since });
      const took = sound.receivedAt - sent;
      assert.ok(took < 4_000, `the customer answered after ${Math.round(took)} ms`);
      await socket.wait('transcript', { since, accept: (e) => e.final && e.speaker === 'customer' });
      await socket.wait('audio:customer', { since, accept: (e) => e.final });
      await socket.player?.silence();
      ai.queued = [];
      await socket.say('Thank you. Could I have your account number, please?', { within: 30_000 });
      assert.equal(told(socket), 1, 'told once');
      nothingTwice(customers(socket));
      const result = await me.end(call.sessionId);
      assert.ok(result.evaluation.overallScore >= 0);
      // What only came too slowly is given up by the call, and is no failure of the connection.
      assert.match(await metricsOf(server), /mockcall_ai_failures_total\{part="customer",reason="\w+"\} [1-9]|handovers_total\{engine="embedded",stage="think"\} [1-9]/);
    } finally {
      ai.queued = [];
      await server.stop();
    }
  });
}

test('a service that is slow but steady is heard to its end', async () => {
  const server = await serverWith();
  try {
    const { socket } = await callOn(server);
    ai.queued = [{ content: play, chunk: 40, betweenMs: 5 }];
    const begun = performance.now();
    const { text } = await socket.say(GREETING);
    assert.ok(performance.now() - begun > 500, 'longer than any silence in it may be');
    assert.match(text, /^Look here now\. \S/);
    assert.equal(told(socket), 0);
    assert.match(await metricsOf(server), /mockcall_ai_succeeded_total\{part="customer"\} [1-9]/);
  } finally {
    ai.queued = [];
    await server.stop();
  }
});

test('where the built-in customer may not stand in, a service that is down is said so at once, and its return is noticed', async () => {
  ai.down = true;
  const server = await serverWith({ 'ai.fallback': 'forbidden' });
  try {
    const me = new Rest(server);
    const refused = await eventually(() => me.post('/start', { scenarioId: 'scn_abc123' }), (a) => a.status === 503, { what: 'a refusal' });
    assert.equal(refused.error.code, 'AI_SERVICE_ERROR');
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    ai.down = false;
    const call = await eventually(() => me.post('/start', { scenarioId: 'scn_abc123' }), (a) => a.status === 201, { within: 20_000, what: 'a call' });
    const socket = await CallSocket.join(server, call.data);
    ai.queued = [{ silent: 'accept' }];
    socket.send({ type: 'agent:text', content: GREETING });
    const error = await socket.wait('error');
    assert.deepEqual([error.code, error.recoverable], ['AI_SERVICE_ERROR', true]);
    // The request that failed was the trial of a service that had been down: it is probed once more.
    await eventually(() => fetch(`${server.url}/readyz`), (a) => a.status === 200, { within: 30_000, what: 'the service to be up' });
    const said = await socket.say('Hello, are you still there? How may I help you?');
    assert.match(said.text, /^Look here now\. /);
  } finally {
    ai.down = false;
    ai.queued = [];
    await server.stop();
  }
});

test('a call that has used up its budget goes on by the built-in customer', async () => {
  const server = await serverWith({ 'ai.budget.call_tokens': 50 });
  try {
    const { socket } = await callOn(server);
    assert.match((await socket.say(GREETING)).text, /^Look here now\. /);
    assert.doesNotMatch((await socket.say(PROBLEM)).text, /Look here now/);
    assert.match(await metricsOf(server), /reason="budget"\} [1-9]/);
  } finally {
    await server.stop();
  }
});

test('the judge\'s answers are verified; a judge that is silent is waited for to a bound', async () => {
  const server = await serverWith({ 'ai.customer': 'embedded', 'ai.evaluator': 'openai', 'ai.openai.evaluator.timeout': '2s' });
  try {
    const quoteOf = (asked, text) => JSON.parse(asked.messages.at(-1).content.split('\n').slice(1).join('\n')).find((t) => t.speaker === 'agent' && t.text.includes(text)).turn;
    ai.queued = [{ content: (asked) => ({ checks: [
      { id: 'greeting.offer_help', verdict: 'met', turn: quoteOf(asked, 'How may I help'), quote: 'How may I help you today' },
      { id: 'greeting.own_name', verdict: 'met', turn: 0, quote: 'I am called Alexander' }] }) }];
    const one = await callOn(server);
    await one.socket.say(GREETING);
    const judged = await one.me.end(one.call.sessionId);
    const { evaluation } = judged;
    assert.equal(evaluation.evaluator, 'openai');
    const met = Object.fromEntries(evaluation.criteria.map((c) => [c.id, c.met]));
    assert.equal(met['greeting.offer_help'], true);
    assert.equal(met['greeting.own_name'], false, 'a quote that nobody said proves nothing');
    ai.queued = [{ silent: 'accept' }];
    const two = await callOn(server);
    await two.socket.say(GREETING);
    const began = performance.now();
    const alone = await two.me.end(two.call.sessionId);
    assert.equal(alone.evaluation.evaluator, 'embedded');
    assert.ok(performance.now() - began < 6_000);
  } finally {
    ai.queued = [];
    await server.stop();
  }
});
