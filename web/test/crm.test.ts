import type { CustomerRecord } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { actionsOf, membersOf, requestOf, targetsOf } from '../src/lib/crm';

const record: CustomerRecord = {
  customer: { name: 'Robert Johnson' },
  today: '2025-10-14',
  billing: { balanceIs: 'owed', balance: 150, lines: [{ id: 'fee', date: '2025-10-01', text: 'Upgrade fee', amount: 150, open: 150 }] },
  items: [{ id: 'plan', type: 'plan', name: 'Premium', details: {} }],
  tickets: [{ id: 'T-1', opened: '2025-10-06', status: 'open', subject: 'A charge', history: [] }],
  offers: [],
  arrangements: [],
  history: [],
  operations: [
    { operation: 'lookup', targets: 'any', needs: [], takes: ['target'] },
    { operation: 'credit', targets: 'billing', needs: ['amount'], takes: ['text', 'target'], maxAmount: 200 },
  ],
};
const [lookup, credit] = record.operations as [CustomerRecord['operations'][number], CustomerRecord['operations'][number]];

describe("the customer's record", () => {
  it('offers what can be done, not what is done by looking', () => {
    expect(actionsOf(record)).toEqual([credit]);
  });

  it("asks for an operation's members in the order one fills them in", () => {
    expect(membersOf(credit)).toEqual([
      { member: 'target', needed: false },
      { member: 'amount', needed: true },
      { member: 'text', needed: false },
    ]);
  });

  it('names what an operation can be done to', () => {
    expect(targetsOf(record, credit)).toEqual([{ id: 'fee', label: 'Upgrade fee, $150.00' }]);
    expect(targetsOf(record, lookup).map(({ id }) => id)).toEqual(['fee', 'plan', 'T-1']);
    expect(targetsOf(record, { ...credit, targets: null })).toEqual([]);
  });

  it('sends numbers as numbers and leaves out what is empty', () => {
    expect(requestOf('credit', { amount: '150', target: ' fee ', text: ' ' })).toEqual({ operation: 'credit', amount: 150, target: 'fee' });
  });
});
