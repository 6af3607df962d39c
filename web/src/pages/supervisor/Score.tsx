import { t } from '../../i18n';
import { toneOf } from '../../lib/team';

/** A score and how good it is; the number says it to those who see no colour. */
export function Score({ score }: { score: number | null }) {
  if (score === null) return <span className="chip">{t('team.noScore')}</span>;
  return (
    <span className={`chip ${toneOf(score)} numbers`}>
      <span aria-hidden="true">{Math.round(score)}</span>
      <span className="visually-hidden">{t('team.scoreOf', { score: Math.round(score) })}</span>
    </span>
  );
}
