import { t } from '../i18n';
import { Icon } from './Icon';

/** Onto paper, or into a PDF: the style sheets leave out what only a screen has. */
export function PrintButton() {
  return (
    <button type="button" className="button no-print" onClick={() => window.print()}>
      <Icon name="print" size={18} />
      {t('review.print')}
    </button>
  );
}
