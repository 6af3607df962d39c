// REST, as the server's contract has it.
const BASE = '/api/ai/mock-call';

export class ApiError extends Error {
  constructor(status, error, retryAfter) {
    super(error?.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error?.code ?? 'NETWORK';
    this.details = error?.details;
    this.retryAfter = retryAfter;
  }
}

export class Api {
  constructor(token = null) { this.token = token; }

  async request(method, path, body) {
    const headers = {};
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    let answer;
    try {
      answer = await fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch {
      throw new ApiError(0, { message: 'The server cannot be reached. Is it still running?' });
    }
    const json = await answer.json().catch(() => null);
    if (!answer.ok || !json?.success) throw new ApiError(answer.status, json?.error, Number(answer.headers.get('Retry-After')) || 0);
    return json.data;
  }

  guest(name) { return this.request('POST', '/auth/guest', name ? { name } : {}); }
  scenarios() { return this.request('GET', '/scenarios?limit=100').then((d) => d.scenarios); }
  scenario(id) { return this.request('GET', `/scenarios/${encodeURIComponent(id)}`).then((d) => d.scenario); }
  start(scenarioId) { return this.request('POST', '/start', { scenarioId }); }
  session(id) { return this.request('GET', `/session/${id}`); }
  end(id, body) { return this.request('POST', `/session/${id}/end`, body); }
  recording(id) { return this.request('GET', `/session/${id}/recording`); }
}

/** A link of the server's own, whatever name this page reached it by. */
export const sameOrigin = (url) => { const u = new URL(url, location.href); return u.pathname + u.search; };
