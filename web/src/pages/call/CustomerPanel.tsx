import { useState } from 'react';
import { t, word } from '../../i18n';
import type { CallView, Hint } from '../../lib/call_state';
import { feelingOf } from '../../lib/portrait';
import { viewPreferences } from '../../lib/preferences';
import { Icon } from '../../ui/Icon';
import { Level } from '../../ui/Level';
import { MoodNews } from '../../ui/MoodNews';
import { Portrait } from '../../ui/Portrait';
import type { Case } from './CallPage';
import styles from './CallPage.module.css';
import { GoalNews, Goals } from './Goals';

const SHOWN_HINTS = 3;
const HINT_ICONS = { positive: 'check', negative: 'warning', tip: 'sparkle' } as const;

function HintLine({ hint }: { hint: Hint }) {
  return (
    <li className={styles.hint} data-type={hint.type} data-severity={hint.severity}>
      <Icon name={HINT_ICONS[hint.type]} size={18} />
      <span>
        <span className="visually-hidden">{word('hint', hint.type)} </span>
        {hint.message}
      </span>
    </li>
  );
}

/** Who one talks to and how they take it. */
export function CustomerPanel({ view, known }: { view: CallView; known: Case }) {
  const [showHints] = useState(() => viewPreferences.get().hints);
  const { objectives = [] } = known.scenario;
  const { voice, status } = view;
  const emotion = view.emotion ?? feelingOf(known.summary?.customer.mood ?? '');
  const held = status === 'on_hold';
  return (
    <section className={styles.customer} aria-label={t('call.customer')}>
      <div className={styles.portrait} data-speaking={voice.speaking || undefined} data-held={held || undefined}>
        <Portrait
          name={known.name}
          age={known.summary?.customer.age}
          feeling={emotion}
          speaking={voice.speaking}
          level={voice.level}
          size={168}
          label={t('call.portrait', { name: known.name, emotion: word('emotion', emotion) })}
        />
      </div>
      <div className={styles.who}>
        <p className={styles.name}>{known.name}</p>
        <p className="soft small">{held ? t('call.heldHint') : voice.speaking ? t('call.speaks') : word('emotion', emotion)}</p>
      </div>
      <div className={styles.moods}>
        <Level
          label={t('call.mood')}
          value={view.mood}
          course={[...view.course.map(({ at, mood }) => [at, mood] as const), [view.duration, view.mood]]}
        />
        <Level
          label={t('call.satisfaction')}
          value={view.satisfaction}
          course={[...view.course.map(({ at, satisfaction }) => [at, satisfaction] as const), [view.duration, view.satisfaction]]}
        />
      </div>
      {objectives.length > 0 && (
        <div className={styles.aims}>
          <h2 className={styles.label}>
            {t('brief.objectives')}
            <span className="numbers">{t('goals.count', { met: view.met.size, of: objectives.length })}</span>
          </h2>
          <Goals objectives={objectives} met={view.met} />
        </div>
      )}
      <MoodNews name={known.name} emotion={view.emotion} mood={view.mood} />
      <GoalNews objectives={objectives} met={view.met} />
      {showHints && (
        <div className={styles.hints}>
          <h2 className={styles.label}>{t('call.hints')}</h2>
          <ul aria-live="polite">
            {view.hints.slice(0, SHOWN_HINTS).map((hint) => (
              <HintLine key={hint.id} hint={hint} />
            ))}
          </ul>
          {view.hints.length === 0 && <p className="soft small">{t('call.noHints')}</p>}
        </div>
      )}
    </section>
  );
}
