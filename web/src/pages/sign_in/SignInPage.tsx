import { MockCallError } from '@hirexp/mock-call-sdk';
import { type FormEvent, useState } from 'react';
import { type GuestRole, useSession } from '../../app/session';
import { t } from '../../i18n';
import { told } from '../../lib/failure';
import { Logo } from '../../ui/Logo';
import styles from './SignInPage.module.css';

/** A guest's name where the server lets guests in, else a token of the product the server belongs to. */
export function SignInPage() {
  const { signInAsGuest, signInWithToken, notice } = useSession();
  const [way, setWay] = useState<'guest' | 'token'>('guest');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = String(form.get('text')).trim();
    const role: GuestRole = form.get('role') === 'supervisor' ? 'supervisor' : 'trainee';
    setBusy(true);
    setProblem('');
    try {
      await (way === 'guest' ? signInAsGuest(text, role) : signInWithToken(text));
    } catch (error) {
      setBusy(false);
      if (way === 'guest' && error instanceof MockCallError && error.status === 404) {
        setWay('token');
        setProblem(t('signIn.noGuests'));
      } else setProblem(told(error));
    }
  }

  const guest = way === 'guest';
  return (
    <main className={styles.page}>
      <form className={`card stack ${styles.form}`} onSubmit={enter}>
        <Logo size={44} />
        <div>
          <h1>{t('signIn.title')}</h1>
          <p className="soft">{t('signIn.lead')}</p>
        </div>
        {notice && <p className="notice warn">{t('signIn.expired')}</p>}
        <label className="field" key={way}>
          {t(guest ? 'signIn.name' : 'signIn.token')}
          <span className="hint">{t(guest ? 'signIn.nameHint' : 'signIn.tokenHint')}</span>
          <input
            className="input"
            name="text"
            required={!guest}
            maxLength={guest ? 60 : 8000}
            autoComplete={guest ? 'given-name' : 'off'}
          />
        </label>
        {guest && (
          <fieldset className={styles.role}>
            <legend>{t('signIn.role')}</legend>
            {(['trainee', 'supervisor'] as const).map((role) => (
              <label key={role}>
                <input type="radio" name="role" value={role} defaultChecked={role === 'trainee'} />
                {t(role === 'trainee' ? 'signIn.asTrainee' : 'signIn.asSupervisor')}
              </label>
            ))}
          </fieldset>
        )}
        <p role="alert" className={problem ? 'notice bad' : undefined}>
          {problem}
        </p>
        <button type="submit" className="button primary" disabled={busy}>
          {busy && <span className="spinner" aria-hidden="true" />}
          {t('signIn.enter')}
        </button>
        <button type="button" className="button quiet" onClick={() => setWay(guest ? 'token' : 'guest')}>
          {t(guest ? 'signIn.useToken' : 'signIn.useName')}
        </button>
      </form>
    </main>
  );
}
