import type { Criterion, Evaluation } from '@hirexp/mock-call-sdk';
import { type FormEvent, useState } from 'react';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { canBeOverruled, DIMENSIONS, opposite } from '../../lib/team';
import { clock } from '../../lib/words';
import { Dialog } from '../../ui/Dialog';
import { Overruled, points, verdict } from '../../ui/Overruled';
import styles from './Supervisor.module.css';

const LONGEST = 600;

interface ChecksProps {
  sessionId: string;
  evaluation: Evaluation;
  onChange: (evaluation: Evaluation) => void;
  onPlay?: (at: number) => void;
}

interface CheckProps {
  criterion: Criterion;
  onOverrule: () => void;
  onTakeBack: () => void;
  onPlay: ((at: number) => void) | undefined;
}

function Check({ criterion, onOverrule, onTakeBack, onPlay }: CheckProps) {
  const { label, met, score, weight, note, evidence, override } = criterion;
  return (
    <li className={styles.check}>
      <div className="row between">
        <h4>{label}</h4>
        <span className={`chip ${weight === 0 ? '' : met ? 'good' : 'bad'} numbers`}>
          {override ? t('teamReview.machineSays', { verdict: verdict(met), score: points(score) }) : `${verdict(met)} · ${points(score)}`}
          {weight === 0 && ` · ${t('teamReview.notCounted')}`}
        </span>
        {canBeOverruled(criterion) && (
          <span className="row no-print">
            {override && (
              <button
                type="button"
                className="button quiet small"
                onClick={onTakeBack}
                aria-label={t('teamReview.takeBackWhat', { label })}
              >
                {t('teamReview.takeBack')}
              </button>
            )}
            <button
              type="button"
              className="button quiet small"
              onClick={onOverrule}
              aria-label={t(override ? 'teamReview.changeWhat' : 'teamReview.overruleWhat', { label })}
            >
              {t(override ? 'teamReview.change' : 'teamReview.overrule')}
            </button>
          </span>
        )}
      </div>
      {note && <p className="small">{note}</p>}
      {evidence.map(({ text, timestamp }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: receipts do not change their places
        <blockquote key={i}>
          {onPlay && (
            <button
              type="button"
              className={styles.at}
              onClick={() => onPlay(timestamp)}
              aria-label={t('teamReview.play', { at: clock(timestamp) })}
            >
              {clock(timestamp)}
            </button>
          )}{' '}
          {text}
        </blockquote>
      ))}
      <Overruled criterion={criterion} />
    </li>
  );
}

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

/** Every check by dimension: the judge's verdict with its receipts, and what a person says instead. */
export function Checks({ sessionId, evaluation, onChange, onPlay }: ChecksProps) {
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
  return (
    <section className={`card ${styles.card}`}>
      <h2>{t('teamReview.checks')}</h2>
      <p role="alert" className={problem ? 'notice bad' : undefined}>
        {problem}
      </p>
      {DIMENSIONS.map((dimension) => (
        <div key={dimension}>
          <h3>{word('dimension', dimension)}</h3>
          <ul className={styles.checks}>
            {(evaluation.criteria ?? [])
              .filter((criterion) => criterion.dimension === dimension)
              .map((criterion) => (
                <Check
                  key={criterion.id}
                  criterion={criterion}
                  onPlay={onPlay}
                  onOverrule={() => setOpen(criterion)}
                  onTakeBack={() => takeBack(criterion)}
                />
              ))}
          </ul>
        </div>
      ))}
      <OverruleDialog criterion={open} onClose={() => setOpen(null)} onSave={save} />
    </section>
  );
}
