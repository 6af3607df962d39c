import type { CrmOperationName, CrmRequest, CustomerRecord } from '@hirexp/mock-call-sdk';

export type Operation = CustomerRecord['operations'][number];
export type Member = 'target' | 'amount' | 'percent' | 'months' | 'to' | 'when' | 'text';

const ORDER: Member[] = ['target', 'amount', 'percent', 'months', 'to', 'when', 'text'];
const NUMBERS: Member[] = ['amount', 'percent', 'months'];

/** What can be done by hand; looking is done by reading. */
export const actionsOf = (record: CustomerRecord): Operation[] => record.operations.filter(({ operation }) => operation !== 'lookup');

/** The fields of an operation in the order one fills them in. */
export function membersOf({ needs, takes }: Operation): { member: Member; needed: boolean }[] {
  return ORDER.filter((member) => needs.includes(member) || takes.includes(member)).map((member) => ({
    member,
    needed: needs.includes(member),
  }));
}

export interface Target {
  id: string;
  label: string;
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
export const money = (amount: number): string => dollars.format(amount);

/** What an operation can be done to. */
export function targetsOf({ billing, items, tickets }: CustomerRecord, { targets }: Operation): Target[] {
  const lines = billing.lines.map(({ id, text, amount }) => ({ id, label: `${text}, ${money(amount)}` }));
  const things = items.map(({ id, name }) => ({ id, label: name }));
  const cases = tickets.map(({ id, subject }) => ({ id, label: `${id}: ${subject}` }));
  switch (targets) {
    case 'billing':
      return lines;
    case 'items':
      return things;
    case 'tickets':
      return cases;
    case 'any':
      return [...lines, ...things, ...cases];
    default:
      return [];
  }
}

/** What was filled in as the API wants it; a field left empty is left out. */
export function requestOf(operation: CrmOperationName, fields: Partial<Record<Member, string>>): CrmRequest {
  const filled = Object.entries(fields).filter(([, value]) => value.trim() !== '') as [Member, string][];
  return {
    operation,
    ...Object.fromEntries(filled.map(([member, value]) => [member, NUMBERS.includes(member) ? Number(value) : value.trim()])),
  };
}
