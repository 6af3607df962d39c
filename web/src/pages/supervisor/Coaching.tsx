import type { OrgSummary } from '@hirexp/mock-call-sdk';
import { Link } from 'wouter';
import { t, tn, word } from '../../i18n';
import { byNeed, coachingOf } from '../../lib/coaching';
import { DIMENSIONS, toneOf } from '../../lib/team';
import { moment } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Score } from './Score';
import styles from './Supervisor.module.css';
import { Table } from './Table';

const callsOf = (userId: string) => `/team/of/${encodeURIComponent(userId)}`;

/** Where the next hour of coaching helps most; nothing where all is well. */
export function Coaching({ summary }: { summary: OrgSummary }) {
  const { together, first } = coachingOf(summary);
  if (!together && !first && summary.needsReview === 0) return null;
  return (
    <section className={`card ${styles.coaching}`}>
      <h2>{t('coaching.title')}</h2>
      <ul>
        {together && (
          <li>
            <Icon name="people" size={20} />
            <p>
              <strong>{t('coaching.together', { dimension: word('dimension', together.dimension) })}</strong>{' '}
              {t('coaching.togetherWhy', { average: Math.round(together.average), below: together.below.length, of: together.of })}
            </p>
          </li>
        )}
        {first && (
          <li>
            <Icon name="next" size={20} />
            <p>
              <strong>
                <Link href={callsOf(first.who.trainee.userId)}>{first.who.trainee.name ?? t('team.unnamed')}</Link>
              </strong>{' '}
              {t('coaching.firstWhy', { score: Math.round(first.score), dimension: word('dimension', first.dimension).toLowerCase() })}
            </p>
          </li>
        )}
        {summary.needsReview > 0 && (
          <li>
            <Icon name="note" size={20} />
            <p>
              <strong>
                <Link href="/team/waiting">{tn('coaching.waiting', summary.needsReview)}</Link>
              </strong>{' '}
              {t('coaching.waitingWhy')}
            </p>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Everybody in every dimension: who needs it most first, and a way to their calls. */
export function TraineeTable({ trainees }: { trainees: OrgSummary['byTrainee'] }) {
  return (
    <Table
      label={t('averages.byTrainee')}
      heads={[
        t('averages.trainee'),
        t('team.calls'),
        t('team.score'),
        ...DIMENSIONS.map((name) => word('dimension', name)),
        t('averages.last'),
      ]}
    >
      {byNeed(trainees).map(({ trainee, calls, overallScore, breakdown, lastCallAt }) => (
        <tr key={trainee.userId}>
          <th scope="row">
            <Link href={callsOf(trainee.userId)}>{trainee.name ?? t('team.unnamed')}</Link>
          </th>
          <td className="numbers">{calls}</td>
          <td>
            <Score score={overallScore} />
          </td>
          {DIMENSIONS.map((name) => (
            <td key={name} className={`numbers ${styles.heat}`} data-tone={breakdown ? toneOf(breakdown[name]) : undefined}>
              {breakdown ? Math.round(breakdown[name]) : '–'}
            </td>
          ))}
          <td className="soft small">{moment(lastCallAt)}</td>
        </tr>
      ))}
    </Table>
  );
}
