import type { CustomerRecord } from '@hirexp/mock-call-sdk';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { money } from '../../lib/crm';
import { useLoad } from '../../lib/use_load';
import { clock, fieldName } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Failure, Skeleton } from '../../ui/States';
import { RecordActions } from './RecordActions';
import styles from './RecordPanel.module.css';

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <details className={styles.part} open>
      <summary>
        <Icon name="down" size={16} />
        {title}
        {count !== undefined && <span className="chip">{count}</span>}
      </summary>
      {children}
    </details>
  );
}

function Billing({ billing }: Pick<CustomerRecord, 'billing'>) {
  return (
    <Part title={t('record.billing')}>
      <table className={styles.lines}>
        <thead className="visually-hidden">
          <tr>
            <th>{t('record.date')}</th>
            <th>{t('record.text')}</th>
            <th>{t('record.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {billing.lines.map(({ id, date, text, amount }) => (
            <tr key={id}>
              <td className="numbers soft small">{date}</td>
              <td>{text}</td>
              <td className="numbers">{money(amount)}</td>
            </tr>
          ))}
        </tbody>
        {billing.balance !== null && (
          <tfoot>
            <tr>
              <td colSpan={2}>{t(billing.balanceIs === 'owed' ? 'record.owed' : 'record.held')}</td>
              <td className="numbers">{money(billing.balance)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </Part>
  );
}

function Items({ items }: Pick<CustomerRecord, 'items'>) {
  return (
    <Part title={t('record.items')} count={items.length}>
      <ul>
        {items.map(({ id, name, type, status, details }) => (
          <li key={id} className={styles.entry}>
            <strong>{name}</strong> <span className="chip">{status ?? type}</span>
            {Object.entries(details).map(([key, value]) => (
              <p key={key} className="soft small">
                {fieldName(key)}: {value}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Tickets({ tickets }: Pick<CustomerRecord, 'tickets'>) {
  return (
    <Part title={t('record.tickets')} count={tickets.length}>
      <ul>
        {tickets.map(({ id, subject, status, opened, history }) => (
          <li key={id} className={styles.entry}>
            <strong>{subject}</strong> <span className={`chip ${status === 'open' ? 'warn' : ''}`}>{t(`ticket.${status}`)}</span>
            <p className="soft small numbers">
              {id}, {opened}
            </p>
            {history.map(({ date, text }) => (
              <p key={`${date} ${text}`} className="small">
                <span className="soft numbers">{date}</span> {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Done({ history, arrangements }: Pick<CustomerRecord, 'history' | 'arrangements'>) {
  return (
    <Part title={t('record.done')} count={history.length}>
      <ul aria-live="polite">
        {history.map(({ id, status, message, timestamp, operation }) => (
          <li key={id} className={styles.entry} data-status={status}>
            <span className="soft small numbers">{clock(timestamp)} </span>
            <strong>{word('operation', operation)}</strong>{' '}
            <span className={`chip ${status === 'done' ? 'good' : 'bad'}`}>{t(`operation.${status}`)}</span>
            <p className="small">{message}</p>
          </li>
        ))}
        {arrangements.map(({ id, title }) => (
          <li key={id} className={styles.entry}>
            {title}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** The customer's record as the company has it, and what can be done in it during the call. */
export function RecordPanel({ sessionId, open }: { sessionId: string; open: boolean }) {
  const client = useClient();
  const load = useLoad((signal) => client.getCustomerRecord(sessionId, { signal }), [client, sessionId]);
  const [changed, setChanged] = useState<CustomerRecord | null>(null);
  useEffect(() => client.on('crm:result', ({ record }) => setChanged(record)), [client]);
  const record = changed ?? load.data;
  if (!record)
    return load.status === 'failed' ? (
      <Failure error={load.error} onRetry={load.reload} title={t('record.failed')} />
    ) : (
      <Skeleton height="12rem" />
    );
  return (
    <div className="stack">
      <RecordActions record={record} open={open} />
      {record.history.length + record.arrangements.length > 0 && <Done {...record} />}
      {record.billing.lines.length > 0 && <Billing billing={record.billing} />}
      {record.items.length > 0 && <Items items={record.items} />}
      {record.tickets.length > 0 && <Tickets tickets={record.tickets} />}
    </div>
  );
}
