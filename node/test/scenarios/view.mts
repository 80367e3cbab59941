import { ApiError, ProtocolError, ValidationError } from 'user-metadata';
import type { Effect, LeftOver, Outcome, Problem, Resource, UserMetadataError } from 'user-metadata';

import type { Json, JsonObject } from '../root.mjs';

/** Effects, outcomes and errors as the scenarios say them, the same in every language. */
export function effectView(effect: Effect, now: number): JsonObject {
  const inMs = (time: Date): number => time.getTime() - now;
  const maybe = (time: Date | null): number | null => (time === null ? null : inMs(time));
  const resend = (time: Date): number => Math.max(inMs(time), 0);
  switch (effect.type) {
    case 'send':
    case 'sign_in':
      return { effect: effect.type };
    case 'open_url':
      return { effect: effect.type, expires_in_ms: maybe(effect.expiresAt) };
    case 'ask_code':
      return {
        effect: effect.type,
        destination: effect.destination,
        channel: effect.channel,
        attempts: effect.attempts,
        expires_in_ms: maybe(effect.expiresAt),
        resend_in_ms: resend(effect.resendAt),
        problem: problemView(effect.problem),
      };
    case 'ask_signature':
      return {
        effect: effect.type,
        wallet: effect.wallet,
        strategy: effect.strategy,
        attempts: effect.attempts,
        expires_in_ms: maybe(effect.expiresAt),
        problem: problemView(effect.problem),
      };
    case 'await_link':
      return {
        effect: effect.type,
        destination: effect.destination,
        poll_in_ms: inMs(effect.pollAt),
        expires_in_ms: inMs(effect.expiresAt),
        resend_in_ms: resend(effect.resendAt),
      };
    case 'reverify':
      return { effect: effect.type, level: effect.level };
    case 'wait':
      return { effect: effect.type, wait_ms: inMs(effect.until), reason: effect.reason };
    case 'finish':
      return { effect: effect.type, ...outcomeView(effect.outcome) };
  }
}

export function outcomeView(outcome: Outcome): JsonObject {
  switch (outcome.type) {
    case 'verified':
    case 'created':
    case 'expired':
    case 'exhausted':
      return { outcome: outcome.type, ...resourceView(outcome.resource) };
    case 'refused': {
      const { code, longMessage, message } = outcome.error;
      const shown = longMessage || message || code;
      return { outcome: outcome.type, ...resourceView(outcome.resource), code, message: shown };
    }
    case 'rejected': {
      const { error } = outcome;
      const lockout = error.errors[0]?.meta['lockoutExpiresInSeconds'];
      return {
        outcome: outcome.type,
        status: error.status,
        code: error.code,
        message: error.userMessage,
        retry_after_ms: retryAfterMs(error),
        has_trace_id: error.clerkTraceId !== undefined,
        lockout_seconds: typeof lockout === 'number' ? lockout : null,
        left_over: leftOverView(outcome.leftOver),
      };
    }
    case 'unreadable': {
      const { status, code } = outcome.error;
      return { outcome: outcome.type, status, code, left_over: leftOverView(outcome.leftOver) };
    }
    case 'unreachable':
      return { outcome: outcome.type, failure: outcome.failure, left_over: leftOverView(outcome.leftOver) };
    case 'cancelled':
      return { outcome: outcome.type, left_over: leftOverView(outcome.leftOver) };
  }
}

export function errorView(error: UserMetadataError): JsonObject {
  const { kind, code } = error;
  if (error instanceof ValidationError) {
    return { kind, code, field: error.field, position: error.position ?? null };
  }
  if (error instanceof ApiError) {
    const { status, userMessage } = error;
    return { kind, code, status, message: userMessage, retry_after_ms: retryAfterMs(error) };
  }
  return error instanceof ProtocolError ? { kind, code, status: error.status } : { kind, code };
}

function retryAfterMs({ retryAfter }: ApiError): number | null {
  return retryAfter === undefined ? null : Math.round(retryAfter * 1000);
}

function resourceView(resource: Resource): JsonObject {
  const identifier = resource.kind === 'external_account' ? resource.provider : String(resource);
  return { kind: resource.kind, identifier };
}

function problemView(problem: Problem | null): Json {
  if (problem === null) return null;
  const code = problem.type === 'malformed' ? problem.code : problem.error.code;
  return { problem: problem.type, code };
}

function leftOverView(left: LeftOver): string {
  return left.type;
}

/** Whatever is expected must be there; objects may hold more, lists may not. */
export function compare(what: string, wanted: Json, found: Json | undefined): void {
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length) {
    wanted.forEach((held, at) => {
      compare(`${what}[${String(at)}]`, held, found[at]);
    });
  } else if (isObject(wanted) && isObject(found)) {
    for (const [name, held] of Object.entries(wanted)) {
      if (!(name in found)) throw new Error(`${what}.${name}: there is no such field in ${JSON.stringify(found)}`);
      compare(`${what}.${name}`, held, found[name]);
    }
  } else if (wanted !== found) {
    throw new Error(`${what}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
