import type { Category, Difficulty, Industry, ScenarioSummary } from '@hirexp/mock-call-sdk';

export interface Filters {
  text: string;
  category: Category | 'all';
  difficulty: Difficulty | 'all';
  industry: Industry | 'all';
  tried: 'all' | 'new' | 'tried';
}

export const NO_FILTERS: Filters = { text: '', category: 'all', difficulty: 'all', industry: 'all', tried: 'all' };

export const isFiltered = (filters: Filters) =>
  Object.keys(NO_FILTERS).some((key) => filters[key as keyof Filters] !== NO_FILTERS[key as keyof Filters]);

/** Every word of the search is somewhere in what the card says, in any order. */
function matches(scenario: ScenarioSummary, text: string): boolean {
  const { name, description, customer, skills, objectives, category, industry } = scenario;
  const hay = [name, description, customer.name, customer.mood, customer.personality, category, industry, ...skills, ...objectives]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

export function filtered(scenarios: ScenarioSummary[], { text, category, difficulty, industry, tried }: Filters): ScenarioSummary[] {
  return scenarios.filter(
    (s) =>
      (category === 'all' || s.category === category) &&
      (difficulty === 'all' || s.difficulty === difficulty) &&
      (industry === 'all' || s.industry === industry) &&
      (tried === 'all' || (tried === 'new') === (s.userAttempts === 0)) &&
      matches(s, text.trim()),
  );
}

/** The server's order is by fit; what went well already needs no recommending. */
export function recommended(byFit: ScenarioSummary[], count = 3): ScenarioSummary[] {
  return byFit.filter((s) => (s.bestScore ?? 0) < 85).slice(0, count);
}
