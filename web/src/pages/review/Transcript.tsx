import type { Message } from '@hirexp/mock-call-sdk';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import { lineAt } from '../../lib/review';
import { clock } from '../../lib/words';
import type { Playing } from './playing';
import styles from './ReviewPage.module.css';
import type { Player } from './use_player';

interface TranscriptProps extends Pick<Playing, 'names'> {
  messages: Message[];
  player: Player;
}

/** What was said; it follows the recording, and each line is a way to its moment. */
export function Transcript({ messages, player, names }: TranscriptProps) {
  const current = player.seconds > 0 ? lineAt(messages, player.seconds) : -1;
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = box.current?.children[current];
    // Only the list scrolls: the page stays where one reads.
    if (line instanceof HTMLElement && box.current)
      box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2 + line.clientHeight / 2;
  }, [current]);
  return (
    <ol className={styles.transcript} ref={box} aria-label={t('recording.transcript')}>
      {messages.map(({ speaker, text, timestamp }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finished transcript does not change
        <li key={i} data-speaker={speaker} aria-current={i === current || undefined}>
          <button type="button" onClick={() => player.playFrom(timestamp)}>
            <small className="numbers">
              {clock(timestamp)} · {speaker === 'system' ? t('recording.system') : names[speaker]}
            </small>
            {text}
          </button>
        </li>
      ))}
    </ol>
  );
}
