import type { CallComment } from '@hirexp/mock-call-sdk';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useClient, useSession } from '../../app/session';
import { t } from '../../i18n';
import { clock, moment } from '../../lib/words';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import styles from './Supervisor.module.css';

const LONGEST = 1500;

/** Where a comment is to stand: seconds of the call, or none for the whole of it. */
export interface CommentPlace {
  at: number | null;
}

interface CommentCardProps {
  comment: CallComment;
  sessionId: string;
  onChange: (comments: CallComment[]) => void;
}

export function CommentCard({ comment, sessionId, onChange }: CommentCardProps) {
  const client = useClient();
  const { who } = useSession();
  const [problem, setProblem] = useState('');
  const remove = async () => {
    try {
      onChange(await client.removeComment(sessionId, comment.id));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className={styles.comment}>
      <div className="row">
        <span className="soft small">
          {comment.timestamp === null ? '' : `${clock(comment.timestamp)} · `}
          {t('teamReview.by', { name: comment.author.name ?? t('teamReview.somebody'), when: moment(comment.createdAt) })}
        </span>
        {comment.author.userId === who?.userId && (
          <button
            type="button"
            className="button quiet small icon"
            onClick={remove}
            aria-label={t('teamReview.remove', { text: comment.text })}
          >
            <Icon name="cross" size={16} />
          </button>
        )}
      </div>
      <p>{comment.text}</p>
      {problem && (
        <p role="alert" className="notice bad">
          {problem}
        </p>
      )}
    </div>
  );
}

interface CommentsProps {
  comments: CallComment[];
  sessionId: string;
  onChange: (comments: CallComment[]) => void;
  children: ReactNode;
}

/** What was said to the call as a whole; what belongs to a moment stands in the transcript. */
export function Comments({ comments, sessionId, onChange, children }: CommentsProps) {
  const whole = comments.filter(({ timestamp }) => timestamp === null);
  return (
    <section className="card stack">
      <h2>{t('teamReview.comments')}</h2>
      {comments.length === 0 && <p className="soft">{t('teamReview.noComments')}</p>}
      {whole.map((comment) => (
        <CommentCard key={comment.id} comment={comment} sessionId={sessionId} onChange={onChange} />
      ))}
      <div className="row">{children}</div>
    </section>
  );
}

interface CommentDialogProps {
  sessionId: string;
  /** Null: not open. */
  place: CommentPlace | null;
  onClose: () => void;
  onSaved: (comment: CallComment) => void;
}

export function CommentDialog({ sessionId, place, onClose, onSaved }: CommentDialogProps) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text')).trim();
    if (!text || !place) return;
    setBusy(true);
    setProblem('');
    try {
      onSaved(await client.addComment(sessionId, { text, ...(place.at !== null && { timestamp: Math.round(place.at * 1000) / 1000 }) }));
      onClose();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  const title = place?.at == null ? t('teamReview.comment') : t('teamReview.commentAt', { at: clock(place.at) });
  return (
    <Dialog title={title} isOpen={place !== null} onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <label className="field">
          {t('teamReview.commentText')}
          <span className="hint">{t('teamReview.commentHint')}</span>
          <textarea className="input" name="text" rows={4} required maxLength={LONGEST} autoFocus />
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
    </Dialog>
  );
}
