import type { Criterion, Evaluation } from '@hirexp/mock-call-sdk';
import { type ReactNode, useState } from 'react';
import { t, tn, word } from '../../i18n';
import { byDimension, type DimensionReview, gradeOf, splitNote } from '../../lib/review';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Overruled, points, verdict } from '../../ui/Overruled';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';

const MARKS = { met: 'check', partly: 'partly', missed: 'cross' } as const;

/** What a verdict rests on, each a way to the moment in the recording. */
export function Receipts({ evidence, playFrom, names }: Pick<Criterion, 'evidence'> & Pick<Playing, 'playFrom' | 'names'>) {
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
                <span className="soft">{names[speaker]}: </span>“{text}”
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface CheckProps extends Playing {
  check: Criterion;
  /** What can be done about it. */
  actions?: ((check: Criterion) => ReactNode) | undefined;
}

function Verdict({ check }: { check: Criterion }) {
  const score = points(check.score);
  if (check.override) return <span className="chip numbers">{t('teamReview.machineSays', { verdict: verdict(check.met), score })}</span>;
  return (
    <span className="numbers soft small">
      <span className="visually-hidden">{t(`check.${gradeOf(check)}`)}, </span>
      {score}
      {check.weight === 0 && ` · ${t('teamReview.notCounted')}`}
    </span>
  );
}

function Check({ check, actions, ...playing }: CheckProps) {
  const grade = gradeOf(check.override ?? check);
  const { why, say } = splitNote(check.note);
  return (
    <li className={styles.check} data-grade={grade}>
      <span className={styles.mark}>
        <Icon name={MARKS[grade]} size={18} />
      </span>
      <div>
        <div className={styles.checkHead}>
          <h4>{check.label}</h4>
          <Verdict check={check} />
        </div>
        {why && <p className="soft">{why}</p>}
        <Receipts evidence={check.evidence} {...playing} />
        {say && (
          <blockquote className={styles.say}>
            <span>{t(playing.own ? 'check.say' : 'check.sayOther')}</span> “{say}”
          </blockquote>
        )}
        <Overruled criterion={check} />
        {actions?.(check)}
      </div>
    </li>
  );
}

interface ListProps extends Playing {
  checks: Criterion[];
  actions: CheckProps['actions'];
}

function List({ checks, ...rest }: ListProps) {
  return (
    <ul>
      {checks.map((check) => (
        <Check key={check.id} check={check} {...rest} />
      ))}
    </ul>
  );
}

interface DimensionChecksProps extends Omit<ListProps, 'checks'> {
  review: DimensionReview;
  open: boolean;
  /** What was met is shown as well. */
  all: boolean;
}

/** A dimension's checks: what was missed and what a person overruled first, what was met behind one more door. */
function DimensionChecks({ review: { dimension, score, checks }, open, all, ...rest }: DimensionChecksProps) {
  const isMet = (check: Criterion) => (check.override ?? check).met;
  const missed = checks.filter((check) => !isMet(check)).length;
  const first = checks.filter((check) => !isMet(check) || check.override);
  const met = checks.filter((check) => isMet(check) && !check.override);
  return (
    <details className={styles.dimension} open={open}>
      <summary>
        <Icon name="down" size={18} />
        <h3>{word('dimension', dimension)}</h3>
        <span className={`chip ${missed === 0 ? 'good' : ''}`}>{missed === 0 ? t('check.allMet') : tn('check.open', missed)}</span>
        <span className="numbers">{score}</span>
      </summary>
      {first.length > 0 && <List checks={first} {...rest} />}
      {first.length > 0 && met.length > 0 && (
        <details className={styles.met} open={all}>
          <summary>{tn('check.metCount', met.length)}</summary>
          <List checks={met} {...rest} />
        </details>
      )}
      {first.length === 0 && <List checks={checks} {...rest} />}
    </details>
  );
}

interface ChecksProps extends Playing {
  evaluation: Evaluation;
  actions?: CheckProps['actions'];
}

/** Every check of the rubric by dimension; the weakest dimension is open to the eye first. */
export function Checks({ evaluation, actions, ...playing }: ChecksProps) {
  const dimensions = byDimension(evaluation).filter(({ checks }) => checks.length > 0);
  const [weakest] = useState(() => [...dimensions].sort((a, b) => a.score - b.score)[0]?.dimension);
  const [all, setAll] = useState(false);
  return (
    <section className="card stack">
      <div className="row between">
        <h2>{t('check.title')}</h2>
        <button type="button" className="button quiet small no-print" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'check.fewer' : 'check.all')}
        </button>
      </div>
      {dimensions.map((review) => (
        <DimensionChecks
          key={`${review.dimension} ${all}`}
          review={review}
          open={all || review.dimension === weakest || review.checks.some(({ override }) => override)}
          all={all}
          actions={actions}
          {...playing}
        />
      ))}
    </section>
  );
}
