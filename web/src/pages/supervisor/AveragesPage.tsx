import type { OrgSummary } from '@hirexp/mock-call-sdk';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useClient } from '../../app/session';
import { type MessageKey, t, tn, word } from '../../i18n';
import { beginningOf, DIMENSIONS, type Period, weakestOf } from '../../lib/team';
import { useLoad } from '../../lib/use_load';
import { dayOf } from '../../lib/words';
import { Select } from '../../ui/Select';
import { Empty, Failure, Outdated, Skeleton } from '../../ui/States';
import { Coaching, TraineeTable } from './Coaching';
import { Score } from './Score';
import styles from './Supervisor.module.css';
import { Table } from './Table';

// The charts' library is large, and the numbers are there without it.
const DimensionChart = lazy(() => import('./Charts').then((m) => ({ default: m.DimensionChart })));
const DayChart = lazy(() => import('./Charts').then((m) => ({ default: m.DayChart })));

const PERIODS: Period[] = ['7', '30', '90', 'all'];

function Tiles({ summary }: { summary: OrgSummary }) {
  const tiles: [MessageKey, ReactNode][] = [
    ['averages.score', summary.team.overallScore === null ? '–' : Math.round(summary.team.overallScore)],
    ['averages.calls', summary.team.calls],
    ['averages.trainees', summary.trainees],
    ['averages.needsReview', summary.needsReview],
    ['averages.live', summary.live],
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(([label, value]) => (
        <div key={label} className="card">
          <dt>{t(label)}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Dimensions({ breakdown }: { breakdown: NonNullable<OrgSummary['team']['breakdown']> }) {
  return (
    <section className="card">
      <h2>{t('averages.byDimension')}</h2>
      <div className={styles.chart} role="img" aria-label={t('averages.dimensionChart')}>
        <Suspense fallback={<Skeleton height="100%" />}>
          <DimensionChart breakdown={breakdown} />
        </Suspense>
      </div>
      <table className="visually-hidden">
        <thead>
          <tr>
            <th scope="col">{t('averages.dimension')}</th>
            <th scope="col">{t('averages.average')}</th>
          </tr>
        </thead>
        <tbody>
          {DIMENSIONS.map((name) => (
            <tr key={name}>
              <th scope="row">{word('dimension', name)}</th>
              <td>{breakdown[name]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Days({ days }: { days: OrgSummary['byDay'] }) {
  const latest = days.at(-1);
  return (
    <section className="card">
      <h2>{t('averages.byDay')}</h2>
      <div className={styles.chart} role="img" aria-label={t('averages.dayChart')}>
        <Suspense fallback={<Skeleton height="100%" />}>
          <DayChart days={days} />
        </Suspense>
      </div>
      {latest && (
        <p className="soft small">
          {t('averages.dayLatest', {
            score: Math.round(latest.overallScore ?? 0),
            day: dayOf(latest.day),
            calls: tn('team.found', latest.calls),
          })}
        </p>
      )}
    </section>
  );
}

function Figures({ each }: { each: OrgSummary['byScenario'][number] }) {
  return (
    <>
      <td className="numbers">{each.calls}</td>
      <td>
        <Score score={each.overallScore} />
      </td>
      <td>
        {each.breakdown ? `${word('dimension', weakestOf(each.breakdown))} ${Math.round(each.breakdown[weakestOf(each.breakdown)])}` : ''}
      </td>
    </>
  );
}

function Summary({ summary }: { summary: OrgSummary }) {
  if (!summary.team.breakdown)
    return (
      <>
        <Tiles summary={summary} />
        <Empty icon="progress" title={t('averages.none')}>
          <p className="soft">{t('averages.noneHint')}</p>
        </Empty>
      </>
    );
  return (
    <>
      <Tiles summary={summary} />
      <Coaching summary={summary} />
      <div className={styles.charts}>
        <Dimensions breakdown={summary.team.breakdown} />
        <Days days={summary.byDay} />
      </div>
      <div className={styles.tables}>
        <TraineeTable trainees={summary.byTrainee} />
        <Table
          label={t('averages.byScenario')}
          heads={[t('averages.scenario'), t('averages.calls'), t('averages.score'), t('averages.weakest')]}
        >
          {summary.byScenario.map((each) => (
            <tr key={each.scenarioId}>
              <th scope="row">{each.scenarioName || each.scenarioId}</th>
              <Figures each={each} />
            </tr>
          ))}
        </Table>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label={t('state.loading')} className="stack">
      <Skeleton height="5.5rem" />
      <Skeleton height="16rem" />
      <Skeleton height="12rem" />
    </div>
  );
}

/** How the team does, by dimension, day, trainee and scenario. */
export default function AveragesPage() {
  const client = useClient();
  const [period, setPeriod] = useState<Period>('30');
  const load = useLoad(
    (signal) => {
      const from = beginningOf(period, new Date());
      return client.getOrgSummary(from ? { from } : {}, { signal });
    },
    [client, period],
  );
  const choices = PERIODS.map((id) => ({ id, label: t(`team.period.${id}`) }));
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('averages.title')}</h1>
          <p>{t('averages.lead')}</p>
        </div>
        <Select label={t('team.period')} choices={choices} value={period} onChange={(id) => setPeriod(id as Period)} />
      </div>
      {load.status === 'failed' && load.data && <Outdated error={load.error} onRetry={load.reload} />}
      {load.data ? (
        <Summary summary={load.data} />
      ) : load.status === 'failed' ? (
        <Failure error={load.error} onRetry={load.reload} title={t('averages.failed')} />
      ) : (
        <Waiting />
      )}
    </>
  );
}
