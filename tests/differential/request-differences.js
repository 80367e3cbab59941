// Where our request is meant to differ from clerk-js's. Each difference rewrites what one side sends into what the other
// would send without it; after all of them, both must be equal to the byte. The reasons stand in DIFFERENCES.md.

import { isUnsendable } from './inputs.js';

const BEFORE_6_40 = (version) => version === '6.29.3';

/** In the order in which they are applied. `apply` changes `theirs` or `ours`, and says whether it did. */
export const REQUEST_DIFFERENCES = [
  {
    id: 'trailing-slash',
    apply: ({ theirs }) => change(theirs, 'path', theirs.path.replace(/\/$/, '')),
  },
  {
    id: 'native-apps-send-real-verbs',
    apply: ({ theirs, credentials }) => {
      const verb = theirs.query.find((pair) => pair.startsWith('_method='));
      if (credentials !== 'native' || theirs.method !== 'POST' || verb === undefined) return false;
      theirs.method = verb.slice('_method='.length);
      theirs.query = theirs.query.filter((pair) => pair !== verb);
      return true;
    },
  },
  {
    id: 'openid-parameters-before-6.40',
    apply: ({ ours, version }) =>
      BEFORE_6_40(version) && change(ours, 'body', without(ours.body, (name) => name.startsWith('oidc_'))),
  },
  {
    id: 'null-is-absent',
    apply: ({ theirs, input }) => {
      const isNull = (name) => input.params[camelCase(name)] === null;
      return change(theirs, 'body', without(theirs.body, isNull));
    },
  },
  {
    id: 'strategy-first',
    apply: ({ theirs, input }) => {
      if (input.operation !== 'prepareFirstFactor') return false;
      const pairs = theirs.body.split('&');
      const last = pairs.at(-1);
      return last.startsWith('strategy=') && change(theirs, 'body', [last, ...pairs.slice(0, -1)].join('&'));
    },
  },
  {
    id: 'canonical-email-address',
    apply: ({ theirs, input }) => {
      if (input.operation !== 'createEmailAddress') return false;
      const [local, domain] = input.params.email.trim().split('@');
      const canonical = `${local}@${domain?.toLowerCase()}`;
      return change(theirs, 'body', `${new URLSearchParams({ email_address: canonical })}`);
    },
  },
  {
    id: 'canonical-phone-number',
    apply: ({ theirs, input }) => {
      if (input.operation !== 'createPhoneNumber') return false;
      const canonical = `+${input.params.phoneNumber.replace(/\D/g, '')}`;
      return change(theirs, 'body', `${new URLSearchParams({ phone_number: canonical })}`);
    },
  },
];

/** Where we send nothing at all, by the error that stands in its place. */
export const NOT_SENT = [
  { id: 'no-read-of-an-external-account', is: (error) => error.error === 'not_of_this_kind' },
  { id: 'relative-redirect-without-origin', is: (error) => error.error === 'redirect_origin_missing' },
  { id: 'token-strategy-without-a-token', is: (error) => error.error === 'proof_missing' },
  {
    id: 'refused-before-it-is-sent',
    is: (error, input) => error.field !== undefined && isUnsendable(input.params),
  },
];

/** A request in pieces, without what has to differ: the own versions, and the token, which ours never shows. */
export function pieces({ method, url, body }) {
  const { pathname, search } = splitUrl(url);
  const own = /^(__clerk_api_version|_clerk_js_version)=/;
  const query = search.split('&').filter((pair) => pair !== '' && !own.test(pair));
  const hidden = query.map((pair) => pair.replace(/^__clerk_db_jwt=.+/, '__clerk_db_jwt=…'));
  return { method, path: pathname, query: hidden, body };
}

/** As text: `URL` would tidy what the two sides wrote. */
function splitUrl(url) {
  const [, pathname, search = ''] = /^https?:\/\/[^/]+(\/[^?#]*)(?:\?([^#]*))?/.exec(url);
  return { pathname, search };
}

function change(request, part, value) {
  if (request[part] === value) return false;
  request[part] = value;
  return true;
}

const without = (body, isOut) =>
  body
    .split('&')
    .filter((pair) => !isOut(pair.split('=')[0]))
    .join('&');

const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
