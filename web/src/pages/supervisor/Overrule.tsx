import type { Criterion, Evaluation } from '@hirexp/mock-call-sdk';
import { type FormEvent, useState } from 'react';
import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { canBeOverruled, opposite } from '../../lib/team';
import { Dialog } from '../../ui/Dialog';

const LONGEST = 600;

interface OverruleDialogProps {
  criterion: Criterion | null;
  onClose: () => void;
  /** Throws what the server says. */
  onSave: (criterion: Criterion, score: number, reason: string) => Promise<void>;
}

function OverruleDialog({ criterion, onClose, onSave }: OverruleDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = String(form.get('reason')).trim();
    if (!criterion || !reason) return;
    setBusy(true);
    setProblem('');
    try {
      await onSave(criterion, Number(form.get('score')), reason);
      onClose();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('teamReview.overruleWhat', { label: criterion?.label ?? '' })} isOpen={criterion !== null} onClose={onClose}>
      {criterion && (
        <form className="stack" onSubmit={save}>
          <label className="field">
            {t('teamReview.points.label')}
            <span className="hint">{t('teamReview.points.hint', { score: Math.round(criterion.score) })}</span>
            <input
              className="input"
              name="score"
              type="number"
              min={0}
              max={100}
              step={1}
              required
              inputMode="numeric"
              defaultValue={criterion.override?.score ?? opposite(criterion)}
            />
          </label>
          <label className="field">
            {t('teamReview.reason')}
            <span className="hint">{t('teamReview.reasonHint')}</span>
            <textarea
              className="input"
              name="reason"
              rows={3}
              required
              maxLength={LONGEST}
              defaultValue={criterion.override?.reason ?? ''}
            />
          </label>
          <p role="alert" className={problem ? 'notice bad' : undefined}>
            {problem}
          </p>
          <div className="row end">
            <button type="button" className="button" onClick={onClose}>
              {t('action.cancel')}
            </button>
            <button type="submit" className="button primary" disabled={busy}>
              {t('teamReview.save')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** Overruling checks of a call: the buttons at each of them, and the dialog they open. */
export function useOverruling(sessionId: string, onChange: (evaluation: Evaluation) => void) {
  const client = useClient();
  const [open, setOpen] = useState<Criterion | null>(null);
  const [problem, setProblem] = useState('');
  const save = async (criterion: Criterion, score: number, reason: string) => {
    onChange(await client.overrideCriterion(sessionId, criterion.id, { score, reason }));
  };
  const takeBack = async (criterion: Criterion) => {
    setProblem('');
    try {
      onChange(await client.withdrawOverride(sessionId, criterion.id));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const actions = (criterion: Criterion) => {
    const { label, override } = criterion;
    if (!canBeOverruled(criterion)) return null;
    return (
      <div className="row end no-print">
        {override && (
          <button
            type="button"
            className="button quiet small"
            onClick={() => takeBack(criterion)}
            aria-label={t('teamReview.takeBackWhat', { label })}
          >
            {t('teamReview.takeBack')}
          </button>
        )}
        <button
          type="button"
          className="button quiet small"
          onClick={() => setOpen(criterion)}
          aria-label={t(override ? 'teamReview.changeWhat' : 'teamReview.overruleWhat', { label })}
        >
          {t(override ? 'teamReview.change' : 'teamReview.overrule')}
        </button>
      </div>
    );
  };
  const dialog = (
    <>
      <p role="alert" className={problem ? 'notice bad' : undefined}>
        {problem}
      </p>
      <OverruleDialog criterion={open} onClose={() => setOpen(null)} onSave={save} />
    </>
  );
  return { actions, dialog };
}
