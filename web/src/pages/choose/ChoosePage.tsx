import type { ScenarioSummary } from '@hirexp/mock-call-sdk';
import { useDeferredValue, useState } from 'react';
import { useClient, useSession } from '../../app/session';
import { t, tn } from '../../i18n';
import { filtered, isFiltered, NO_FILTERS, recommended } from '../../lib/scenarios';
import { summaries } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { Empty, Failure } from '../../ui/States';
import styles from './ChoosePage.module.css';
import { FilterBar } from './FilterBar';
import { CardSkeletons, ScenarioCard } from './ScenarioCard';

function Grid({ scenarios, label }: { scenarios: ScenarioSummary[]; label: string }) {
  return (
    <ul className={styles.grid} aria-label={label}>
      {scenarios.map((scenario) => (
        <li key={scenario.id}>
          <ScenarioCard scenario={scenario} />
        </li>
      ))}
    </ul>
  );
}

function Scenarios({ scenarios }: { scenarios: ScenarioSummary[] }) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const shown = filtered(scenarios, useDeferredValue(filters));
  const narrowed = isFiltered(filters);
  const best = recommended(scenarios);
  return (
    <>
      <FilterBar filters={filters} onChange={setFilters} scenarios={scenarios} />
      <p role="status" className="visually-hidden">
        {narrowed ? tn('choose.found', shown.length) : ''}
      </p>
      {!narrowed && best.length > 0 && (
        <section className={styles.section}>
          <h2>{t('choose.recommended')}</h2>
          <Grid scenarios={best} label={t('choose.recommended')} />
        </section>
      )}
      <section className={styles.section}>
        <h2>{narrowed ? tn('choose.found', shown.length) : tn('choose.all', scenarios.length)}</h2>
        {shown.length > 0 ? (
          <Grid scenarios={shown} label={t('choose.calls')} />
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
  const load = useLoad(() => summaries(client, { fresh: true }), [client]);
  const name = who?.name?.split(' ')[0];
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('choose.heading')}</h1>
          <p>{name ? t('choose.leadNamed', { name }) : t('choose.lead')}</p>
        </div>
      </div>
      {load.data ? (
        <Scenarios scenarios={load.data} />
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('choose.failed')} />
      ) : (
        <CardSkeletons />
      )}
    </>
  );
}
