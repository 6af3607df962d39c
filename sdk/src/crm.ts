import { onAbort } from './abort.js';
import { MockCallError } from './errors.js';
import type { CrmRequest, CrmResult, CrmResultEvent } from './generated/schema.js';

interface Waiting {
  resolve(result: CrmResult): void;
  reject(error: unknown): void;
}

/** Operations in the customer's record that are on their way, each known by its request id. */
export class CrmRequests {
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;

  /** `send` puts the operation on the line. A lost line says it again when it is back: the server does it once. */
  ask(operation: CrmRequest, send: (operation: CrmRequest) => void, signal?: AbortSignal): Promise<CrmResult> {
    const requestId = operation.requestId ?? `sdk-${++this.#count}-${Math.random().toString(36).slice(2, 10)}`;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const settle = <T>(how: (value: T) => void) => (value: T) => {
        this.#waiting.delete(requestId);
        off();
        how(value);
      };
      const waiting = { resolve: settle(resolve), reject: settle(reject) };
      const off = onAbort(signal, waiting.reject);
      this.#waiting.set(requestId, waiting);
      try {
        send({ ...operation, requestId });
      } catch (error) {
        waiting.reject(error);
      }
    });
  }

  done({ sessionId, requestId, operation, record }: CrmResultEvent): void {
    if (requestId) this.#waiting.get(requestId)?.resolve({ sessionId, operation, record });
  }

  /** True when somebody waited for this request. */
  failed(requestId: string | undefined, error: MockCallError): boolean {
    const waiting = requestId === undefined ? undefined : this.#waiting.get(requestId);
    waiting?.reject(error);
    return waiting !== undefined;
  }

  lineClosed(error: MockCallError | null): void {
    for (const { reject } of [...this.#waiting.values()]) reject(error ?? new MockCallError('NOT_CONNECTED', 'The call is over.'));
  }
}
