import type { ScenarioSummary } from '@hirexp/mock-call-sdk';
import { t, word } from '../../i18n';
import type { Filters } from '../../lib/scenarios';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import styles from './ChoosePage.module.css';

const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'];
const TRIED = ['new', 'tried'];

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
  scenarios: ScenarioSummary[];
}

/** Kinds of calls as buttons, the rest as lists; only what the library holds is offered. */
export function FilterBar({ filters, onChange, scenarios }: FilterBarProps) {
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const present = <T extends string>(of: (s: ScenarioSummary) => T | undefined) =>
    [...new Set(scenarios.map(of))].filter((v): v is T => v !== undefined);
  const choices = (family: string, ids: string[]) => [
    { id: 'all', label: word(family, 'all') },
    ...ids.map((id) => ({ id, label: word(family, id) })),
  ];
  return (
    <search className={styles.filters}>
      <label className={styles.search}>
        <span className="visually-hidden">{t('choose.search')}</span>
        <Icon name="search" size={18} />
        <input
          type="search"
          className="input"
          value={filters.text}
          placeholder={t('choose.search')}
          onChange={(e) => set({ text: e.target.value })}
        />
      </label>
      <fieldset className={styles.kinds}>
        <legend className="visually-hidden">{t('choose.kind')}</legend>
        {(['all', ...present((s) => s.category)] as Filters['category'][]).map((category) => (
          <button
            key={category}
            type="button"
            className="button small"
            aria-pressed={filters.category === category}
            onClick={() => set({ category })}
          >
            {word('category', category)}
          </button>
        ))}
      </fieldset>
      <div className={styles.selects}>
        <Select
          hideLabel
          label={t('choose.difficulty')}
          choices={choices('difficulty', DIFFICULTIES)}
          value={filters.difficulty}
          onChange={(id) => set({ difficulty: id as Filters['difficulty'] })}
        />
        <Select
          hideLabel
          label={t('choose.industry')}
          choices={choices(
            'industry',
            present((s) => s.industry),
          )}
          value={filters.industry}
          onChange={(id) => set({ industry: id as Filters['industry'] })}
        />
        <Select
          hideLabel
          label={t('choose.tried')}
          choices={choices('tried', TRIED)}
          value={filters.tried}
          onChange={(id) => set({ tried: id as Filters['tried'] })}
        />
      </div>
    </search>
  );
}
