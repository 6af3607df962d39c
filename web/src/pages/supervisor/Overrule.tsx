import type { Criterion, Evaluation } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { useClient } from '../../app/session';
import { t } from '../../i18n';
import { PlainError, told } from '../../lib/failure';
import { canBeOverruled, opposite } from '../../lib/team';
import { FormDialog } from '../../ui/FormDialog';

const LONGEST = 600;

interface OverruleDialogProps {
  criterion: Criterion | null;
  onClose: () => void;
  /** Throws what the server says. */
  onSave: (criterion: Criterion, score: number, reason: string) => Promise<void>;
}

function OverruleDialog({ criterion, onClose, onSave }: OverruleDialogProps) {
  const save = async (form: FormData) => {
    const reason = String(form.get('reason')).trim();
    if (!criterion || !reason) throw new PlainError(t('teamReview.reasonEmpty'));
    await onSave(criterion, Number(form.get('score')), reason);
  };
  return (
    <FormDialog
      title={t('teamReview.overruleWhat', { label: criterion?.label ?? '' })}
      isOpen={criterion !== null}
      onClose={onClose}
      onSave={save}
      saveLabel={t('teamReview.save')}
    >
      {criterion && (
        <>
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
        </>
      )}
    </FormDialog>
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
      setProblem(told(error));
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
