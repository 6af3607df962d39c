import type { Microphone } from '@hirexp/mock-call-sdk';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { LevelMeter } from '../../ui/LevelMeter';
import { Select } from '../../ui/Select';
import styles from './BriefPage.module.css';
import type { MicrophoneUse } from './use_microphone';

const TEST_MS = 4000;

/** A few seconds of the microphone to listen to; they never leave the browser. */
function TestRecording({ microphone }: { microphone: Microphone }) {
  const [recording, setRecording] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);

  function record() {
    const recorder = new MediaRecorder(microphone.stream);
    const timer = setTimeout(() => recorder.state === 'recording' && recorder.stop(), TEST_MS);
    recorder.ondataavailable = ({ data }) => setUrl(URL.createObjectURL(data));
    recorder.onstop = () => setRecording(false);
    stop.current = () => {
      clearTimeout(timer);
      recorder.onstop = recorder.ondataavailable = null;
      if (recorder.state === 'recording') recorder.stop();
    };
    setUrl(null);
    setRecording(true);
    recorder.start();
  }

  return (
    <div className={styles.test}>
      <button type="button" className="button small" onClick={record} disabled={recording}>
        {recording ? <span className={styles.recording} aria-hidden="true" /> : <Icon name="circle" size={16} />}
        {t(recording ? 'mic.recording' : url ? 'mic.recordAgain' : 'mic.record')}
      </button>
      <span className="visually-hidden" role="status">
        {recording ? t('mic.recording') : url ? t('mic.recorded') : ''}
      </span>
      {/* biome-ignore lint/a11y/useMediaCaption: it is what the person said themselves a moment ago */}
      {url && <audio src={url} controls aria-label={t('mic.playback')} />}
    </div>
  );
}

/** On a phone the button that was pressed is far from what it led to. */
const intoSight = (notice: HTMLElement | null) => notice?.scrollIntoView({ block: 'center' });

export function MicrophoneCheck({ mic }: { mic: MicrophoneUse }) {
  const { state, microphone, level, devices, open } = mic;
  const current = microphone?.stream.getAudioTracks()[0]?.getSettings().deviceId ?? '';
  return (
    <section className={styles.check}>
      <h3>
        <Icon name={state === 'denied' || state === 'unavailable' ? 'microphoneOff' : 'microphone'} size={18} />
        {t('mic.title')}
      </h3>
      {state === 'untested' && <p className="soft small">{t('mic.untested')}</p>}
      {state === 'asking' && (
        <p className="soft small" role="status">
          {t('mic.asking')}
        </p>
      )}
      {(state === 'denied' || state === 'unavailable') && (
        <p className="notice warn small" role="alert" ref={intoSight}>
          {t(state === 'denied' ? 'mic.denied' : 'mic.unavailable')}
        </p>
      )}
      {microphone && state === 'open' && (
        <>
          <LevelMeter level={level} label={t('mic.level')} />
          <p className="soft small">{t('mic.speak')}</p>
          {devices.length > 1 && (
            <Select
              label={t('mic.device')}
              choices={devices.map(({ deviceId, label }) => ({ id: deviceId, label }))}
              value={current}
              onChange={(id) => void open(id)}
            />
          )}
          <TestRecording key={current} microphone={microphone} />
        </>
      )}
      {state !== 'open' && (
        <button type="button" className="button small" onClick={() => void open()} disabled={state === 'asking'}>
          {t(state === 'untested' || state === 'asking' ? 'mic.check' : 'mic.again')}
        </button>
      )}
    </section>
  );
}
