import type { ScenarioDetails, ScenarioSummary } from '@hirexp/mock-call-sdk';
import { Link } from 'wouter';
import { useClient } from '../../app/session';
import { t, word } from '../../i18n';
import { feelingOf } from '../../lib/portrait';
import { summaryOf } from '../../lib/shelf';
import { useLoad } from '../../lib/use_load';
import { fieldName, titled } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Portrait } from '../../ui/Portrait';
import { Failure, Skeleton } from '../../ui/States';
import { DifficultyMark } from '../choose/ScenarioCard';
import styles from './BriefPage.module.css';
import { Ready } from './Ready';

type Scenario = ScenarioDetails['scenario'];

function Facts({ facts }: { facts: [string, string | number | boolean][] }) {
  return (
    <dl className={`facts ${styles.facts}`}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Criteria({ scenario }: { scenario: Scenario }) {
  const { required, bonusPoints } = scenario.evaluationCriteria;
  return (
    <section className="card">
      <h2>{t('brief.criteria')}</h2>
      <div className={styles.columns}>
        <div>
          <h3>{t('brief.required')}</h3>
          <ul className={styles.ticks}>
            {required.map((line) => (
              <li key={line}>
                <Icon name="check" size={16} />
                {line}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{t('brief.bonus')}</h3>
          <ul className={styles.ticks}>
            {bonusPoints.map((line) => (
              <li key={line}>
                <Icon name="sparkle" size={16} />
                {line}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

function Briefing({ scenario }: { scenario: Scenario }) {
  const { briefing, customerProfile, companyInfo, objectives = [] } = scenario;
  return (
    <div className={styles.briefing}>
      <section className="card">
        <h2>{t('brief.situation')}</h2>
        <p className={styles.situation}>{briefing.situation}</p>
        <Facts
          facts={[
            [t('brief.background'), briefing.background],
            [t('brief.mood'), briefing.customerMood],
            [t('brief.aim'), briefing.desiredOutcome],
          ]}
        />
      </section>
      {objectives.length > 0 && (
        <section className="card">
          <h2>{t('brief.objectives')}</h2>
          <ol className={styles.objectives}>
            {objectives.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
      )}
      <div className={styles.columns}>
        <section className="card">
          <h2>{t('brief.profile')}</h2>
          <p className="soft small">{t('brief.profileHint')}</p>
          <Facts facts={Object.entries(customerProfile).map(([name, value]) => [fieldName(name), value])} />
        </section>
        <section className="card">
          <h2>{companyInfo.name ? t('brief.policiesOf', { company: companyInfo.name }) : t('brief.policies')}</h2>
          <p className="soft small">{t('brief.policiesHint')}</p>
          <Facts facts={Object.entries(companyInfo.policies).map(([name, value]) => [fieldName(name), value])} />
        </section>
      </div>
      <Criteria scenario={scenario} />
    </div>
  );
}

function Head({ scenario, summary }: { scenario: Scenario; summary: ScenarioSummary | null }) {
  const name = summary?.customer.name ?? String(scenario.customerProfile.name ?? '');
  return (
    <header className={styles.head}>
      <Portrait name={name} age={summary?.customer.age} feeling={feelingOf(summary?.customer.mood ?? '')} size={96} />
      <div>
        <p className="soft">{summary ? t('brief.who', { name, age: summary.customer.age, mood: summary.customer.mood }) : name}</p>
        <h1 tabIndex={-1}>{titled(scenario.name)}</h1>
        <p className={`row small soft ${styles.marks}`}>
          {scenario.category && <span className="chip accent">{word('category', scenario.category)}</span>}
          {scenario.industry && <span className="chip">{word('industry', scenario.industry)}</span>}
          {scenario.difficulty && <DifficultyMark difficulty={scenario.difficulty} />}
          {scenario.estimatedDuration && <span>{t('choose.minutes', { count: scenario.estimatedDuration })}</span>}
        </p>
      </div>
    </header>
  );
}

function BriefSkeleton() {
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      <Skeleton width="60%" height="2.4rem" />
      <Skeleton height="9rem" />
      <Skeleton height="7rem" />
    </div>
  );
}

export default function BriefPage({ scenarioId }: { scenarioId: string }) {
  const client = useClient();
  const load = useLoad(
    async (signal) => {
      const [scenario, summary] = await Promise.all([client.getScenario(scenarioId, { signal }), summaryOf(client, scenarioId)]);
      return { scenario, summary };
    },
    [client, scenarioId],
  );
  return (
    <>
      <Link href="/" className={`button quiet small ${styles.back}`}>
        <Icon name="back" size={18} />
        {t('brief.back')}
      </Link>
      {load.data ? (
        <>
          <Head {...load.data} />
          <div className={styles.layout}>
            <Briefing scenario={load.data.scenario} />
            <Ready scenarioId={scenarioId} />
          </div>
        </>
      ) : load.status === 'failed' ? (
        <>
          <h1 tabIndex={-1} className="visually-hidden">
            {t('brief.title')}
          </h1>
          <Failure error={load.error} onRetry={load.reload} title={t('brief.failed')} />
        </>
      ) : (
        <BriefSkeleton />
      )}
    </>
  );
}
