import type { CallComment, TranscriptFile } from '@hirexp/mock-call-sdk';
import { t } from '../../i18n';
import { lineAt } from '../../lib/review';
import { commentsAt } from '../../lib/team';
import { clock } from '../../lib/words';
import type { Playing } from '../review/playing';
import { CommentCard } from './Comments';
import styles from './Supervisor.module.css';

interface TranscriptProps extends Playing {
  messages: TranscriptFile['messages'];
  comments: CallComment[];
  /** Seconds that the recording is at. */
  now: number;
  onComment: (at: number) => void;
  sessionId: string;
  onComments: (comments: CallComment[]) => void;
}

/** What was said, each line with what supervisors said to it; it follows the recording. */
export function Transcript({ messages, comments, now, playFrom, names, onComment, sessionId, onComments }: TranscriptProps) {
  const placed = commentsAt(messages, comments);
  const current = now > 0 ? lineAt(messages, now) : -1;
  return (
    <section className="card">
      <h2>{t('teamReview.transcript')}</h2>
      <ol className={styles.lines}>
        {messages.map(({ speaker, text, timestamp }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change its place
          <li key={i} className={styles.line} data-speaker={speaker} data-now={i === current || undefined}>
            {playFrom ? (
              <button type="button" onClick={() => playFrom(timestamp)} aria-label={t('teamReview.play', { at: clock(timestamp) })}>
                {clock(timestamp)}
              </button>
            ) : (
              <span className="soft small numbers">{clock(timestamp)}</span>
            )}
            <div>
              <strong>{speaker === 'system' ? t('teamReview.system') : names[speaker]}</strong>{' '}
              <button type="button" className={`no-print ${styles.at}`} onClick={() => onComment(timestamp)}>
                {t('teamReview.commentAt', { at: clock(timestamp) })}
              </button>
              <p>{text}</p>
            </div>
            {placed[i]?.map((comment) => (
              <CommentCard key={comment.id} comment={comment} sessionId={sessionId} onChange={onComments} />
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
