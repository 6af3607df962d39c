// A REST client for which every answer must be true to openapi.yaml.
import assert from 'node:assert/strict';
import { responseProblems } from './contract.mjs';
import { hs256, newUser } from './tokens.mjs';

export class Rest {
  constructor(server, { token, user, ...claims } = {}) {
    this.server = server;
    this.user = user ?? newUser();
    this.token = token === undefined ? hs256({ sub: this.user, ...claims }) : token;
  }

  /** `path` below the API's base, or a whole URL. `body` an object (sent as JSON) or, with `raw`, bytes as they are. */
  async request(method, path, { body, raw, headers = {}, redirect = 'manual' } = {}) {
    const url = /^https?:/.test(path) ? path : path.startsWith('//') ? this.server.url + path.slice(1) : this.server.api + path;
    const sent = { ...headers };
    if (this.token !== null && sent.authorization === undefined) sent.authorization = `Bearer ${this.token}`;
    if (sent.authorization === null) delete sent.authorization;
    if (body !== undefined) sent['content-type'] ??= 'application/json';
    const answer = await fetch(url, { method, headers: sent, redirect, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    let json;
    if ((answer.headers.get('content-type') ?? '').startsWith('application/json') && bytes.length > 0) json = JSON.parse(bytes.toString('utf8'));
    const problems = responseProblems(method, new URL(url).pathname, answer.status, answer.headers, json);
    assert.deepEqual(problems, [], problems.join('\n'));
    return { status: answer.status, headers: answer.headers, body: json, bytes, data: json?.data, error: json?.error };
  }

  get(path, options) { return this.request('GET', path, options); }
  post(path, body, options) { return this.request('POST', path, { body, ...options }); }
  put(path, body, options) { return this.request('PUT', path, { body, ...options }); }
  delete(path, options) { return this.request('DELETE', path, options); }

  async scenarios(query = 'limit=100') {
    const { status, data, body } = await this.get(`/scenarios?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return data.scenarios;
  }

  /** A started call. Without `scenarioId`: the design's own billing dispute. */
  async start(body = {}, options) {
    const answer = await this.post('/start', { scenarioId: 'scn_abc123', ...body }, options);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.data;
  }

  async end(sessionId, body = { endReason: 'resolved' }) {
    const answer = await this.post(`/session/${sessionId}/end`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.data;
  }
}

/** An error's status and code at once. */
export function refused(answer, status, code) {
  assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(answer.body));
  return answer.error;
}

/** Asks again until `accept` says so; for what the contract allows to take a while. */
export async function eventually(ask, accept, { within = 10_000, every = 100, what = 'the condition' } = {}) {
  const end = Date.now() + within;
  let last;
  do {
    last = await ask();
    if (accept(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, every));
  } while (Date.now() < end);
  assert.fail(`${what} did not come within ${within} ms; last: ${JSON.stringify(last?.body ?? last)?.slice(0, 800)}`);
}
