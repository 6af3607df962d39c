import { type FormEvent, useState } from 'react';
import { t } from '../../i18n';
import { inTab, kept } from '../../lib/storage';
import styles from './CallPage.module.css';
import type { CallUse } from './use_call';

/** Into the call's file; each note counts as documented from when it is saved. */
export function Notes({ sessionId, use }: { sessionId: string; use: CallUse }) {
  const key = `mockcall.notes.${sessionId}`;
  const [notes, setNotes] = useState(() => kept.get<string[]>(key, inTab) ?? []);
  const [text, setText] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || !use.act.note(text.trim())) return;
    const all = [...notes, text.trim()];
    kept.set(key, all, inTab);
    setNotes(all);
    setText('');
  };
  return (
    <div className="stack">
      <form className="stack" onSubmit={save}>
        <label className="field">
          {t('notes.label')}
          <span className="hint">{t('notes.hint')}</span>
          <textarea className="input" rows={3} maxLength={2000} value={text} onChange={(e) => setText(e.target.value)} />
        </label>
        <div className="row end">
          <button type="submit" className="button small" disabled={!text.trim() || use.view.ended !== null}>
            {t('notes.save')}
          </button>
        </div>
      </form>
      <ul className={styles.notes} aria-label={t('notes.saved')} aria-live="polite">
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added
          <li key={i}>{note}</li>
        ))}
      </ul>
    </div>
  );
}
