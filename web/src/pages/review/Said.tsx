import type { CallComment } from '@hirexp/mock-call-sdk';
import { t } from '../../i18n';
import { clock, moment } from '../../lib/words';
import { Icon } from '../../ui/Icon';

interface SaidProps {
  comments: CallComment[];
  /** Plays the recording from a moment on; null where there is none. */
  playFrom: ((seconds: number) => void) | null;
}

/** What supervisors said to the call; nothing where they said nothing. */
export function Said({ comments, playFrom }: SaidProps) {
  if (comments.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('teamReview.comments')}</h2>
      <ul className="stack">
        {comments.map(({ id, author, timestamp, text, createdAt }) => (
          <li key={id}>
            <span className="row">
              {timestamp !== null && playFrom && (
                <button type="button" className="button quiet small numbers" onClick={() => playFrom(timestamp)}>
                  <Icon name="play" size={14} />
                  <span className="visually-hidden">{t('check.hear')} </span>
                  {clock(timestamp)}
                </button>
              )}
              <span className="soft small">
                {t('teamReview.by', { name: author.name ?? t('teamReview.somebody'), when: moment(createdAt) })}
              </span>
            </span>
            <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
