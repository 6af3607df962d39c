import type { MockCallClient, ScenarioSummary } from '@hirexp/mock-call-sdk';

const shelves = new WeakMap<MockCallClient, Promise<ScenarioSummary[]>>();

/** The scenarios as they were last listed; asked for once, and anew when a call may have changed the scores. */
export function summaries(client: MockCallClient, { fresh = false } = {}): Promise<ScenarioSummary[]> {
  const known = shelves.get(client);
  if (known && !fresh) return known;
  const asked = client.getScenarios({ limit: 100 });
  shelves.set(client, asked);
  asked.catch(() => {
    if (shelves.get(client) === asked) shelves.delete(client);
  });
  return asked;
}

export async function summaryOf(client: MockCallClient, scenarioId: string): Promise<ScenarioSummary | null> {
  return (await summaries(client)).find(({ id }) => id === scenarioId) ?? null;
}
