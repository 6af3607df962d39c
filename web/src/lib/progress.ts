import type { Evaluation, SessionPage } from '@hirexp/mock-call-sdk';
import { DIMENSIONS, type Dimension } from './review';

export type PastCall = SessionPage['sessions'][number];
export type Breakdown = Evaluation['breakdown'];

export interface DimensionTrend {
  dimension: Dimension;
  /** Oldest first. */
  scores: number[];
  average: number;
  /** The newer half's average less the older half's; null with fewer than two calls. */
  change: number | null;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each dimension over the calls given oldest first. */
export function trends(breakdowns: Breakdown[]): DimensionTrend[] {
  if (breakdowns.length === 0) return [];
  return DIMENSIONS.map((dimension) => {
    const scores = breakdowns.map((breakdown) => breakdown[dimension]);
    const half = Math.floor(scores.length / 2);
    const change = half > 0 ? Math.round(mean(scores.slice(-half)) - mean(scores.slice(0, half))) : null;
    return { dimension, scores, average: Math.round(mean(scores)), change };
  });
}

/** Where practice helps most: the lowest average. Null without calls. */
export const weakest = (all: DimensionTrend[]): DimensionTrend | null =>
  all.reduce<DimensionTrend | null>((low, each) => (!low || each.average < low.average ? each : low), null);
