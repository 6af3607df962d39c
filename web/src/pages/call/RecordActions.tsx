import type { CustomerRecord } from '@hirexp/mock-call-sdk';
import { type FormEvent, useState } from 'react';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { actionsOf, type Member, membersOf, money, type Operation, requestOf, targetsOf } from '../../lib/crm';
import { told } from '../../lib/failure';
import { Select } from '../../ui/Select';
import styles from './RecordPanel.module.css';

interface FieldProps {
  member: Member;
  needed: boolean;
  operation: Operation;
  record: CustomerRecord;
  value: string;
  onChange: (value: string) => void;
}

const LIMITS: Partial<Record<Member, [min: number, max: number]>> = { amount: [0, 10_000_000], percent: [0, 100], months: [0, 60] };
const PLACES = ['supervisor', 'technical', 'billing'];

/** What can be chosen for a member; nothing where it is written freely. */
function choicesOf(member: Member, operation: Operation, record: CustomerRecord) {
  if (member === 'target') return targetsOf(record, operation);
  if (member !== 'to') return [];
  if (operation.operation === 'escalation') return PLACES.map((id) => ({ id, label: word('transfer', id) }));
  return record.offers.map(({ id, name, price }) => ({ id, label: price === null ? name : `${name}, ${money(price)}` }));
}

function Field({ member, needed, operation, record, value, onChange }: FieldProps) {
  const choices = choicesOf(member, operation, record);
  const label = needed ? t(`record.field.${member}`) : t('record.optional', { field: t(`record.field.${member}`) });
  if (choices.length > 0)
    return (
      <Select
        label={label}
        choices={[...(needed ? [] : [{ id: '', label: t('record.none') }]), ...choices]}
        value={value}
        onChange={onChange}
      />
    );
  const limits = LIMITS[member];
  return (
    <label className="field">
      {label}
      {member === 'amount' && operation.maxAmount !== undefined && (
        <span className="hint">{t('record.upTo', { limit: money(operation.maxAmount) })}</span>
      )}
      {member === 'percent' && operation.maxPercent !== undefined && (
        <span className="hint">{t('record.upTo', { limit: t('metric.percent', { value: operation.maxPercent }) })}</span>
      )}
      <input
        className="input"
        required={needed}
        value={value}
        {...(limits
          ? { type: 'number', min: limits[0], max: limits[1], step: member === 'months' ? 1 : 'any' }
          : { maxLength: 500, autoComplete: 'off' })}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface Outcome {
  text: string;
  tone: 'good' | 'bad';
}

export function RecordActions({ record, open }: { record: CustomerRecord; open: boolean }) {
  const client = useClient();
  const actions = actionsOf(record);
  const [chosen, setChosen] = useState('');
  const [fields, setFields] = useState<Partial<Record<Member, string>>>({});
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const operation = actions.find((each) => each.operation === chosen);

  async function act(event: FormEvent) {
    event.preventDefault();
    if (!operation) return;
    setBusy(true);
    setOutcome(null);
    try {
      const { operation: entry } = await client.crm(requestOf(operation.operation, fields));
      setOutcome({ text: entry.message, tone: entry.status === 'done' ? 'good' : 'bad' });
      if (entry.status === 'done') {
        setChosen('');
        setFields({});
      }
    } catch (error) {
      setOutcome({ text: told(error), tone: 'bad' });
    }
    setBusy(false);
  }
  return (
    <form className={styles.actions} onSubmit={act}>
      <Select
        label={t('record.act')}
        choices={[{ id: '', label: t('record.choose') }, ...actions.map(({ operation: id }) => ({ id, label: word('operation', id) }))]}
        value={chosen}
        onChange={(id) => {
          setChosen(id);
          setFields({});
          setOutcome(null);
        }}
      />
      {operation &&
        membersOf(operation).map(({ member, needed }) => (
          <Field
            key={member}
            member={member}
            needed={needed}
            operation={operation}
            record={record}
            value={fields[member] ?? ''}
            onChange={(value) => setFields((before) => ({ ...before, [member]: value }))}
          />
        ))}
      {operation && (
        <button type="submit" className="button primary small" disabled={busy || !open}>
          {busy && <span className="spinner" aria-hidden="true" />}
          {t('record.do')}
        </button>
      )}
      {operation && !open && <p className="soft small">{t('record.closed')}</p>}
      <p role="status" className={outcome ? `notice small ${outcome.tone === 'bad' ? 'bad' : ''}` : 'visually-hidden'}>
        {outcome?.text}
      </p>
    </form>
  );
}
