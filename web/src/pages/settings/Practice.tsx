import type { Category, Difficulty, Industry, Preferences } from '@hirexp/mock-call-sdk';
import { useRef, useState } from 'react';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { told } from '../../lib/failure';
import { useLoad } from '../../lib/use_load';
import { Select } from '../../ui/Select';
import { Failure, Skeleton } from '../../ui/States';
import styles from './SettingsPage.module.css';

const CATEGORIES: Category[] = ['complaint', 'technical', 'sales', 'billing', 'retention'];
const INDUSTRIES: Industry[] = ['telecom', 'banking', 'healthcare', 'ecommerce'];
const DIFFICULTIES: Difficulty[] = ['beginner', 'intermediate', 'advanced', 'expert'];

interface PicksProps<T extends string> {
  label: string;
  family: string;
  all: T[];
  picked: T[];
  onChange: (picked: T[]) => void;
}

/** Any number of a few; none is the same as all. */
function Picks<T extends string>({ label, family, all, picked, onChange }: PicksProps<T>) {
  return (
    <fieldset className={styles.picks}>
      <legend>{label}</legend>
      {all.map((id) => (
        <button
          key={id}
          type="button"
          className="button small"
          aria-pressed={picked.includes(id)}
          onClick={() => onChange(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id])}
        >
          {word(family, id)}
        </button>
      ))}
    </fieldset>
  );
}

function useSaving(loaded: Preferences | null) {
  const client = useClient();
  const [changed, setChanged] = useState<Preferences | null>(null);
  const [said, setSaid] = useState<{ text: string; bad: boolean }>({ text: '', bad: false });
  const turn = useRef(0);
  const preferences = changed ?? loaded;
  async function save(part: Partial<Preferences>) {
    if (!preferences) return;
    const next = { ...preferences, ...part };
    const mine = ++turn.current;
    setChanged(next);
    setSaid({ text: '', bad: false });
    try {
      await client.setPreferences(next);
      if (mine === turn.current) setSaid({ text: t('prefs.saved'), bad: false });
    } catch (error) {
      if (mine === turn.current) setSaid({ text: t('prefs.notSaved', { why: told(error) }), bad: true });
    }
  }
  return { preferences, save, said };
}

/** What the trainee would like to practise; the server puts those calls first. */
export function Practice() {
  const client = useClient();
  const load = useLoad(async (signal) => (await client.getMe({ signal })).preferences, [client]);
  const { preferences, save, said } = useSaving(load.data);
  return (
    <section className="card stack">
      <div>
        <h2>{t('prefs.practice')}</h2>
        <p className="soft small">{t('prefs.practiceHint')}</p>
      </div>
      {preferences ? (
        <>
          <Picks
            label={t('choose.kind')}
            family="category"
            all={CATEGORIES}
            picked={preferences.categories}
            onChange={(categories) => save({ categories })}
          />
          <Picks
            label={t('choose.industry')}
            family="industry"
            all={INDUSTRIES}
            picked={preferences.industries}
            onChange={(industries) => save({ industries })}
          />
          <Select
            label={t('choose.difficulty')}
            choices={[{ id: 'any', label: t('team.anyDifficulty') }, ...DIFFICULTIES.map((id) => ({ id, label: word('difficulty', id) }))]}
            value={preferences.difficulty ?? 'any'}
            onChange={(id) => save({ difficulty: id === 'any' ? null : (id as Difficulty) })}
          />
        </>
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} />
      ) : (
        <Skeleton height="9rem" />
      )}
      <p role="status" className={said.bad ? 'notice bad small' : 'soft small'}>
        {said.text}
      </p>
    </section>
  );
}
