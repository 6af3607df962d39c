import type { Category, Criterion, Difficulty, ListOrgSessionsQuery, Message, OrgSummary, SessionPage } from '@hirexp/mock-call-sdk';

export type Period = 'all' | '1' | '7' | '30' | '90';
export type ScoreBand = 'all' | 'low' | 'middle' | 'high';

export interface TeamFilters {
  user: string;
  category: Category | 'all';
  difficulty: Difficulty | 'all';
  status: 'all' | 'live' | 'ended';
  period: Period;
  score: ScoreBand;
  needsReview: boolean;
  sort: NonNullable<ListOrgSessionsQuery['sort']>;
}

export const NO_FILTERS: TeamFilters = {
  user: 'all',
  category: 'all',
  difficulty: 'all',
  status: 'all',
  period: 'all',
  score: 'all',
  needsReview: false,
  sort: 'newest',
};

export const PAGE = 20;

/** The order is no filter: what it shows is the same. */
export const isFiltered = (filters: TeamFilters) =>
  (Object.keys(NO_FILTERS) as (keyof TeamFilters)[]).some((key) => key !== 'sort' && filters[key] !== NO_FILTERS[key]);

/** The first instant of a period that ends now: whole days of the person who looks. */
export function beginningOf(period: Period, now: Date): string | undefined {
  if (period === 'all') return undefined;
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - (Number(period) - 1));
  return `${day.toISOString().slice(0, 19)}Z`;
}

const BANDS: Record<ScoreBand, Pick<ListOrgSessionsQuery, 'minScore' | 'maxScore'>> = {
  all: {},
  low: { maxScore: 59 },
  middle: { minScore: 60, maxScore: 79 },
  high: { minScore: 80 },
};

export function queryOf(filters: TeamFilters, offset: number, now: Date): ListOrgSessionsQuery {
  const given = <T extends string>(value: T): Exclude<T, 'all'> | undefined => (value === 'all' ? undefined : (value as Exclude<T, 'all'>));
  const query: ListOrgSessionsQuery = {
    user: given(filters.user),
    category: given(filters.category),
    difficulty: given(filters.difficulty),
    status: given(filters.status),
    from: beginningOf(filters.period, now),
    ...BANDS[filters.score],
    needsReview: filters.needsReview || undefined,
    sort: filters.sort,
    limit: PAGE,
    offset,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

export const isOver = (status: SessionPage['sessions'][number]['status']) => status === 'ended' || status === 'expired';

export type Tone = 'good' | 'warn' | 'bad';
export const toneOf = (score: number): Tone => (score >= 80 ? 'good' : score >= 60 ? 'warn' : 'bad');

export const DIMENSIONS = ['greeting', 'listening', 'solution', 'communication', 'empathy', 'closing'] as const;
export type DimensionName = (typeof DIMENSIONS)[number];

export function weakestOf(breakdown: NonNullable<OrgSummary['team']['breakdown']>): DimensionName {
  return DIMENSIONS.reduce((weakest, each) => (breakdown[each] < breakdown[weakest] ? each : weakest));
}

/** To each message the comments that belong to its time: from its start to the next one's. Those before the first go to the first. */
export function commentsAt<C extends { timestamp: number | null }>(messages: Pick<Message, 'timestamp'>[], comments: C[]): C[][] {
  const placed: C[][] = messages.map(() => []);
  for (const comment of comments) {
    if (comment.timestamp === null) continue;
    let at = 0;
    while (at + 1 < messages.length && (messages[at + 1]?.timestamp ?? 0) <= comment.timestamp) at++;
    placed[at]?.push(comment);
  }
  return placed;
}

/** What a supervisor most likely means by overruling: the opposite. */
export const opposite = (criterion: Pick<Criterion, 'met'>): number => (criterion.met ? 0 : 100);

/** A dimension in which nothing was judged has nothing to overrule. */
export const canBeOverruled = (criterion: Pick<Criterion, 'weight' | 'fullWeight'>) => (criterion.fullWeight ?? criterion.weight) > 0;
