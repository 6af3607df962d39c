import { useState } from 'react';
import { t } from '../../i18n';
import { callSettings, type Quality, type Settings } from '../../lib/call_store';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import { Switch } from '../../ui/Switch';
import styles from './BriefPage.module.css';

const QUALITIES: Quality[] = ['low', 'standard', 'high'];

/** How calls shall be; kept for the next one. */
export function CallSwitches() {
  const [settings, setSettings] = useState(callSettings.get);
  const set = (part: Partial<Settings>) => {
    const changed = { ...settings, ...part };
    callSettings.set(changed);
    setSettings(changed);
  };
  return (
    <>
      <Switch
        isSelected={settings.difficultyAdjustment === 'dynamic'}
        onChange={(on) => set({ difficultyAdjustment: on ? 'dynamic' : 'fixed' })}
      >
        {t('settings.dynamic')}
      </Switch>
      <Switch isSelected={settings.allowInterruptions} onChange={(allowInterruptions) => set({ allowInterruptions })}>
        {t('settings.interruptions')}
      </Switch>
      <Switch isSelected={settings.backgroundNoise} onChange={(backgroundNoise) => set({ backgroundNoise })}>
        {t('settings.noise')}
      </Switch>
      <Switch isSelected={settings.recordCall} onChange={(recordCall) => set({ recordCall })}>
        {t('settings.record')}
      </Switch>
      <Select
        label={t('settings.quality')}
        choices={QUALITIES.map((id) => ({ id, label: t(`quality.${id}`) }))}
        value={settings.audioQuality}
        onChange={(id) => set({ audioQuality: id as Quality })}
      />
    </>
  );
}

/** The same before a call, out of the way. */
export function CallSettings() {
  return (
    <details className={styles.settings}>
      <summary>
        {t('settings.title')}
        <Icon name="down" size={16} />
      </summary>
      <CallSwitches />
    </details>
  );
}
