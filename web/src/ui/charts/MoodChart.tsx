import type { MoodMoment } from '@hirexp/mock-call-sdk';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { t, word } from '../../i18n';
import { clock } from '../../lib/words';
import styles from './charts.module.css';

interface MoodChartProps {
  timeline: MoodMoment[];
  /** Seconds of the call; the last level holds until its end. */
  duration: number;
}

function Moment({ active, payload }: { active?: boolean; payload?: readonly { payload: MoodMoment }[] }) {
  const moment = payload?.[0]?.payload;
  if (!active || !moment) return null;
  return (
    <div className={styles.tooltip}>
      <strong className="numbers">{clock(moment.timestamp)}</strong> {moment.cause && word('cause', moment.cause)}
      <br />
      {t('mood.levels', { mood: moment.mood, satisfaction: moment.satisfaction })}
    </div>
  );
}

/** Mood and satisfaction over the call. The list beside it says the same in words. */
export default function MoodChart({ timeline, duration }: MoodChartProps) {
  const last = timeline.at(-1);
  const rows = last && last.timestamp < duration ? [...timeline, { ...last, timestamp: duration, cause: '' }] : timeline;
  return (
    <div className={styles.chart} aria-hidden="true">
      <ResponsiveContainer width="100%" height={220}>
        <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: -18 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="timestamp"
            type="number"
            domain={[0, 'dataMax']}
            tickFormatter={clock}
            stroke="var(--soft)"
            fontSize={12}
            tickLine={false}
          />
          <YAxis domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} stroke="var(--soft)" fontSize={12} tickLine={false} axisLine={false} />
          <Tooltip content={(shown) => <Moment active={shown.active} payload={shown.payload as never} />} />
          <Line
            type="stepAfter"
            dataKey="satisfaction"
            stroke="var(--customer)"
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            type="stepAfter"
            dataKey="mood"
            stroke="var(--accent)"
            strokeWidth={2.5}
            dot={{ r: 3.5, fill: 'var(--accent)' }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
      <p className={styles.legend}>
        <span data-line="mood">{t('call.mood')}</span>
        <span data-line="satisfaction">{t('call.satisfaction')}</span>
      </p>
    </div>
  );
}
