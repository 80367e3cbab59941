import { native } from '#native';

import type { Json, JsonObject } from '../root.mjs';
import { session as sessionOf } from './calls.mjs';
import { camelCased, rendered } from './shape.mjs';

type Native = typeof native;
type Params = Parameters<Native['Enrollment']['start']>[0];
type Enrollment = Exclude<ReturnType<Native['Enrollment']['start']>, { refused: unknown }>;
type Input = Parameters<Enrollment['handle']>[0];
type Effect = ReturnType<Enrollment['effect']>;
type Session = Exclude<ReturnType<typeof sessionOf>, { refused: unknown }>;

/** Suite `enrollments`. */
export function enrollment(input: JsonObject): Json {
  const session = there(sessionOf(input['session'] as JsonObject));
  const params = paramsOf(input['request'] as JsonObject);
  if (input['goal'] !== 'verify' && input['goal'] !== 'create') throw new Error('an unknown goal');
  let machine = there(input['goal'] === 'verify' ? native.Enrollment.start(params) : native.Enrollment.createOnly(params));
  const stations = [station(machine, session)];
  for (const step of input['steps'] as JsonObject[]) {
    const now = step['now'] as number;
    if (step['restart'] === true) {
      machine = there(native.Enrollment.fromSnapshot(machine.toSnapshot()));
    } else {
      const next = machine.handle(inputOf(step['input'] as JsonObject, machine.effect()), now);
      if ('refused' in next) {
        if (next.refused.kind !== 'misuse') throw new Error(`a refusal of another kind: ${next.refused.kind}`);
        stations.push({ misuse: next.refused.code });
        continue;
      }
      machine = next;
    }
    stations.push(station(machine, session));
  }
  return { stations };
}

/** Suite `snapshots`. */
export function snapshot(input: JsonObject): Json {
  const machine = native.Enrollment.fromSnapshot(input['snapshot'] as string);
  if ('refused' in machine) {
    if (machine.refused.kind !== 'snapshot') throw new Error(`a refusal of another kind: ${machine.refused.kind}`);
    return { error: machine.refused.code };
  }
  const resource = machine.resource()?.resource.id ?? null;
  return { state: machine.state(), identifier: machine.identifier(), resource };
}

function there<T extends object>(answer: T): Exclude<T, { refused: unknown }> {
  if ('refused' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, { refused: unknown }>;
}

const PROOFS: Record<string, string> = { code: 'email_code', link: 'email_link', enterprise_sso: 'enterprise_sso' };

function paramsOf(json: JsonObject): Params {
  const { add, proof, id, ...rest } = json;
  switch (add) {
    case 'email_address': {
      const { by, redirect_url } = proof as { by: string; redirect_url?: string };
      const back = redirect_url === undefined ? {} : { redirectUrl: redirect_url };
      return { ...(camelCased(rest) as object), add, strategy: PROOFS[by], ...back } as Params;
    }
    case 'external_account':
      return { add, params: camelCased(rest) } as Params;
    case 'reauthorize':
      return { add, id, params: camelCased(rest) } as Params;
    default:
      return camelCased(json) as Params;
  }
}

function inputOf(json: JsonObject, effect: Effect): Input {
  const { type, id, ...rest } = json;
  const which = typeof id === 'number' ? id : effect.effect === 'send' ? effect.id : 0;
  if (type === 'responded') return { input: 'responded', id: which, response: responseOf(rest) };
  if (type === 'transport_failed') return { ...rest, input: type, id: which } as Input;
  return { ...rest, input: type } as Input;
}

function responseOf(json: JsonObject): Extract<Input, { input: 'responded' }>['response'] {
  const { status, headers = {}, body = null, body_text: text } = json;
  const entries = Object.entries(headers as Record<string, string>);
  const bytes = Buffer.from(typeof text === 'string' ? text : JSON.stringify(body));
  return {
    status: status as number,
    headers: entries.map(([name, value]) => ({ name, value })),
    body: new Uint8Array(bytes),
  };
}

function station(machine: Enrollment, session: Session): Json {
  return { ...effectOf(machine, session), state: machine.state() };
}

function effectOf(machine: Enrollment, session: Session): JsonObject {
  const effect = machine.effect();
  if (effect.effect === 'send') {
    const { method, url, body } = there(machine.request(effect.id, session));
    const [, path = '', query = ''] = /\/v1\/([^?]*)\?(.*)$/.exec(url) ?? [];
    // The rest of the query is the session's.
    const nonce = query.split('&').find((pair) => pair.startsWith('rotating_token_nonce='));
    const sends = `${method} /v1/${path}${nonce === undefined ? '' : `?${nonce}`}`;
    return { effect: 'send', id: effect.id, sends, body };
  }
  if (effect.effect === 'finish') return { effect: 'finish', ...outcomeOf(effect.outcome) };
  const shown = rendered(effect) as JsonObject;
  // Which chain it is, the address says; the vectors do not repeat it.
  if (effect.effect === 'ask_signature') delete shown['chain'];
  if ('problem' in effect) shown['problem'] = problemOf(effect.problem);
  return shown;
}

function problemOf(problem: NonNullable<Extract<Effect, { effect: 'ask_code' }>['problem']>): Json {
  const code = problem.problem === 'malformed' ? problem.code : problem.error.code;
  return { problem: problem.problem, code };
}

function outcomeOf(outcome: Extract<Effect, { effect: 'finish' }>['outcome']): JsonObject {
  switch (outcome.outcome) {
    case 'verified':
    case 'created':
    case 'expired':
    case 'exhausted':
      return { outcome: outcome.outcome, resource: outcome.resource.resource.id };
    case 'refused': {
      const { resource, error } = outcome;
      return { outcome: 'refused', resource: resource.resource.id, error: error.code, shown: error.userMessage };
    }
    case 'rejected': {
      const { status, errors } = outcome.error;
      const left_over = leftOverOf(outcome.leftOver);
      return { outcome: 'rejected', error: errors[0]?.code ?? '', status, left_over };
    }
    case 'unreadable': {
      const { code, path = null } = outcome.error;
      return { outcome: 'unreadable', error: code, path, left_over: leftOverOf(outcome.leftOver) };
    }
    case 'unreachable':
      return { outcome: 'unreachable', failure: outcome.failure, left_over: leftOverOf(outcome.leftOver) };
    case 'cancelled':
      return { outcome: 'cancelled', left_over: leftOverOf(outcome.leftOver) };
  }
}

function leftOverOf(left: ReturnType<Enrollment['leftOver']>): Json {
  return left.leftOver === 'unverified' ? { unverified: left.resource.resource.id } : left.leftOver;
}
