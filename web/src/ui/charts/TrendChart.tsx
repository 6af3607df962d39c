import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import styles from './charts.module.css';

export interface TrendPoint {
  /** Says which call it is. */
  label: string;
  value: number;
}

/** A score of 0–100 from call to call. Whoever shows it says the figures in words as well. */
export default function TrendChart({ points, height = 180 }: { points: TrendPoint[]; height?: number }) {
  const rows = points.map((point, i) => ({ ...point, number: i + 1 }));
  return (
    <div className={styles.chart} aria-hidden="true">
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: -18 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="number" stroke="var(--soft)" fontSize={12} tickLine={false} allowDecimals={false} />
          <YAxis domain={[0, 100]} ticks={[0, 50, 100]} stroke="var(--soft)" fontSize={12} tickLine={false} axisLine={false} />
          <Tooltip
            content={({ active, payload }) =>
              active && payload?.[0] ? (
                <div className={styles.tooltip}>
                  <strong className="numbers">{String(payload[0].value)}</strong> {(payload[0].payload as TrendPoint).label}
                </div>
              ) : null
            }
          />
          <Line
            type="monotone"
            dataKey="value"
            stroke="var(--accent)"
            strokeWidth={2.5}
            dot={{ r: 3.5, fill: 'var(--accent)' }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
