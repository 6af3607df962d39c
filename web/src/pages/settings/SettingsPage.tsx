import { useState } from 'react';
import { useSession } from '../../app/session';
import { currentTheme, setTheme, type Theme } from '../../app/theme';
import { type MessageKey, t, word } from '../../i18n';
import { type CaptionSize, type ViewPreferences, viewPreferences } from '../../lib/preferences';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import { Switch } from '../../ui/Switch';
import { CallSwitches } from '../brief/CallSettings';
import { MicrophoneCheck } from '../brief/MicrophoneCheck';
import { SpeakerCheck } from '../brief/SpeakerCheck';
import { useMicrophone } from '../brief/use_microphone';
import { Practice } from './Practice';
import styles from './SettingsPage.module.css';

const THEMES: Theme[] = ['system', 'light', 'dark'];
const SIZES: CaptionSize[] = ['normal', 'large', 'largest'];

function Sound() {
  const mic = useMicrophone();
  return (
    <section className="card stack">
      <div>
        <h2>{t('prefs.sound')}</h2>
        <p className="soft small">{t('prefs.soundHint')}</p>
      </div>
      <MicrophoneCheck mic={mic} />
      <SpeakerCheck named={mic.state === 'open'} />
    </section>
  );
}

interface ViewProps {
  view: ViewPreferences;
  set: (part: Partial<ViewPreferences>) => void;
}

function InCall({ view, set }: ViewProps) {
  return (
    <section className="card stack">
      <h2>{t('prefs.call')}</h2>
      <div className={styles.switches}>
        <Switch isSelected={view.typed} onChange={(typed) => set({ typed })}>
          {t('prefs.typed')}
        </Switch>
        <Switch isSelected={view.hints} onChange={(hints) => set({ hints })}>
          {t('prefs.hints')}
        </Switch>
        <CallSwitches />
      </div>
      <Select
        label={t('prefs.captions')}
        choices={SIZES.map((id) => ({ id, label: t(`prefs.captions.${id}`) }))}
        value={view.captions}
        onChange={(id) => set({ captions: id as CaptionSize })}
      />
      <p className={styles.sample}>{t('prefs.sample')}</p>
    </section>
  );
}

function Appearance({ view, set }: ViewProps) {
  const [theme, choose] = useState(currentTheme);
  return (
    <section className="card stack">
      <h2>{t('prefs.appearance')}</h2>
      <Select
        label={t('prefs.theme')}
        choices={THEMES.map((id) => ({ id, label: t(`theme.${id}` as MessageKey) }))}
        value={theme}
        onChange={(id) => {
          setTheme(id as Theme);
          choose(id as Theme);
        }}
      />
      <Switch isSelected={view.motion === 'reduced'} onChange={(on) => set({ motion: on ? 'reduced' : 'system' })}>
        {t('prefs.motion')}
      </Switch>
    </section>
  );
}

function Account() {
  const { who, signOut } = useSession();
  return (
    <section className="card stack">
      <h2>{t('prefs.account')}</h2>
      <dl className="facts">
        <dt>{t('prefs.name')}</dt>
        <dd>{who?.name ?? t('prefs.nameless')}</dd>
        <dt>{t('prefs.role')}</dt>
        <dd>{word('role', who?.role ?? 'trainee')}</dd>
      </dl>
      <p className="soft small">{t('prefs.accountHint')}</p>
      <div className="row">
        <button type="button" className="button" onClick={() => signOut()}>
          <Icon name="signOut" size={18} />
          {t('account.signOut')}
        </button>
      </div>
    </section>
  );
}

/** How one likes it. Each change counts at once. */
export default function SettingsPage() {
  const [view, setView] = useState(viewPreferences.get);
  const set = (part: Partial<ViewPreferences>) => {
    const changed = { ...viewPreferences.get(), ...part };
    viewPreferences.set(changed);
    setView(changed);
  };
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('prefs.title')}</h1>
          <p>{t('prefs.lead')}</p>
        </div>
      </div>
      <div className={styles.columns}>
        <div className="stack">
          <Practice />
          <InCall view={view} set={set} />
        </div>
        <div className="stack">
          <Sound />
          <Appearance view={view} set={set} />
          <Account />
        </div>
      </div>
    </>
  );
}
