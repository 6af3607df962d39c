import type { ScenarioDetails } from '@hirexp/mock-call-sdk';
import { useDeferredValue, useMemo, useState } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useClient } from '../../app/session';
import { t, tn } from '../../i18n';
import { searched, sectionsOf } from '../../lib/articles';
import { useLoad } from '../../lib/use_load';
import { Icon } from '../../ui/Icon';
import { Failure, Waiting } from '../../ui/States';
import styles from './CallPage.module.css';

type Resources = ScenarioDetails['scenario']['companyInfo']['resources'];

/** The scenario's article and script, by sections; a search leaves those that speak of it. */
export default function Knowledge({ resources }: { resources: Resources }) {
  const client = useClient();
  const load = useLoad(
    async (signal) => {
      const paths = [resources.knowledgeBase, resources.scripts].filter((path) => path !== undefined);
      const articles = await Promise.all(paths.map((path) => client.getArticle(path, { signal })));
      return articles.flatMap((article, i) => sectionsOf(article, paths[i] === resources.scripts ? 'script' : 'article'));
    },
    [client, resources],
  );
  const [text, setText] = useState('');
  const deferred = useDeferredValue(text);
  const shown = useMemo(() => searched(load.data ?? [], deferred), [load.data, deferred]);
  if (!load.data)
    return load.status === 'failed' ? <Failure error={load.error} onRetry={load.reload} title={t('knowledge.failed')} /> : <Waiting />;
  return (
    <div className="stack">
      <label className={styles.search}>
        <span className="visually-hidden">{t('knowledge.search')}</span>
        <Icon name="search" size={18} />
        <input type="search" className="input" placeholder={t('knowledge.search')} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <p className={deferred.trim() ? 'soft small' : 'visually-hidden'} role="status">
        {deferred.trim() ? tn('knowledge.found', shown.length) : ''}
      </p>
      <div>
        {shown.map(({ id, source, article, title, body }) => (
          <details key={id} className={styles.article} open={deferred.trim() !== '' || undefined}>
            <summary>
              <Icon name={source === 'script' ? 'script' : 'book'} size={17} />
              <span>
                {title}
                {title !== article && <small className="soft"> {article}</small>}
              </span>
            </summary>
            <Markdown remarkPlugins={[remarkGfm]}>{body}</Markdown>
          </details>
        ))}
      </div>
    </div>
  );
}
