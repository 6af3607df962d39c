import { useState } from 'react';
import { useClient } from '../../app/session';
import { type MessageKey, t, word } from '../../i18n';
import { NO_FILTERS, type TeamFilters } from '../../lib/team';
import { useLoad } from '../../lib/use_load';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import { Switch } from '../../ui/Switch';
import styles from './Supervisor.module.css';

const CATEGORIES = ['complaint', 'technical', 'sales', 'billing', 'retention'];
const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'];
const fixed = (family: string, ids: string[]) => ids.map((id) => ({ id, label: t(`${family}.${id}` as MessageKey) }));
const words = (family: string, all: MessageKey, ids: string[]) => [
  { id: 'all', label: t(all) },
  ...ids.map((id) => ({ id, label: word(family, id) })),
];

/** The order is beside the count: it filters nothing. */
export function CallOrder({ filters, onChange }: CallFiltersProps) {
  return (
    <Select
      hideLabel
      label={t('team.sort')}
      choices={fixed('team.sort', ['newest', 'oldest', 'highest', 'lowest'])}
      value={filters.sort}
      onChange={(sort) => onChange({ ...filters, sort: sort as TeamFilters['sort'] })}
    />
  );
}

/** Those who have taken a call. */
function useTrainees() {
  const client = useClient();
  const { data } = useLoad((signal) => client.getOrgSummary({}, { signal }), [client]);
  const people = data?.byTrainee.map(({ trainee }) => ({ id: trainee.userId, label: trainee.name ?? t('team.unnamed') })) ?? [];
  return [{ id: 'all', label: t('team.everybody') }, ...people];
}

interface CallFiltersProps {
  filters: TeamFilters;
  onChange: (filters: TeamFilters) => void;
}

export function CallFilters({ filters, onChange }: CallFiltersProps) {
  const trainees = useTrainees();
  const set = (key: keyof TeamFilters) => (id: string) => onChange({ ...filters, [key]: id } as TeamFilters);
  const lists: { key: Exclude<keyof TeamFilters, 'needsReview'>; label: MessageKey; choices: { id: string; label: string }[] }[] = [
    { key: 'user', label: 'team.trainee', choices: trainees },
    { key: 'status', label: 'team.status', choices: fixed('team.status', ['all', 'live', 'ended']) },
    { key: 'period', label: 'team.period', choices: fixed('team.period', ['all', '1', '7', '30', '90']) },
    { key: 'category', label: 'team.category', choices: words('category', 'team.anyCategory', CATEGORIES) },
    { key: 'difficulty', label: 'choose.difficulty', choices: words('difficulty', 'team.anyDifficulty', DIFFICULTIES) },
    { key: 'score', label: 'team.score', choices: fixed('team.score', ['all', 'low', 'middle', 'high']) },
  ];
  const [open, setOpen] = useState(false);
  return (
    <search className={styles.filters} aria-label={t('team.filters')} data-open={open || undefined}>
      <button type="button" className={`button small ${styles.more}`} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('team.showFilters')}
        <Icon name="down" size={16} />
      </button>
      {lists.map(({ key, label, choices }) => (
        <Select key={key} label={t(label)} choices={choices} value={filters[key]} onChange={set(key)} />
      ))}
      <Switch isSelected={filters.needsReview} onChange={(needsReview) => onChange({ ...filters, needsReview, status: NO_FILTERS.status })}>
        {t('team.needsReview')}
      </Switch>
    </search>
  );
}
