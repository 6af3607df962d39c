import { useState } from 'react';
import { t } from '../../i18n';
import type { CallView } from '../../lib/call_state';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import styles from './CallPage.module.css';

interface GoalsProps {
  objectives: string[];
  met: CallView['met'];
}

/** What the call is for. The server ticks off what is reached. */
export function Goals({ objectives, met }: GoalsProps) {
  return (
    <ol className={styles.goals}>
      {objectives.map((line, i) => {
        const at = met.get(i);
        return (
          <li key={line} data-met={at !== undefined || undefined}>
            <span className={styles.tick}>{at !== undefined && <Icon name="check" size={14} />}</span>
            <span>
              {line}
              {at !== undefined && <span className="visually-hidden"> ({t('goals.metAt', { at: clock(at) })})</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The latest goal that was reached, for those who hear it. */
export function GoalNews({ objectives, met }: GoalsProps) {
  const latest = [...met.keys()].at(-1);
  return (
    <p role="status" className="visually-hidden">
      {latest === undefined ? '' : t('goals.reached', { goal: objectives[latest] ?? '', met: met.size, of: objectives.length })}
    </p>
  );
}

/** What is required in every call, as one's own list to tick off. */
export function Checklist({ lines }: { lines: string[] }) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const toggle = (line: string) =>
    setDone((before) => new Set(before.has(line) ? [...before].filter((each) => each !== line) : [...before, line]));
  return (
    <fieldset className={styles.checklist}>
      <legend className={styles.label}>{t('goals.required')}</legend>
      {lines.map((line) => (
        <label key={line}>
          <input type="checkbox" checked={done.has(line)} onChange={() => toggle(line)} />
          <span>{line}</span>
        </label>
      ))}
    </fieldset>
  );
}
