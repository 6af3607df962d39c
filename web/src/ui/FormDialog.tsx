import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../i18n';
import { told } from '../lib/failure';
import { Dialog } from './Dialog';

interface FormDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** Throws what is to be told; the dialog closes when it does not. */
  onSave: (form: FormData) => Promise<void>;
  saveLabel: string;
  children: ReactNode;
}

/** Asks for something, saves it, and says why where that fails. */
export function FormDialog({ title, isOpen, onClose, onSave, saveLabel, children }: FormDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem('');
    try {
      await onSave(form);
      onClose();
    } catch (error) {
      setProblem(told(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <form className="stack" onSubmit={save}>
        {children}
        <p role="alert" className={problem ? 'notice bad' : undefined}>
          {problem}
        </p>
        <div className="row end">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {saveLabel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
