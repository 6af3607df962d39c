import type { CallComment } from '@hirexp/mock-call-sdk';
import { type ReactNode, useState } from 'react';
import { useClient, useSession } from '../../app/session';
import { t } from '../../i18n';
import { PlainError, told } from '../../lib/failure';
import { clock, moment } from '../../lib/words';
import { FormDialog } from '../../ui/FormDialog';
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
      setProblem(told(error));
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
            className="button quiet small icon no-print"
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
      <div className="row no-print">{children}</div>
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
  const save = async (form: FormData) => {
    const text = String(form.get('text')).trim();
    if (!text || !place) throw new PlainError(t('teamReview.commentEmpty'));
    onSaved(await client.addComment(sessionId, { text, ...(place.at !== null && { timestamp: Math.round(place.at * 1000) / 1000 }) }));
  };
  const title = place?.at == null ? t('teamReview.comment') : t('teamReview.commentAt', { at: clock(place.at) });
  return (
    <FormDialog title={title} isOpen={place !== null} onClose={onClose} onSave={save} saveLabel={t('teamReview.save')}>
      <label className="field">
        {t('teamReview.commentText')}
        <span className="hint">{t('teamReview.commentHint')}</span>
        {/* biome-ignore lint/a11y/noAutofocus: a dialog was asked for, and this is its one field */}
        <textarea className="input" name="text" rows={4} required maxLength={LONGEST} autoFocus />
      </label>
    </FormDialog>
  );
}
