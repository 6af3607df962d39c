import type { Criterion, Evaluation } from '@hirexp/mock-call-sdk';
import { t, tn, word } from '../../i18n';
import { byDimension, gradeOf, splitNote } from '../../lib/review';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Overruled } from '../../ui/Overruled';
import styles from './ReviewPage.module.css';

const MARKS = { met: 'check', partly: 'partly', missed: 'cross' } as const;

interface Playing {
  /** Plays the recording from a moment on; null where there is none. */
  playFrom: ((seconds: number) => void) | null;
  name: string;
}

/** What a verdict rests on, each a way to the moment in the recording. */
export function Receipts({ evidence, playFrom, name }: Pick<Criterion, 'evidence'> & Playing) {
  if (evidence.length === 0) return null;
  return (
    <ul className={styles.receipts}>
      {evidence.map(({ speaker, timestamp, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a verdict's receipts do not change
        <li key={i}>
          {speaker !== 'system' && playFrom && (
            <button type="button" className="button quiet small numbers" onClick={() => playFrom(timestamp)}>
              <Icon name="play" size={14} />
              <span className="visually-hidden">{t('check.hear')} </span>
              {clock(timestamp)}
            </button>
          )}
          <span>
            {speaker === 'system' ? (
              text
            ) : (
              <>
                <span className="soft">{speaker === 'agent' ? t('call.you') : name}: </span>“{text}”
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Check({ check, ...playing }: { check: Criterion } & Playing) {
  const grade = gradeOf(check);
  const { why, say } = splitNote(check.note);
  return (
    <li className={styles.check} data-grade={grade}>
      <span className={styles.mark}>
        <Icon name={MARKS[grade]} size={18} />
      </span>
      <div>
        <p className={styles.checkHead}>
          <strong>{check.label}</strong>
          <span className="numbers soft small">
            <span className="visually-hidden">{t(`check.${grade}`)}, </span>
            {t('check.score', { score: Math.round(check.score) })}
          </span>
        </p>
        {why && <p className="soft">{why}</p>}
        <Receipts evidence={check.evidence} {...playing} />
        {say && (
          <blockquote className={styles.say}>
            <span>{t('check.say')}</span> “{say}”
          </blockquote>
        )}
        <Overruled criterion={check} />
      </div>
    </li>
  );
}

function List({ checks, ...playing }: { checks: Criterion[] } & Playing) {
  return (
    <ul>
      {checks.map((check) => (
        <Check key={check.id} check={check} {...playing} />
      ))}
    </ul>
  );
}

/** Every check of the rubric by dimension; what was missed is open to the eye first. */
export function Checks({ evaluation, ...playing }: { evaluation: Evaluation } & Playing) {
  const dimensions = byDimension(evaluation).filter(({ checks }) => checks.length > 0);
  return (
    <section className="card stack">
      <h2>{t('check.title')}</h2>
      {dimensions.map(({ dimension, score, checks }) => {
        const open = checks.filter(({ met }) => !met).length;
        return (
          <details key={dimension} className={styles.dimension} open={open > 0}>
            <summary>
              <Icon name="down" size={18} />
              <strong>{word('dimension', dimension)}</strong>
              <span className={`chip ${open === 0 ? 'good' : ''}`}>{open === 0 ? t('check.allMet') : tn('check.open', open)}</span>
              <span className="numbers">{score}</span>
            </summary>
            {open > 0 && <List checks={checks.filter(({ met }) => !met)} {...playing} />}
            {open > 0 && open < checks.length && (
              <details className={styles.met}>
                <summary>{tn('check.metCount', checks.length - open)}</summary>
                <List checks={checks.filter(({ met }) => met)} {...playing} />
              </details>
            )}
            {open === 0 && <List checks={checks} {...playing} />}
          </details>
        );
      })}
    </section>
  );
}
