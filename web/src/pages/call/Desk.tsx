import { lazy, Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../i18n';
import type { RunningCall } from '../../lib/call_store';
import { fieldName } from '../../lib/words';
import { Waiting } from '../../ui/States';
import type { Case } from './CallPage';
import styles from './CallPage.module.css';
import { Checklist, Goals } from './Goals';
import { Notes } from './Notes';
import { RecordPanel } from './RecordPanel';
import type { CallUse } from './use_call';

const Knowledge = lazy(() => import('./Knowledge'));

export type DeskTab = 'customer' | 'record' | 'goals' | 'knowledge' | 'notes';

const TABS: DeskTab[] = ['customer', 'record', 'goals', 'knowledge', 'notes'];

function Profile({ known }: { known: Case }) {
  const { customerProfile, companyInfo } = known.scenario;
  return (
    <div className="stack">
      <dl className={`facts ${styles.record}`}>
        {Object.entries(customerProfile).map(([name, value]) => (
          <div key={name}>
            <dt>{fieldName(name)}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h2 className={styles.label}>{t('brief.policies')}</h2>
        <dl className={`facts ${styles.record}`}>
          {Object.entries(companyInfo.policies).map(([name, value]) => (
            <div key={name}>
              <dt>{fieldName(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

interface DeskProps {
  tab: DeskTab;
  onTab: (tab: DeskTab) => void;
  known: Case;
  call: RunningCall;
  use: CallUse;
}

/** What an agent has beside the phone. */
export function Desk({ tab, onTab, known, call, use }: DeskProps) {
  const { objectives = [], evaluationCriteria, companyInfo } = known.scenario;
  return (
    <Tabs className={`tabs ${styles.tools}`} selectedKey={tab} onSelectionChange={(key) => onTab(key as DeskTab)}>
      <TabList className="tab-list" aria-label={t('desk.label')}>
        {TABS.map((id) => (
          <Tab key={id} id={id} className="tab">
            {t(`desk.${id}`)}
            {id === 'goals' && objectives.length > 0 && (
              <span className={`numbers ${styles.count}`}>{t('goals.count', { met: use.view.met.size, of: objectives.length })}</span>
            )}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="customer" className={`tab-panel ${styles.panel}`}>
        <Profile known={known} />
      </TabPanel>
      <TabPanel id="record" className={`tab-panel ${styles.panel}`}>
        <RecordPanel sessionId={call.sessionId} open={use.talking && use.view.line === 'up'} />
      </TabPanel>
      <TabPanel id="goals" className={`tab-panel ${styles.panel}`} shouldForceMount>
        <div className="stack">
          {objectives.length > 0 && (
            <div>
              <h2 className={styles.label}>{t('brief.objectives')}</h2>
              <Goals objectives={objectives} met={use.view.met} />
            </div>
          )}
          <Checklist lines={evaluationCriteria.required} />
        </div>
      </TabPanel>
      <TabPanel id="knowledge" className={`tab-panel ${styles.panel}`}>
        <Suspense fallback={<Waiting />}>
          <Knowledge resources={companyInfo.resources} />
        </Suspense>
      </TabPanel>
      <TabPanel id="notes" className={`tab-panel ${styles.panel}`}>
        <Notes sessionId={call.sessionId} use={use} />
      </TabPanel>
    </Tabs>
  );
}
