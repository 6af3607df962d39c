import type { EndRequest } from '@hirexp/mock-call-sdk';
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { Select } from '../../ui/Select';
import { Waiting } from '../../ui/States';
import { Switch } from '../../ui/Switch';
import styles from './CallPage.module.css';
import type { DialogName } from './Controls';
import type { CallUse } from './use_call';
import { KEYS, type KeyName } from './use_keys';

interface FormProps {
  use: CallUse;
  onClose: () => void;
}

function Buttons({ label, danger = false, onClose }: { label: string; danger?: boolean; onClose: () => void }) {
  return (
    <div className="row end">
      <button type="button" className="button" onClick={onClose}>
        {t('action.cancel')}
      </button>
      <button type="submit" className={`button ${danger ? 'danger' : 'primary'}`}>
        {label}
      </button>
    </div>
  );
}

function Reason({ label, hint }: { label: string; hint: string }) {
  return (
    <label className="field">
      {label}
      <span className="hint">{hint}</span>
      <input className="input" name="reason" maxLength={500} autoComplete="off" />
    </label>
  );
}

const reasonOf = (event: FormEvent<HTMLFormElement>) => String(new FormData(event.currentTarget).get('reason')).trim();
const PLACES = ['supervisor', 'technical', 'billing'] as const;

function TransferForm({ use, onClose }: FormProps) {
  const [to, setTo] = useState<(typeof PLACES)[number]>('technical');
  const transfer = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (use.act.transfer(to, reasonOf(event))) onClose();
  };
  return (
    <form className="stack" onSubmit={transfer}>
      <Select
        label={t('transfer.to')}
        choices={PLACES.map((id) => ({ id, label: t(`transfer.${id}`) }))}
        value={to}
        onChange={(id) => setTo(id as typeof to)}
      />
      <Reason label={t('transfer.reason')} hint={t('transfer.reasonHint')} />
      <Buttons label={t('control.transfer')} onClose={onClose} />
    </form>
  );
}

function EscalateForm({ use, onClose }: FormProps) {
  const escalate = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (use.act.escalate(reasonOf(event))) onClose();
  };
  return (
    <form className="stack" onSubmit={escalate}>
      <Reason label={t('escalate.reason')} hint={t('escalate.reasonHint')} />
      <Buttons label={t('control.escalate')} onClose={onClose} />
    </form>
  );
}

const REASONS = ['resolved', 'transferred', 'disconnected', 'failed'] as const;

function EndForm({ use, onClose, onEnded }: FormProps & { onEnded: () => void }) {
  const [endReason, setEndReason] = useState<EndRequest['endReason']>('resolved');
  const [followUpRequired, setFollowUp] = useState(false);
  const [customerRetained, setRetained] = useState(true);
  async function end(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name)).trim();
    const ended = await use.end({
      endReason,
      resolution: {
        issueResolved: endReason === 'resolved',
        followUpRequired,
        customerRetained,
        ...(said('action') && { actionTaken: said('action') }),
      },
      ...(said('notes') && { agentNotes: said('notes') }),
    });
    if (ended) onEnded();
  }
  if (use.ending) return <Waiting label={t('end.judging')} />;
  return (
    <form className="stack" onSubmit={end}>
      <Select
        label={t('end.how')}
        choices={REASONS.map((id) => ({ id, label: t(`end.${id}`) }))}
        value={endReason}
        onChange={(id) => setEndReason(id as EndRequest['endReason'])}
      />
      <label className="field">
        {t('end.action')}
        <input className="input" name="action" maxLength={500} autoComplete="off" />
      </label>
      <div>
        <Switch isSelected={followUpRequired} onChange={setFollowUp}>
          {t('end.followUp')}
        </Switch>
        <Switch isSelected={customerRetained} onChange={setRetained}>
          {t('end.retained')}
        </Switch>
      </div>
      <label className="field">
        {t('end.notes')}
        <textarea className="input" name="notes" rows={2} maxLength={2000} />
      </label>
      <Buttons label={t('end.end')} danger onClose={onClose} />
    </form>
  );
}

function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <>
      <dl className={styles.keys}>
        {(Object.keys(KEYS) as KeyName[]).map((name) => (
          <div key={name}>
            <dt>{t(`key.${name}`)}</dt>
            <dd>
              <kbd>Alt</kbd> <kbd>{KEYS[name]}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <div className="row end">
        <button type="button" className="button" onClick={onClose}>
          {t('action.close')}
        </button>
      </div>
    </>
  );
}

interface DialogsProps {
  open: DialogName | null;
  onClose: () => void;
  use: CallUse;
  onEnded: () => void;
}

export function Dialogs({ open, onClose, use, onEnded }: DialogsProps) {
  const close = () => !use.ending && onClose();
  return (
    <>
      <Dialog title={t('transfer.title')} isOpen={open === 'transfer'} onClose={close}>
        <TransferForm use={use} onClose={close} />
      </Dialog>
      <Dialog title={t('escalate.title')} isOpen={open === 'escalate'} onClose={close}>
        <EscalateForm use={use} onClose={close} />
      </Dialog>
      <Dialog title={t('end.title')} isOpen={open === 'end'} onClose={close} alert={use.ending}>
        <EndForm use={use} onClose={close} onEnded={onEnded} />
      </Dialog>
      <Dialog title={t('key.title')} isOpen={open === 'keys'} onClose={close}>
        <KeyList onClose={close} />
      </Dialog>
    </>
  );
}
