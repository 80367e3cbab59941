import type { Json, JsonObject } from '../root.mjs';

/** Names as the binding wants them: `redirect_url` becomes `redirectUrl`. Null counts as absent. */
export function camelCased(value: Json): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, held]) => held !== null);
  return Object.fromEntries(entries.map(([name, held]) => [camel(name), camelCased(held)]));
}

export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Names as the vectors have them. `web3Wallet` has its digit inside a word. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Fields of the binding that are derived from others, and stand in no vector. */
const DERIVED = new Set([
  // Secrets, which nothing serialises.
  'backupCodes',
  'userMessage', 'paramName', 'lockoutExpiresInSeconds', 'class', 'providerTitle']);
/** Fields that the binding hands through as JSON. */
const JSON_TEXTS = new Set(['meta', 'publicMetadata']);

/**
 * What the binding shows, as the vectors say it: snake_case, with `extra` among the other fields. An absent field is one
 * that the vectors may show as null.
 */
export function rendered(value: unknown, isError = false): Json {
  if (Array.isArray(value)) return value.map((held) => rendered(held, isError));
  if (value === null || typeof value !== 'object') return (value ?? null) as Json;
  const result: JsonObject = {};
  // A reason of the server has a message of its own; that of an error as a whole is a sentence of ours.
  const ours = 'status' in value && ('traceId' in value || 'errors' in value || 'path' in value || 'code' in value);
  for (const [name, held] of Object.entries(value)) {
    if (held === undefined || DERIVED.has(name) || name === 'extra') continue;
    if (name === 'message' && isError && ours) continue;
    if (name === 'provider' && 'rawProvider' in value) continue;
    if (name === 'rawProvider') result['provider'] = held as Json;
    else if (JSON_TEXTS.has(name)) result[snake(name)] = JSON.parse(held as string) as Json;
    else result[snake(name)] = rendered(held, isError);
  }
  const { extra } = value as { extra?: string };
  return extra === undefined ? result : { ...result, ...(JSON.parse(extra) as JsonObject) };
}

/** Removes what is null in `expected` and absent in `actual`: the binding shows both alike. */
export function withoutNulls(expected: Json, actual: Json): Json {
  if (Array.isArray(expected)) {
    return expected.map((held, at) => withoutNulls(held, Array.isArray(actual) ? (actual[at] ?? null) : null));
  }
  if (expected === null || typeof expected !== 'object') return expected;
  const beside = actual !== null && typeof actual === 'object' && !Array.isArray(actual) ? actual : {};
  return Object.fromEntries(
    Object.entries(expected)
      .filter(([name, held]) => held !== null || name in beside)
      .map(([name, held]) => [name, withoutNulls(held, beside[name] ?? null)]),
  );
}
