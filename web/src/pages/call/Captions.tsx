import { type FormEvent, useEffect, useRef, useState } from 'react';
import { t } from '../../i18n';
import { clock } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { useFollowing } from '../../ui/use_following';
import styles from './CallPage.module.css';
import type { CallUse } from './use_call';

function Say({ use }: { use: CallUse }) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const typed = use.speech === 'typed';
  useEffect(() => {
    if (typed) field.current?.focus();
  }, [typed]);
  const say = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && use.act.say(text.trim())) setText('');
  };
  return (
    <form className={styles.say} onSubmit={say}>
      <label className="visually-hidden" htmlFor="say">
        {t('call.type')}
      </label>
      <input
        id="say"
        ref={field}
        className="input"
        value={text}
        maxLength={2000}
        autoComplete="off"
        placeholder={t(typed ? 'call.type' : 'call.typeInstead')}
        disabled={use.view.ended !== null}
        onChange={(e) => setText(e.target.value)}
      />
      <button type="submit" className="button" disabled={!text.trim()}>
        {t('call.say')}
      </button>
    </form>
  );
}

/** What was said, as it is said. Words that still change are for the eye only. */
export function Captions({ use, name }: { use: CallUse; name: string }) {
  const { captions } = use.view;
  const { box, onScroll } = useFollowing(captions);
  return (
    <section className={styles.captions} aria-label={t('call.captions')}>
      {captions.length === 0 ? (
        <p className={styles.quiet}>
          <Icon name={use.speech === 'typed' ? 'keyboard' : 'microphone'} size={26} />
          {t(use.speech === 'typed' ? 'call.greetTyped' : 'call.greet')}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <div ref={box} onScroll={onScroll} role="log" aria-label={t('call.captions')} tabIndex={0}>
          {captions.map(({ id, speaker, text, final, timestamp }) => (
            // A line is added anew once it is final: that is when a screen reader says it.
            <div key={final ? id : `${id}…`} data-speaker={speaker} data-partial={!final || undefined} aria-hidden={!final || undefined}>
              <small>
                {speaker === 'agent' ? t('call.you') : name} · <span className="numbers">{clock(timestamp)}</span>
              </small>
              <span>{text}</span>
            </div>
          ))}
        </div>
      )}
      <Say use={use} />
    </section>
  );
}
