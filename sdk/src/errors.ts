import type { ErrorEvent, Failure } from './generated/schema.js';

/** The contract's codes, and those of what can fail on this side of the wire. */
export type SdkErrorCode = ErrorEvent['code'] | 'NETWORK_ERROR' | 'MICROPHONE_DENIED' | 'MICROPHONE_UNAVAILABLE' | 'NOT_CONNECTED';

interface Particulars {
  recoverable?: boolean;
  status?: number;
  details?: unknown;
  retryAfter?: number;
  requestId?: string;
  cause?: unknown;
}

/** What went wrong, by its code. `message` is one sentence a person can act on. */
export class MockCallError extends Error {
  override readonly name = 'MockCallError';
  /** The same thing may work when tried again. */
  readonly recoverable: boolean;
  /** HTTP status, where there was one. */
  readonly status?: number;
  readonly details?: unknown;
  /** Seconds to wait, where the server named them. */
  readonly retryAfter?: number;
  /** Finds the request in the server's log. */
  readonly requestId?: string;

  constructor(readonly code: SdkErrorCode, message: string, { recoverable = false, status, details, retryAfter, requestId, cause }: Particulars = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.recoverable = recoverable;
    if (status !== undefined) this.status = status;
    if (details !== undefined) this.details = details;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (requestId !== undefined) this.requestId = requestId;
  }

  /** From an HTTP answer that is not a success; `body` is null where it was no JSON. */
  static fromAnswer(status: number, headers: Headers, body: Failure | null): MockCallError {
    const retryAfter = Number(headers.get('Retry-After'));
    return new MockCallError(body?.error?.code ?? 'INTERNAL_ERROR', body?.error?.message ?? `The server answered ${status}.`, {
      status,
      recoverable: status === 429 || status === 503 || body?.error?.code === 'EVALUATION_FAILED',
      details: body?.error?.details,
      ...(retryAfter > 0 && { retryAfter }),
      requestId: headers.get('X-Request-ID') ?? undefined,
    });
  }
}
