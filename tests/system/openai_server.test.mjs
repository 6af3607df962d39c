// The server that stands in for a remote service speaks the API as its official client understands it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { OpenAiServer } from './lib/openai_server.mjs';

let server;
let client;
const messages = [{ role: 'user', content: 'Hello.' }];

before(async () => {
  server = await OpenAiServer.start();
  client = new OpenAI({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0, timeout: 2_000 });
});
after(() => server.stop());

async function streamed(options = {}) {
  let text = '';
  let usage;
  for await (const chunk of await client.chat.completions.create({ model: 'test-model', messages, stream: true, ...options })) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage ??= chunk.usage;
  }
  return { text, usage };
}

test('lists its models', async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.deepEqual(ids, ['test-model']);
});

test('completes, whole', async () => {
  server.next({ content: 'My internet is down.' });
  const answer = await client.chat.completions.create({ model: 'test-model', messages });
  assert.equal(answer.choices[0].message.content, 'My internet is down.');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
});

test('streams, its bytes cut anywhere, characters of several bytes too', async () => {
  const content = 'I’ve paid £150 — twice! 😠 Señor Núñez said so.';
  for (const chunk of [1, 2, 3, 5, 7, 11, 1000]) {
    server.next({ content, chunk });
    assert.equal((await streamed()).text, content, `in pieces of ${chunk}`);
  }
});

test('tells usage in a last frame, only when asked', async () => {
  assert.equal((await streamed()).usage ?? null, null);
  const { usage } = await streamed({ stream_options: { include_usage: true } });
  assert.ok(usage.prompt_tokens > 0 && usage.completion_tokens > 0);
});

test('answers in the form of a schema, and refuses one that strict output would', async () => {
  const schema = { type: 'object', additionalProperties: false, required: ['words'], properties: { words: { type: 'string' } } };
  server.next({ content: { words: 'Hi.' } });
  const ask = (s) => client.chat.completions.create({ model: 'test-model', messages,
    response_format: { type: 'json_schema', json_schema: { name: 'line', strict: true, schema: s } } });
  assert.deepEqual(JSON.parse((await ask(schema)).choices[0].message.content), { words: 'Hi.' });
  await assert.rejects(ask({ ...schema, additionalProperties: true }), (e) => e.status === 400);
  await assert.rejects(ask({ ...schema, required: [] }), (e) => e.status === 400);
});

test('calls tools, whole and streamed', async () => {
  const tool = { name: 'hang_up', arguments: { because: 'nobody listens to me' } };
  server.next({ toolCalls: [tool] }, { toolCalls: [tool], chunk: 3 });
  const whole = await client.chat.completions.create({ model: 'test-model', messages });
  assert.deepEqual(JSON.parse(whole.choices[0].message.tool_calls[0].function.arguments), tool.arguments);
  const stream = client.chat.completions.stream({ model: 'test-model', messages });
  const call = (await stream.finalChatCompletion()).choices[0].message.tool_calls[0];
  assert.equal(call.function.name, 'hang_up');
  assert.deepEqual(JSON.parse(call.function.arguments), tool.arguments);
});

test('fails as the API fails', async () => {
  await assert.rejects(new OpenAI({ apiKey: 'sk-wrong', baseURL: server.url, maxRetries: 0 }).models.list(), (e) => e instanceof OpenAI.AuthenticationError);
  await assert.rejects(client.chat.completions.create({ model: 'no-such', messages }), (e) => e instanceof OpenAI.NotFoundError && e.code === 'model_not_found');
  server.next({ status: 429, retryAfter: 7, code: 'rate_limit_exceeded' }, { status: 500 }, { status: 503 });
  await assert.rejects(streamed(), (e) => e instanceof OpenAI.RateLimitError && e.headers.get('retry-after') === '7');
  await assert.rejects(streamed(), (e) => e instanceof OpenAI.InternalServerError && e.status === 500);
  await assert.rejects(streamed(), (e) => e.status === 503);
  await assert.rejects(client.chat.completions.create({ model: 'test-model', messages: [] }), (e) => e.status === 400);
});

test('keeps silent, breaks off and talks nonsense when told to', async () => {
  server.next({ silent: 'accept' });
  await assert.rejects(streamed(), (e) => e instanceof OpenAI.APIConnectionTimeoutError);
  server.next({ close: 'before' });
  await assert.rejects(streamed(), (e) => e instanceof OpenAI.APIConnectionError);
  server.next({ close: 'middle', content: 'a sentence that will not be finished' });
  await assert.rejects(streamed());
  server.next({ broken: 'json', content: 'a sentence with an event that is none' });
  await assert.rejects(streamed());
  for (const silent of ['head', 'middle']) {
    server.next({ silent });
    const quick = new AbortController();
    setTimeout(() => quick.abort(), 300);
    let text = '';
    const stream = await client.chat.completions.create({ model: 'test-model', messages, stream: true }, { signal: quick.signal });
    try { for await (const c of stream) text += c.choices[0]?.delta?.content ?? ''; } catch { /* aborted */ }
    assert.ok(quick.signal.aborted && text.length < 'All right.'.length, `silent: ${silent}`);
  }
});

test('notices a client that goes away', async () => {
  server.next({ content: 'a long answer '.repeat(50), chunk: 5, betweenMs: 5 });
  const stream = await client.chat.completions.create({ model: 'test-model', messages, stream: true });
  for await (const chunk of stream) if (chunk.choices[0]?.delta?.content) break;
  const record = server.chats.at(-1);
  for (let i = 0; i < 100 && !record.aborted; ++i) await new Promise((r) => setTimeout(r, 10));
  assert.ok(record.aborted);
});
