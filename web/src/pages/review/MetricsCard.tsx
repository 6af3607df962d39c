import type { Metrics } from '@hirexp/mock-call-sdk';
import { t } from '../../i18n';
import styles from './ReviewPage.module.css';

const seconds = (value: number) => t('metric.seconds', { value: value.toFixed(1) });

/** How it was talked, in figures, with what is usual beside each. */
export function MetricsCard({ metrics }: { metrics: Metrics }) {
  const lines: [label: string, value: string, usual: string][] = [
    [t('metric.timeToAnswer'), seconds(metrics.timeToAnswer), t('metric.timeToAnswerMark')],
    [t('metric.talkRatio'), t('metric.percent', { value: Math.round(metrics.talkRatio * 100) }), t('metric.talkRatioMark')],
    [
      t('metric.pace'),
      metrics.wordsPerMinute > 0 ? t('metric.words', { value: Math.round(metrics.wordsPerMinute) }) : t('metric.typed'),
      t('metric.paceMark'),
    ],
    [t('metric.latency'), seconds(metrics.responseLatency), t('metric.latencyMark')],
    [t('metric.monologue'), seconds(metrics.longestMonologue), t('metric.monologueMark')],
    [t('metric.deadAir'), seconds(metrics.deadAir), t('metric.deadAirMark')],
    [t('metric.overtalk'), seconds(metrics.overtalk), t('metric.overtalkMark')],
    [t('metric.holds'), t('metric.holdsValue', { count: metrics.holdCount, time: seconds(metrics.holdTime) }), t('metric.holdsMark')],
  ];
  return (
    <section className="card stack">
      <h2>{t('metric.title')}</h2>
      <dl className={styles.metrics}>
        {lines.map(([label, value, usual]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong className="numbers">{value}</strong>
              <span className="soft small">{usual}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
