// The customer's record on the real server: looked at, worked in through both doors, and counted where it is used.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';
import { CallSocket } from './lib/socket.mjs';

let server;
before(async () => { server = await Server.start({ set: { 'limits.start.count': 1000, 'limits.crm.count': 100, 'limits.end.count': 100, 'limits.ws_messages.count': 1000 } }); });
after(() => server.stop());

const TALK = [
  'Thank you for calling TechSupport, my name is Sam. How may I help you today?',
  'I am sorry about that charge. May I have your full name and your account number, please?',
  'Let me look at your bill. The equipment upgrade fee was our mistake.',
  'I have credited the full $150 to your account today.',
];

async function talk(me, { settings, operate } = {}) {
  const call = await me.start({ settings });
  const socket = await CallSocket.join(server, call);
  for (const line of TALK.slice(0, 3)) await socket.say(line);
  await operate?.(socket, call);
  await socket.say(TALK[3]);
  const result = await me.end(call.sessionId);
  await socket.closeWith(1000);
  return { call, socket, result };
}
const criterion = (result, id) => result.evaluation.criteria.find((c) => c.id === id);
const gate = (result, id) => result.evaluation.gates.find((g) => g.id === id);
const operation = (socket, data) => socket.send({ type: 'action', action: 'crm', data });

test('the record shows what a company knows, and nothing that must be heard from the customer', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const { status, data } = await me.get(`/session/${call.sessionId}/crm`);
  assert.equal(status, 200);
  assert.equal(data.record.customer.accountNumber, 'ACC-789456');
  assert.ok(data.record.billing.lines.some((l) => l.id === 'upgrade_fee' && l.amount === 150 && l.open === 150));
  assert.equal(data.record.billing.balance, 239.99);
  const credit = data.record.operations.find((o) => o.operation === 'credit');
  assert.deepEqual([credit.needs, credit.targets, credit.maxAmount], [['amount'], 'billing', 200]);
  assert.doesNotMatch(JSON.stringify(data), /cancel(?!lation)|cheaper|neighbor|credit_150|retention_discount/i);
  refused(await new Rest(server).get(`/session/${call.sessionId}/crm`), 403, 'FORBIDDEN');
  refused(await me.get('/session/call_nothere/crm'), 404, 'SESSION_NOT_FOUND');
});

for (const encoding of ['json', 'msgpack']) {
  test(`an operation on the socket is answered by crm:result (${encoding})`, async () => {
    const me = new Rest(server);
    const call = await me.start();
    const socket = await CallSocket.join(server, call, { encoding });
    operation(socket, { operation: 'credit', requestId: 'r1', target: 'upgrade_fee', amount: 150, text: 'Charged by mistake' });
    const done = await socket.wait('crm:result');
    assert.deepEqual([done.requestId, done.operation.status, done.operation.amount], ['r1', 'done', 150]);
    assert.equal(done.record.billing.balance, 89.99);
    operation(socket, { operation: 'credit', requestId: 'r1', target: 'upgrade_fee', amount: 150 });
    const again = await socket.wait('crm:result', { since: socket.events.indexOf(done) + 1 });
    assert.equal(again.operation.id, 'op1', 'the same request is done once');
    operation(socket, { operation: 'refund', requestId: 'r2', target: 'nothing', amount: 5 });
    const wrong = await socket.wait('error');
    assert.deepEqual([wrong.code, wrong.requestId, wrong.recoverable], ['VALIDATION_ERROR', 'r2', true]);
    assert.match(wrong.message, /target: .*no billing line/);
    await me.end(call.sessionId);
    socket.check();
  });
}

test('REST refuses what policy forbids, names what is wrong, and tells the joined socket', async () => {
  const me = new Rest(server);
  const call = await me.start();
  const path = `/session/${call.sessionId}/crm`;
  assert.equal(refused(await me.post(path, { operation: 'lookup' }), 409, 'INVALID_STATE').details.status, 'initializing');
  const socket = await CallSocket.join(server, call);
  const over = await me.post(path, { operation: 'credit', amount: 250 });
  assert.deepEqual([over.status, over.data.operation.status], [200, 'refused']);
  assert.match(over.data.operation.message, /over the limit of \$200\.00/);
  assert.match(over.data.operation.policy, /\$200 without supervisor/);
  assert.deepEqual(over.data.record.history.map((e) => e.status), ['refused']);
  assert.equal((await socket.wait('crm:result')).operation.id, over.data.operation.id);
  for (const [body, field] of [[{}, 'operation'], [{ operation: 'steal' }, 'operation'], [{ operation: 'credit' }, 'amount'], [{ operation: 'credit', amount: '5' }, 'amount'],
    [{ operation: 'credit', amount: -1 }, 'amount'], [{ operation: 'credit', amount: 151, target: 'upgrade_fee' }, 'amount'], [{ operation: 'credit', amount: 5, target: 'payment_august' }, 'target'],
    [{ operation: 'discount', percent: 101 }, 'percent'], [{ operation: 'discount', percent: 10, months: 61 }, 'months'], [{ operation: 'note' }, 'text'], [{ operation: 'callback' }, 'when']]) {
    const answer = await me.post(path, body);
    assert.ok(refused(answer, 400, 'VALIDATION_ERROR').details.some((d) => d.field === field), `${JSON.stringify(body)}: ${JSON.stringify(answer.error)}`);
  }
  await me.end(call.sessionId);
  refused(await me.post(path, { operation: 'lookup' }), 409, 'INVALID_STATE');
  refused(await me.get(path), 409, 'INVALID_STATE');
});

test('operations are limited like changes of status', async () => {
  const strict = await Server.start({ set: { 'limits.start.count': 100 } });
  try {
    const me = new Rest(strict);
    const call = await me.start();
    const socket = await CallSocket.join(strict, call);
    const path = `/session/${call.sessionId}/crm`;
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push(await me.post(path, { operation: 'lookup' }));
    assert.deepEqual(answers.slice(0, 20).map((a) => a.status), Array(20).fill(200));
    refused(answers[20], 429, 'RATE_LIMIT_EXCEEDED');
    await me.end(call.sessionId);
    await socket.closeWith(1000);
  } finally { await strict.stop(); }
});

test('a client that never uses the record is judged by words alone', async () => {
  const { result } = await talk(new Rest(server));
  assert.equal(criterion(result, 'solution.record'), undefined);
  assert.equal(criterion(result, 'solution.overcharge').score, 100);
});

test('promised and not done is half of it, and the score says so with a receipt', async () => {
  const { result } = await talk(new Rest(server), { settings: { crm: true } });
  assert.equal(criterion(result, 'solution.overcharge').score, 50);
  assert.ok(criterion(result, 'solution.record').evidence.some((e) => e.speaker === 'system' && /no credit by the end of the call/.test(e.text)));
  assert.equal(result.evaluation.firstCallResolution, false);
});

test('done and told is full, and the operation is the receipt', async () => {
  const { result } = await talk(new Rest(server), { operate: async (socket) => {
    operation(socket, { operation: 'credit', target: 'upgrade_fee', amount: 150 });
    await socket.wait('crm:result');
  } });
  assert.equal(criterion(result, 'solution.overcharge').score, 100);
  assert.equal(criterion(result, 'solution.record').score, 100);
  assert.ok(criterion(result, 'solution.overcharge').evidence.some((e) => /record: Credit of/.test(e.text)));
  assert.deepEqual(result.crm.map((e) => [e.operation, e.status]), [['credit', 'done']]);
  assert.equal(gate(result, 'wrong_record_change').passed, true);
});

test('a change on the wrong line closes a gate', async () => {
  const { result } = await talk(new Rest(server), { operate: async (socket) => {
    operation(socket, { operation: 'credit', target: 'premium_october', amount: 89.99 });
    await socket.wait('crm:result');
  } });
  assert.equal(gate(result, 'wrong_record_change').passed, false);
  assert.ok(criterion(result, 'solution.overcharge').score < 100);
});
