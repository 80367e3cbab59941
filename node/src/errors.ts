import type { ApiErrorData, ClerkErrorData, ErrorData, ProtocolErrorData, Refused } from './binding.js';
import type { SentName, TransportFailureName } from './binding.js';

/** Who must act: the person typing, the person or support, us, the network, or the programmer. */
export type ErrorKind = 'validation' | 'api' | 'protocol' | 'transport' | 'misuse' | 'snapshot';

/** What the network did to a request. */
export type TransportFailure = TransportFailureName;

/** Whether the server may have seen a request that was not answered. */
export type Sent = SentName;

/**
 * Why something could not be done. `kind` says who must act, `code` is stable: translate it, or match on it, and never
 * on the message. No message holds what was typed, a token, a code, a URL with its query or a body.
 *
 * ```js
 * try {
 *   parseEmail('jane@@example.com');
 * } catch (error) {
 *   console.log(error.kind, error.code, error.position); // validation multiple_at 5
 * }
 * ```
 */
export class UserMetadataError extends Error {
  /** Who must act. */
  readonly kind: ErrorKind;
  /** The stable code. Of a refusal by the server it is the first one that it gave, which may be empty. */
  readonly code: string;

  constructor(kind: ErrorKind, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.code = code;
  }
}

// The name stands on the prototype, so that it is not one more own property in every log.
function named(constructor: new (...args: never[]) => Error, name: string): void {
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
}

/** The person typing: an input was refused before anything was sent. */
export class ValidationError extends UserMetadataError {
  declare readonly kind: 'validation';
  /** Which input: `email`, `phone_number`, `web3_wallet`, … */
  readonly field: string;
  /** Where, as an index into the string that was typed, when one place is to blame. */
  readonly position: number | undefined;

  constructor(data: Extract<ErrorData, { kind: 'validation' }>) {
    super('validation', data.code, data.message);
    this.field = data.field;
    this.position = data.position;
  }
}

/** One reason for a refusal, under the names of clerk-js. */
export interface ClerkError {
  /** The stable code, such as `form_code_incorrect`. */
  readonly code: string;
  /** A short text. */
  readonly message: string;
  /** The text that is fit to show. */
  readonly longMessage: string;
  /** What else the server said, under camelCase names: `paramName`, `lockoutExpiresInSeconds`, … */
  readonly meta: ClerkErrorMeta;
}

/** What else the server said of a reason. */
export interface ClerkErrorMeta {
  /** The wire parameter that is to blame, such as `email_address`. */
  readonly paramName?: string;
  readonly [name: string]: unknown;
}

/** The person, or support: the server said no. */
export class ApiError extends UserMetadataError {
  declare readonly kind: 'api';
  /** As in clerk-js, whose own checks look for it among the fields. */
  readonly clerkError: true;
  /** The HTTP status. */
  readonly status: number;
  /** Every reason. Empty when the body was not Clerk's, such as a proxy's page. */
  readonly errors: readonly ClerkError[];
  /** What the server said beside the reasons, untouched. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** The id under which support finds the request. */
  readonly clerkTraceId: string | undefined;
  /** How long to wait before the next try, in seconds, as in clerk-js. */
  readonly retryAfter: number | undefined;
  /** What to do about it: `sign_in`, `reverify`, `wait`, `input`, `proof`, … */
  readonly class: string;
  /** The server's own text for the user, or the empty text. */
  readonly userMessage: string;

  constructor(error: ApiErrorData) {
    super('api', error.errors[0]?.code ?? '', error.message);
    this.clerkError = true;
    this.status = error.status;
    this.errors = error.errors.map(clerkError);
    this.meta = parsed(error.meta);
    this.clerkTraceId = error.traceId;
    this.retryAfter = error.retryAfterMillis === undefined ? undefined : error.retryAfterMillis / 1000;
    this.class = error.class;
    this.userMessage = error.userMessage;
  }
}

/** Us: the server's answer could not be read. */
export class ProtocolError extends UserMetadataError {
  declare readonly kind: 'protocol';
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The JSON path of the place, where there is one. */
  readonly path: string | undefined;

  constructor(error: ProtocolErrorData) {
    super('protocol', error.code, error.message);
    this.status = error.status;
    this.path = error.path;
  }
}

/** The network; `cause` is what `fetch` threw. */
export class TransportError extends UserMetadataError {
  declare readonly kind: 'transport';
  /** What the network did; the same as `code`. */
  readonly failure: TransportFailure;
  /** Whether the server may have seen the request. */
  readonly sent: Sent;

  constructor(failure: TransportFailure, sent: Sent, message: string, options?: ErrorOptions) {
    super('transport', failure, message, options);
    this.failure = failure;
    this.sent = sent;
  }
}

/** The programmer: a call that does not exist, or an input that has no meaning now. Nothing has changed. */
export class MisuseError extends UserMetadataError {
  declare readonly kind: 'misuse';
}

/** The programmer: a stored text that is no snapshot. */
export class SnapshotError extends UserMetadataError {
  declare readonly kind: 'snapshot';
}

named(UserMetadataError, 'UserMetadataError');
named(ValidationError, 'ValidationError');
named(ApiError, 'ApiError');
named(ProtocolError, 'ProtocolError');
named(TransportError, 'TransportError');
named(MisuseError, 'MisuseError');
named(SnapshotError, 'SnapshotError');

/** The error that says this. `cause` is what `fetch` threw last, for the network's errors. */
export function errorOf(data: ErrorData, cause?: unknown): UserMetadataError {
  switch (data.kind) {
    case 'validation':
      return new ValidationError(data);
    case 'api':
      return new ApiError(data.error);
    case 'protocol':
      return new ProtocolError(data.error);
    case 'transport':
      return new TransportError(data.failure, data.sent, data.message, cause === undefined ? {} : { cause });
    case 'misuse':
      return new MisuseError('misuse', data.code, data.message);
    case 'snapshot':
      return new SnapshotError('snapshot', data.code, data.message);
  }
}

/** The answer of the binary, or the error that stands in its place. */
export function unwrap<T extends object>(answer: T | Refused, cause?: unknown): T {
  if ('refused' in answer) throw errorOf(answer.refused, cause);
  return answer;
}

/** A reason under the names of clerk-js. */
export function clerkError(data: ClerkErrorData): ClerkError {
  const { code, message, longMessage, meta } = data;
  return { code, message, longMessage, meta: camelCased(parsed(meta)) };
}

/** An object that the binary hands through as text. */
export function parsed(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}

function camelCased(object: Record<string, unknown>): ClerkErrorMeta {
  const renamed = Object.entries(object).map(([name, value]) => [
    name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed) as ClerkErrorMeta;
}
