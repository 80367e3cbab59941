import { native } from '#native';

import type { Json, JsonObject } from '../root.mjs';
import { camel, camelCased, rendered } from './shape.mjs';

type Native = typeof native;
type SessionOptions = Parameters<Native['Session']['of']>[0];
type CallParams = Parameters<Native['Call']['of']>[0];
type Response = Parameters<ReturnType<typeof made>['parse']>[0];
type ErrorData = { kind: string; code?: string; field?: string };

/** The session of a vector, or why there is none. */
export function session(json: JsonObject): ReturnType<Native['Session']['of']> {
  const { frontend_api: url, publishable_key: key, proxy_url, domain, ...rest } = json;
  const at = url === undefined ? { by: 'publishable_key', key } : { by: 'url', url };
  const route = { ...(proxy_url === undefined ? {} : { proxy_url }), ...(domain === undefined ? {} : { domain }) };
  const options = camelCased({ ...rest, at: { ...at, ...route } as JsonObject });
  return native.Session.of(options as SessionOptions);
}

/** Operations whose parameters are one object for the binding, as they are for users. */
const WITH_PARAMS: Record<string, readonly string[]> = {
  createExternalAccount: ['operation', 'token', 'code'],
  reauthorizeExternalAccount: ['operation', 'id'],
};
/** Operations whose strategy belongs to a proof or a preparation. */
const WITH_FACTOR: Record<string, { into: string; beside: readonly string[] }> = {
  attemptFirstFactor: { into: 'proof', beside: ['operation'] },
  attemptSecondFactor: { into: 'proof', beside: ['operation'] },
  prepareFirstFactor: { into: 'preparation', beside: ['operation', 'proofToken'] },
};

/** The call of a vector, or why there is none. */
export function call(json: JsonObject): ReturnType<Native['Call']['of']> {
  const flat = camelCased(json) as Record<string, unknown>;
  const operation = camel(flat['operation'] as string);
  const params = { ...flat, operation };
  const nested = WITH_PARAMS[operation] ? { into: 'params', beside: WITH_PARAMS[operation] } : WITH_FACTOR[operation];
  return native.Call.of(placed(operation, params, nested) as CallParams);
}

function placed(
  operation: string,
  params: Record<string, unknown>,
  nested: { into: string; beside: readonly string[] } | undefined,
): unknown {
  if (operation === 'setPrimary') {
    const { kind, id, verificationStatus } = params;
    const status = verificationStatus === undefined ? {} : { verificationStatus };
    return { operation, resource: { kind, id, identifier: '', ...status } };
  }
  if (nested === undefined) return params;
  const { into, beside } = nested;
  const entries = Object.entries(params);
  return {
    ...Object.fromEntries(entries.filter(([name]) => beside.includes(name))),
    [into]: Object.fromEntries(entries.filter(([name]) => !beside.includes(name))),
  };
}

/** A call that a vector takes for granted. */
export function made(json: JsonObject): Exclude<ReturnType<typeof call>, { refused: unknown }> {
  const answer = call(json);
  if ('refused' in answer) throw new Error(`no call: ${JSON.stringify(answer)}`);
  return answer;
}

/** Suite `requests`. */
export function request(input: JsonObject): Json {
  const as = session(input['session'] as JsonObject);
  if ('refused' in as) return { error: errorOf(as.refused) };
  const what = call(input['call'] as JsonObject);
  if ('refused' in what) return { error: errorOf(what.refused) };
  const request = what.request(as);
  if ('refused' in request) return { error: errorOf(request.refused) };
  const headers = Object.fromEntries(request.headers.map(({ name, value }) => [name, value]));
  if (Object.keys(headers).length !== request.headers.length) throw new Error('a header stands twice');
  const { method, url, body } = request;
  return { request: { method, url, headers, body } };
}

/** Suite `responses`. */
export function response(input: JsonObject): Json {
  const answered = responseOf(input['response'] as JsonObject);
  const answer = made(input['call'] as JsonObject).parse(answered, input['now'] as number);
  const result = 'refused' in answer ? refusalOf(answer.refused) : (rendered(answer, true) as JsonObject);
  if (input['credentials'] === undefined) return result;
  return { ...result, rotated: rotated(input['credentials'], answered) };
}

function refusalOf(refused: ErrorData & { error?: unknown }): JsonObject {
  if (refused.error === undefined) throw new Error(`a refusal of another kind: ${refused.kind}`);
  return { error: refused.kind, value: rendered(refused.error, true) };
}

function rotated(credentials: Json, answered: Response): Json {
  const as = session({ frontend_api: 'https://clerk.example.com', credentials });
  if ('refused' in as) throw new Error('no session');
  const report = as.absorb(answered);
  if (as.absorb(answered) !== null) throw new Error('the same answer rotates twice');
  return report === null ? null : rendered(report);
}

function responseOf(json: JsonObject): Response {
  const headers = Object.entries(json['headers'] as Record<string, string[]>).flatMap(([name, values]) =>
    values.map((value) => ({ name, value })),
  );
  const { body, body_hex: hex } = json;
  const bytes = hex === undefined ? Buffer.from(body as string) : Buffer.from(hex as string, 'hex');
  return { status: json['status'] as number, headers, body: new Uint8Array(bytes) };
}

function errorOf({ kind, code, field }: ErrorData): Json {
  return { kind, ...(field === undefined ? {} : { field }), code: code as string };
}
