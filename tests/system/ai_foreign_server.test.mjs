// A server that others wrote: @copilotkit/aimock, an independent implementation of the OpenAI API. A whole call with the
// customer's words and the judge's answers from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { Rest } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

const textOf = (message) => (typeof message.content === 'string' ? message.content : message.content.map((p) => p.text).join(''));
const ownWords = (text) => JSON.parse(`"${text.match(/in other words: "((?:[^"\\]|\\.)*)"/)[1]}"`);

test('a call works against an implementation of the API that others wrote', async () => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.onMessage(/in other words:/, (request) => {
    const text = textOf(request.messages.at(-1));
    const decision = text.match(/about an offer: (\w+)\./)[1];
    return { content: JSON.stringify({ decision, emotion: 'frustrated', words: `Look here now. ${ownWords(text)}` }) };
  });
  mock.onMessage(/The agent's last words/, { content: JSON.stringify({ acts: [], asks: [], steps: [], offers: [] }) });
  mock.onMessage(/"turn":0/, { content: JSON.stringify({ checks: [{ id: 'greeting.offer_help', verdict: 'met', turn: 0, quote: 'How may I help you today' }] }) });
  await mock.start();
  const server = await Server.start({ env: { MOCKCALL_AI_OPENAI_API_KEY: 'sk-mock' }, set: { 'ai.customer': 'openai', 'ai.evaluator': 'openai',
    'ai.openai.base_url': `${mock.url}/v1`, 'ai.openai.model': 'gpt-4.1-mini', 'ai.fallback': 'forbidden', 'limits.start.count': 1000 } });
  try {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call);
    for (const line of ['Thank you for calling TechSupport, my name is Sam. How may I help you today?', 'I am sorry. What is wrong with the bill?',
      'Could I have your account number, please?']) {
      assert.match((await socket.say(line)).text, /^Look here now\. /);
    }
    assert.equal(socket.of('error').length, 0);
    const { evaluation } = await me.end(call.sessionId);
    assert.equal(evaluation.evaluator, 'openai');
    assert.equal(evaluation.criteria.find((c) => c.id === 'greeting.offer_help').met, true);
    const { usage } = (await me.get(`/session/${call.sessionId}`)).data;
    assert.ok(usage.parts.customer.inputTokens > 0 && usage.parts.evaluator.outputTokens > 0, JSON.stringify(usage));
  } finally {
    await server.stop();
    await mock.stop();
  }
});
