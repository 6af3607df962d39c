import { expect, test } from 'vitest';
import { MockCallClient } from '../src/index.js';
import { fakeSockets } from './fake_socket.js';

const RECORD = { customer: {}, today: '2025-10-14', billing: { balanceIs: 'owed', balance: 0, lines: [] }, items: [], tickets: [], offers: [], arrangements: [], history: [], operations: [] };
const joined = async () => {
  const { FakeSocket, last } = fakeSockets();
  const client = new MockCallClient({ websocketUrl: 'ws://here/ws/mock-call', WebSocket: FakeSocket });
  const asked = client.connect({ sessionId: 'call_1', sessionToken: 'sess_1' });
  last().joins({ status: 'active' });
  await asked;
  return { client, last };
};
const entry = (status: string) => ({ id: 'op1', operation: 'credit', status, timestamp: 12, message: 'Credit: $150.00.' });

test('an operation goes as an action and brings what came of it', async () => {
  const { client, last } = await joined();
  const heard: unknown[] = [];
  client.on('crm:result', (event) => heard.push(event));
  const result = client.crm({ operation: 'credit', target: 'upgrade_fee', amount: 150 });
  const sent = last().of('action')[0] as { action: string; data: { requestId: string } };
  expect(sent).toMatchObject({ action: 'crm', data: { operation: 'credit', target: 'upgrade_fee', amount: 150 } });
  last().says({ type: 'crm:result', sessionId: 'call_1', requestId: sent.data.requestId, operation: entry('refused'), record: RECORD });
  expect((await result).operation.status).toBe('refused');
  expect(heard).toHaveLength(1);
});

test('what is wrong with an operation rejects it, and nobody else', async () => {
  const { client, last } = await joined();
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  const [first, second] = [client.crm({ operation: 'note', requestId: 'a' }), client.crm({ operation: 'lookup', requestId: 'b' })];
  last().says({ type: 'error', code: 'VALIDATION_ERROR', message: 'The request is not valid: text is missing.', recoverable: true, requestId: 'a' });
  await expect(first).rejects.toMatchObject({ code: 'VALIDATION_ERROR', requestId: 'a' });
  last().says({ type: 'crm:result', sessionId: 'call_1', requestId: 'b', operation: { ...entry('done'), operation: 'lookup' }, record: RECORD });
  await second;
  expect(errors).toEqual([]);
});

test('operations that are on their way end with the call', async () => {
  const { client } = await joined();
  const waiting = expect(client.crm({ operation: 'lookup' })).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  client.disconnect();
  await waiting;
  await expect(client.crm({ operation: 'lookup' })).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
});

test('an aborted operation is not waited for', async () => {
  const { client } = await joined();
  const controller = new AbortController();
  const waiting = expect(client.crm({ operation: 'lookup' }, { signal: controller.signal })).rejects.toThrow('never mind');
  controller.abort(new Error('never mind'));
  await waiting;
});
