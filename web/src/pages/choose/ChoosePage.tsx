import type { ScenarioSummary } from '@hirexp/mock-call-sdk';
import { useDeferredValue, useState } from 'react';
import { useClient, useSession } from '../../app/session';
import { t, tn } from '../../i18n';
import { type Recommendation, recommendations } from '../../lib/progress';
import { filtered, isFiltered, NO_FILTERS } from '../../lib/scenarios';
import { summaries } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { Empty, Failure } from '../../ui/States';
import styles from './ChoosePage.module.css';
import { FilterBar } from './FilterBar';
import { Resume } from './Resume';
import { CardSkeletons, ScenarioCard } from './ScenarioCard';

function Grid({ cards, label }: { cards: Recommendation[]; label: string }) {
  return (
    <ul className={styles.grid} aria-label={label}>
      {cards.map(({ scenario, reason }) => (
        <li key={scenario.id}>
          <ScenarioCard scenario={scenario} reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function Scenarios({ scenarios, best }: { scenarios: ScenarioSummary[]; best: Recommendation[] }) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const shown = filtered(scenarios, useDeferredValue(filters));
  const narrowed = isFiltered(filters);
  const rest = narrowed ? shown : shown.filter((each) => !best.some(({ scenario }) => scenario === each));
  return (
    <>
      <FilterBar filters={filters} onChange={setFilters} scenarios={scenarios} />
      <p role="status" className="visually-hidden">
        {narrowed ? tn('choose.found', shown.length) : ''}
      </p>
      {!narrowed && best.length > 0 && (
        <section className={styles.section}>
          <h2>{t('choose.recommended')}</h2>
          <Grid cards={best} label={t('choose.recommended')} />
        </section>
      )}
      <section className={styles.section}>
        <h2>{narrowed ? tn('choose.found', shown.length) : tn('choose.more', rest.length)}</h2>
        {shown.length > 0 ? (
          <Grid cards={rest.map((scenario) => ({ scenario, reason: null }))} label={t('choose.calls')} />
        ) : (
          <Empty icon="search" title={t('choose.nothing')}>
            <p className="soft">{t('choose.nothingHint')}</p>
            <button type="button" className="button" onClick={() => setFilters(NO_FILTERS)}>
              {t('choose.clear')}
            </button>
          </Empty>
        )}
      </section>
    </>
  );
}

export default function ChoosePage() {
  const client = useClient();
  const { who } = useSession();
  const load = useLoad(
    async (signal) => {
      // What is recommended is a help; without it the calls are there all the same.
      const [scenarios, progress] = await Promise.all([
        summaries(client, { fresh: true }),
        client.getProgress({ signal }).catch(() => null),
      ]);
      return { scenarios, best: recommendations(scenarios, progress) };
    },
    [client],
  );
  const name = who?.name?.split(' ')[0];
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('choose.heading')}</h1>
          <p>{name ? t('choose.leadNamed', { name }) : t('choose.lead')}</p>
        </div>
      </div>
      <Resume />
      {load.data ? (
        <Scenarios {...load.data} />
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('choose.failed')} />
      ) : (
        <CardSkeletons />
      )}
    </>
  );
}
