import type { Progress, ScenarioSummary, SessionPage } from '@hirexp/mock-call-sdk';
import { DIMENSIONS, type Dimension } from './review';
import { recommended } from './scenarios';

export type PastCall = SessionPage['sessions'][number];

export interface DimensionTrend {
  dimension: Dimension;
  /** Oldest first; a call whose text was erased has none. */
  scores: number[];
  average: number;
  /** The latest five calls less the five before; null while there are none before. */
  change: number | null;
}

/** Each dimension over the calls, as the server reckons it; none before the first. */
export function trendsOf({ course, trends }: Pick<Progress, 'course' | 'trends'>): DimensionTrend[] {
  if (!trends) return [];
  return DIMENSIONS.map((dimension) => ({
    dimension,
    scores: course.flatMap(({ breakdown }) => (breakdown ? [breakdown[dimension]] : [])),
    average: Math.round(trends[dimension].average),
    change: trends[dimension].change === null ? null : Math.round(trends[dimension].change),
  }));
}

export interface Recommendation {
  scenario: ScenarioSummary;
  /** A sentence of the server's; null where it was not asked. */
  reason: string | null;
}

/** What to practise next, and why. Without the server's own choice, what fits best and did not go well yet. */
export function recommendations(byFit: ScenarioSummary[], progress: Pick<Progress, 'recommended'> | null): Recommendation[] {
  const known = new Map(byFit.map((scenario) => [scenario.id, scenario]));
  const chosen = (progress?.recommended ?? []).flatMap(({ scenarioId, reason }) => {
    const scenario = known.get(scenarioId);
    return scenario ? [{ scenario, reason }] : [];
  });
  return chosen.length > 0 ? chosen : recommended(byFit).map((scenario) => ({ scenario, reason: null }));
}

export interface Comparison {
  /** How often this call was taken before. */
  tries: number;
  /** Points more than the last time; null for the first. */
  sinceLast: number | null;
  /** No earlier try was as good. */
  isBest: boolean;
}

/** A call beside the earlier tries at the same one; null where it is not among the calls. */
export function comparisonOf(course: Progress['course'], sessionId: string): Comparison | null {
  const at = course.findIndex((call) => call.sessionId === sessionId);
  const call = course[at];
  if (!call) return null;
  const before = course.slice(0, at).filter(({ scenarioId }) => scenarioId === call.scenarioId);
  const last = before.at(-1);
  return {
    tries: before.length,
    sinceLast: last ? call.overallScore - last.overallScore : null,
    isBest: before.every(({ overallScore }) => overallScore < call.overallScore),
  };
}

/** How far one is from a level to the next, 0–1. */
export function levelShare({ xp, levelXp, nextLevelXp }: Pick<Progress, 'xp' | 'levelXp' | 'nextLevelXp'>): number {
  const span = nextLevelXp - levelXp;
  return span > 0 ? Math.min(1, Math.max(0, (xp - levelXp) / span)) : 1;
}
