import { onAbort } from './abort.js';
import { MockCallError } from './errors.js';
import type { Failure } from './generated/schema.js';

export interface RestOptions {
  baseUrl: string;
  apiKey: () => string | undefined;
  fetch: typeof globalThis.fetch;
  timeout: number;
}

export interface Ask {
  body?: object;
  query?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** One request, its envelope taken off. */
export class Rest {
  constructor(private readonly options: RestOptions) {}

  async request<T>(method: string, path: string, { body, query = {}, headers = {}, signal }: Ask = {}): Promise<T> {
    const answer = await this.#fetch(this.#url(path, query), {
      method,
      headers: {
        ...headers,
        ...(this.options.apiKey() && { Authorization: `Bearer ${this.options.apiKey()}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }, signal);
    const json = await answer.json().catch(() => null) as { success: true; data: T } | Failure | null;
    if (!answer.ok || !json?.success) throw MockCallError.fromAnswer(answer.status, answer.headers, json as Failure | null);
    return json.data;
  }

  #url(path: string, query: object): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null).map(([key, value]) => [key, String(value)]);
    return this.options.baseUrl + path + (given.length > 0 ? `?${new URLSearchParams(given)}` : '');
  }

  async #fetch(url: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const controller = new AbortController();
    const stopListening = onAbort(signal, (reason) => controller.abort(reason));
    const timer = setTimeout(() => controller.abort(), this.options.timeout);
    try {
      return await this.options.fetch(url, { ...init, signal: controller.signal });
    } catch (cause) {
      signal?.throwIfAborted();
      throw new MockCallError('NETWORK_ERROR', 'The server cannot be reached. Check the connection and try again.', { recoverable: true, cause });
    } finally {
      clearTimeout(timer);
      stopListening();
    }
  }
}
