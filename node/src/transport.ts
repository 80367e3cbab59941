import type { Header, HttpRequest, HttpResponse } from './binding.js';
import type { Sent, TransportFailure } from './errors.js';

/** `fetch`, as far as it is needed here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a request came to when it was not answered. */
export interface Lost {
  failure: TransportFailure;
  sent: Sent;
  cause: unknown;
}

/** An answer whose body has not been read. */
export interface Answered {
  /** With an empty body. */
  head: HttpResponse;
  /** The whole, or what became of it on the way. */
  whole(): Promise<HttpResponse | Lost>;
}

/**
 * Sends a request once. Redirects are not followed: an answer of the Frontend API is none.
 *
 * The time limit counts until the body is there, and the signal ends everything: both are losses like any other, since
 * the server may have seen the request.
 */
export async function send(
  fetch: Fetch,
  request: HttpRequest,
  timeoutMillis: number,
  signal: AbortSignal | undefined,
): Promise<Answered | Lost> {
  const limit = new AbortController();
  const abort = (): void => {
    limit.abort(signal?.reason);
  };
  const late = new DOMException('no answer in time', 'TimeoutError');
  const timer = setTimeout(() => {
    limit.abort(late);
  }, timeoutMillis);
  // It must not keep a program alive whose answer nobody waits for any more.
  timer.unref();
  const over = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
  const lost = (cause: unknown): Lost => {
    over();
    return limit.signal.reason === late ? { failure: 'timeout', sent: 'maybe', cause: late } : lossOf(cause);
  };
  if (signal?.aborted === true) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.map(({ name, value }): [string, string] => [name, value]),
      redirect: 'manual',
      signal: limit.signal,
      ...(request.body === '' ? {} : { body: request.body }),
    });
    const head = { status: response.status, headers: headersOf(response.headers), body: new Uint8Array() };
    const whole = async (): Promise<HttpResponse | Lost> => {
      try {
        const body = new Uint8Array(await response.arrayBuffer());
        over();
        return { ...head, body };
      } catch (cause) {
        return lost(cause);
      }
    };
    return { head, whole };
  } catch (cause) {
    return lost(cause);
  }
}

/** True for what was not answered. */
export function isLost(reply: Answered | HttpResponse | Lost): reply is Lost {
  return 'failure' in reply;
}

function headersOf(headers: Headers): Header[] {
  return [...headers].map(([name, value]) => ({ name, value }));
}

/** What the errors of undici and of Node's sockets mean. Whatever is not known for certain may have arrived. */
const LOSSES: Readonly<Record<string, readonly [TransportFailure, Sent]>> = {
  ENOTFOUND: ['offline', 'no'],
  EAI_AGAIN: ['offline', 'no'],
  ENETDOWN: ['offline', 'no'],
  ENETUNREACH: ['offline', 'no'],
  EHOSTUNREACH: ['connect', 'no'],
  ECONNREFUSED: ['connect', 'no'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'no'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'maybe'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'maybe'],
  ETIMEDOUT: ['timeout', 'maybe'],
  ECONNRESET: ['interrupted', 'maybe'],
  ECONNABORTED: ['interrupted', 'maybe'],
  EPIPE: ['interrupted', 'maybe'],
  UND_ERR_SOCKET: ['interrupted', 'maybe'],
  UND_ERR_ABORTED: ['interrupted', 'maybe'],
  ABORT_ERR: ['interrupted', 'maybe'],
};

/** The codes of OpenSSL and of Node's own checks: the handshake failed, so nothing was sent. */
const TLS =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|EPROTO)/;

/** What a rejection of `fetch` means. */
export function lossOf(cause: unknown): Lost {
  for (const code of codes(cause)) {
    if (TLS.test(code)) return { failure: 'tls', sent: 'no', cause };
    const known = LOSSES[code];
    if (known !== undefined) return { failure: known[0], sent: known[1], cause };
  }
  const aborted = cause instanceof Error && cause.name === 'AbortError';
  return { failure: aborted ? 'interrupted' : 'other', sent: 'maybe', cause };
}

/** The codes along the chain of causes; one of several attempts at a connection stands for all. */
function* codes(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') yield code;
  if (Array.isArray(errors)) yield* codes(errors[0], depth + 1);
  yield* codes(cause, depth + 1);
}
