import { lazy, Suspense, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../i18n';
import type { RunningCall } from '../../lib/call_store';
import { fieldName } from '../../lib/words';
import { Waiting } from '../../ui/States';
import type { Case } from './CallPage';
import styles from './CallPage.module.css';
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

/** One's own list: what is reached is ticked off by whoever talks. */
function Goals({ goals }: { goals: { title: string; lines: string[] }[] }) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const toggle = (line: string) =>
    setDone((before) => new Set(before.has(line) ? [...before].filter((each) => each !== line) : [...before, line]));
  return (
    <div className="stack">
      {goals.map(({ title, lines }) => (
        <fieldset key={title} className={styles.goals}>
          <legend className={styles.label}>{title}</legend>
          {lines.map((line) => (
            <label key={line}>
              <input type="checkbox" checked={done.has(line)} onChange={() => toggle(line)} />
              <span>{line}</span>
            </label>
          ))}
        </fieldset>
      ))}
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
        <Goals
          goals={[
            { title: t('brief.objectives'), lines: objectives },
            { title: t('brief.required'), lines: evaluationCriteria.required },
          ]}
        />
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
