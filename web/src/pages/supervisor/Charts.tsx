import type { OrgSummary } from '@hirexp/mock-call-sdk';
import { Bar, BarChart, CartesianGrid, LabelList, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { word } from '../../i18n';
import { DIMENSIONS } from '../../lib/team';
import { dayOf } from '../../lib/words';

const TEXT = { fill: 'var(--soft)', fontSize: 13 };
const still = !matchMedia('(prefers-reduced-motion: no-preference)').matches;

/** Says nothing to screen readers: a table beside it does. */
export function DimensionChart({ breakdown }: { breakdown: NonNullable<OrgSummary['team']['breakdown']> }) {
  const data = DIMENSIONS.map((name) => ({ name: word('dimension', name), score: Math.round(breakdown[name]) }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={data} layout="vertical" margin={{ right: 32, left: 8 }} accessibilityLayer={false}>
        <XAxis type="number" domain={[0, 100]} hide />
        <YAxis type="category" dataKey="name" width={112} tick={TEXT} axisLine={false} tickLine={false} />
        <Bar
          minPointSize={2}
          dataKey="score"
          fill="var(--accent)"
          radius={5}
          barSize={16}
          background={{ fill: 'var(--sunken)', radius: 5 }}
          isAnimationActive={!still}
        >
          <LabelList dataKey="score" position="right" fill="var(--ink)" fontSize={13} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

export function DayChart({ days }: { days: OrgSummary['byDay'] }) {
  const data = days.map(({ day, overallScore }) => ({ day: dayOf(day), score: overallScore }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={data} margin={{ top: 8, right: 16, left: -16 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={TEXT} axisLine={false} tickLine={false} />
        <YAxis domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} tick={TEXT} axisLine={false} tickLine={false} />
        <Line dataKey="score" stroke="var(--accent)" strokeWidth={2.5} dot={{ r: 3, fill: 'var(--accent)' }} isAnimationActive={!still} />
      </LineChart>
    </ResponsiveContainer>
  );
}
