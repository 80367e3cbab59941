// Where our reading is meant to differ from clerk-js's. The reasons stand in DIFFERENCES.md.
import { isDeepStrictEqual } from 'node:util';

/** What clerk-js keeps of an error's `meta`. */
const KEPT = ['param_name', 'session_id', 'email_addresses', 'identifiers', 'zxcvbn', 'plan', 'is_plan_upgrade_possible'];

const isEmpty = (held) => held !== null && typeof held === 'object' && Object.values(held).every((one) => one === null);

/** One place in which two readings differ: `at` is its name, `ours` and `theirs` are what stands there. */
export const LEAVES = [
  {
    id: 'missing-time-becomes-now',
    is: ({ at, ours, theirs }) => at.endsWith('_at') && ours === null && theirs === 'now',
  },
  {
    id: 'no-verification-becomes-an-empty-one',
    is: ({ at, ours, theirs }) => at.endsWith('verification') && ours === null && isEmpty(theirs),
  },
  {
    id: 'url-rewritten',
    is: ({ at, ours, theirs }) =>
      at === 'external_verification_redirect_url' && ours !== null && theirs === new URL(ours).href,
  },
  {
    id: 'meta-cut-short',
    is: ({ at, ours, theirs }) =>
      at === 'meta' && isDeepStrictEqual(theirs, Object.fromEntries(Object.entries(ours).filter(([name]) => KEPT.includes(name)))),
  },
  {
    id: 'provider-without-oauth-anywhere',
    is: ({ at, ours, theirs }) => at === 'provider' && theirs === ours.replace('oauth_', '') && !ours.startsWith('oauth_'),
  },
  {
    id: 'retry-after-in-seconds-of-429-only',
    is: ({ at, ours, theirs, answer }) =>
      at === 'retry_after' && ours !== null && theirs === null && (answer.status !== 429 || /\D/.test(answer.headers['retry-after'])),
  },
  {
    id: 'trace-id-dropped',
    is: ({ at, ours, theirs }) => at === 'trace_id' && ours !== null && theirs === null,
  },
  {
    id: 'missing-flag-is-false',
    is: ({ at, ours, theirs }) => at.endsWith('second_factor') && ours === false && theirs === null,
  },
  {
    id: 'missing-metadata-is-empty',
    is: ({ at, ours, theirs }) => at === 'public_metadata' && isDeepStrictEqual(ours, {}) && theirs === null,
  },
];

/** One side has no reading to be compared. */
export const OUTCOMES = [
  {
    id: 'relative-url-throws',
    is: ({ ours, theirs, answer }) =>
      ours.read && theirs.broke === 'TypeError' && /_url":"(\/relative|nonsense)"/.test(answer.body),
  },
  {
    id: 'error-that-is-no-json-throws',
    is: ({ ours, theirs, answer }) => ours.refused && theirs.broke === 'SyntaxError' && !answer.body.startsWith('{'),
  },
  {
    id: 'no-answer-is-an-empty-resource',
    is: ({ ours, theirs, answer }) => ours.unreadable && theirs.read && answer.body === '' && answer.status !== 200,
  },
  {
    id: 'wrong-type-is-carried',
    is: ({ ours, theirs, answer }) =>
      ours.unreadable?.code === 'body_unexpected_shape' &&
      theirs.read &&
      /"expire_at":"soon"|"attempts":"one"|"status":7/.test(answer.body),
  },
  {
    id: 'resource-without-an-id-is-taken',
    is: ({ ours, theirs }) =>
      ours.unreadable?.code === 'body_unexpected_shape' && /"id":null/.test(JSON.stringify(theirs.read ?? {})),
  },
  {
    id: 'another-resource-is-taken',
    is: ({ ours, theirs }) => ours.unreadable?.code === 'body_wrong_value' && theirs.read,
  },
  {
    id: 'bare-answer-is-lost',
    is: ({ ours, theirs, exchange, answer }) =>
      ours.read &&
      theirs.read &&
      ['createExternalAccount', 'startReverification'].includes(exchange.operation) &&
      !answer.body.startsWith('{"response"'),
  },
];

/** The places in which two readings differ. `meta` is one place, and so is what is nothing on one side. */
export function* differing(ours, theirs, at = '') {
  if (isDeepStrictEqual(ours, theirs)) return;
  const both = [ours, theirs].every((side) => side !== null && typeof side === 'object');
  if (!both || at.endsWith('meta') || at === 'public_metadata') {
    yield { at, ours, theirs };
    return;
  }
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const inList = Array.isArray(ours) ? at : name;
    yield* differing(ours[name] ?? null, theirs[name] ?? null, inList);
  }
}
