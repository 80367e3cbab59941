// What a server may answer: every state, unknown fields, nulls, missing fields, and now and then something broken.

const TIME = 1_577_836_800_000; // 2020: nothing that could be taken for now
const STATUSES = ['unverified', 'verified', 'failed', 'expired', 'transferable', 'paused', null];
const CODES = ['form_code_incorrect', 'form_identifier_exists', 'verification_expired', 'user_locked', 'a_new_code'];
const WORDS = ['Jane', 'O’Neil', '', 'é😀"\\', ' x '];
const ADDRESS = '0x0123456789abcdef0123456789abcdef01234567';

/** An answer to an operation: `{ operation, params, answer: { status, headers, body } }`. */
export function exchange(random) {
  const [operation, params, resource] = random.pick(EXCHANGES)(random);
  if (random.once(4)) return { operation, params, answer: refusal(random) };
  return { operation, params, answer: success(random, resource) };
}

const ID = 'idn_1';
const EXCHANGES = [
  (random) => ['createEmailAddress', { email: 'jane@example.com' }, email(random)],
  (random) => ['createPhoneNumber', { phoneNumber: '+15551234567' }, phone(random)],
  (random) => ['createWeb3Wallet', { web3Wallet: ADDRESS }, wallet(random)],
  (random) => ['createExternalAccount', { strategy: 'oauth_google', redirectUrl: 'https://a.b/' }, account(random)],
  (random) => ['prepareVerification', { kind: 'email_address', id: ID, strategy: 'email_code' }, email(random)],
  (random) => ['prepareVerification', { kind: 'web3_wallet', id: ID, strategy: 'web3_base_signature' }, wallet(random)],
  (random) => ['attemptVerification', { kind: 'phone_number', id: ID, code: '123456' }, phone(random)],
  (random) => ['reauthorize', { id: ID, redirectUrl: 'https://a.b/' }, account(random)],
  (random) => ['readResource', { kind: 'email_address', id: ID }, email(random)],
  (random) => ['readUser', {}, user(random)],
  (random) => ['startReverification', { level: 'first_factor' }, reverification(random)],
];

function success(random, resource) {
  const bare = random.once(12);
  const body = bare ? resource : { response: resource, client: null };
  if (random.once(40)) return { status: random.pick([204, 303]), headers: {}, body: '' };
  if (random.once(40)) return { status: 200, headers: {}, body: random.pick(['', '<html>', '{"response":{"id":"id']) };
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function refusal(random) {
  const status = random.pick([400, 401, 403, 404, 422, 429, 500, 503]);
  const retry = random.pick(['30', '0', 'Thu, 01 Jan 2026 00:01:00 GMT', 'soon']);
  const headers = random.once(2) ? { 'retry-after': retry } : {};
  if (random.once(12)) return { status, headers, body: random.pick(['<h1>502 Bad Gateway</h1>', 'upstream error']) };
  const errors = random.list(2, () => clerkError(random));
  const trace = random.once(3) ? {} : { clerk_trace_id: 'trace_1' };
  return { status, headers, body: JSON.stringify({ errors, ...trace }) };
}

/** The object with some fields missing, some null, and one that nobody knows. */
function maimed(random, fields) {
  const entries = Object.entries(fields).filter(() => !random.once(9));
  const given = entries.map(([name, value]) => [name, random.once(9) ? null : value]);
  return { ...Object.fromEntries(given), ...(random.once(3) ? { a_new_field: { of: ['any', 1] } } : {}) };
}

const time = (random) => random.pick([TIME, TIME + 599_999, 1, 0, null, TIME, TIME]);

const clerkError = (random) => ({
  code: random.pick(CODES),
  message: random.pick(WORDS),
  ...random.some({ long_message: random.pick(WORDS) }),
  ...random.some({ meta: random.some(META) }),
});

const META = {
  param_name: 'code',
  session_id: 'sess_1',
  lockout_expires_in_seconds: 90,
  identifiers: ['jane@example.com'],
  name: 'code',
  plan: { id: 'plan_1' },
};

function verification(random, strategies) {
  if (random.once(4)) return null;
  const url = random.pick(['https://provider.example/authorize?state=1', 'https://Provider.example', 'http://127.0.0.1:4010/x y']);
  const broken = random.once(25) ? { external_verification_redirect_url: random.pick(['/relative', 'nonsense']) } : {};
  const wrong = random.once(40) ? random.pick([{ expire_at: 'soon' }, { attempts: 'one' }, { status: 7 }]) : {};
  const fields = {
    object: 'verification_otp',
    status: random.pick(STATUSES),
    strategy: random.pick([...strategies, 'a_new_strategy']),
    attempts: random.pick([0, 1, 5, null]),
    expire_at: time(random),
    error: random.once(3) ? clerkError(random) : null,
    nonce: random.pick(WORDS),
    message: random.pick(WORDS),
    verified_at_client: random.pick(['client_1', null]),
    channel: random.pick(['sms', 'whatsapp', null]),
  };
  const redirect = random.once(3) ? { external_verification_redirect_url: url } : {};
  return { ...maimed(random, fields), ...redirect, ...broken, ...wrong };
}

/** The id of what was asked for; now and then another, or none. */
const id = (random) => (random.once(30) ? random.pick([{ id: 'idn_2' }, {}]) : { id: ID });
const links = (random) => random.list(2, () => ({ type: random.pick(['oauth_google', 'saml']), id: 'idn_3' }));
const times = (random) => ({ created_at: time(random), updated_at: time(random) });

const email = (random) => ({
  ...maimed(random, {
    object: 'email_address',
    reserved: false,
    verification: verification(random, ['email_code', 'email_link', 'saml', 'from_oauth_google']),
    linked_to: links(random),
    matches_sso_connection: random.once(2),
    ...times(random),
  }),
  email_address: 'jane@example.com',
  ...id(random),
});

const phone = (random) => ({
  ...maimed(random, {
    object: 'phone_number',
    reserved_for_second_factor: random.once(2),
    default_second_factor: random.once(2),
    verification: verification(random, ['phone_code']),
    linked_to: links(random),
    ...times(random),
  }),
  phone_number: '+15551234567',
  ...id(random),
});

const wallet = (random) => ({
  ...maimed(random, { object: 'web3_wallet', verification: verification(random, ['web3_base_signature']), ...times(random) }),
  web3_wallet: ADDRESS,
  ...id(random),
});

const account = (random) => ({
  ...maimed(random, {
    object: 'external_account',
    identification_id: 'idn_4',
    provider_user_id: '12345',
    approved_scopes: random.pick(['', 'email profile']),
    email_address: 'jane@example.com',
    first_name: random.pick(WORDS),
    last_name: random.pick(WORDS),
    image_url: 'https://img.example/1',
    username: random.pick(WORDS),
    phone_number: '+15551234567',
    label: random.pick(WORDS),
    public_metadata: { theme: 'dark' },
    verification: verification(random, ['oauth_google', 'google_one_tap']),
    ...times(random),
  }),
  provider: random.once(30) ? 'custom_oauth_idp' : random.pick(['oauth_google', 'google', 'oauth_custom_x']),
  ...id(random),
});

const user = (random) => ({
  ...maimed(random, {
    username: random.pick(WORDS),
    first_name: random.pick(WORDS),
    last_name: random.pick(WORDS),
    image_url: 'https://img.example/1',
    primary_email_address_id: ID,
    primary_phone_number_id: null,
    primary_web3_wallet_id: ID,
    email_addresses: random.list(2, () => email(random)),
    phone_numbers: random.list(2, () => phone(random)),
    web3_wallets: random.list(2, () => wallet(random)),
    external_accounts: random.list(2, () => account(random)),
    password_enabled: true,
    totp_enabled: false,
    two_factor_enabled: true,
    backup_code_enabled: false,
    ...times(random),
  }),
  id: 'user_1',
});

const reverification = (random) => ({
  object: 'session_reverification',
  status: random.pick(['needs_first_factor', 'needs_second_factor', 'complete', 'a_new_status']),
  level: random.pick(['first_factor', 'second_factor', 'multi_factor']),
  session: { object: 'session', id: 'sess_1', status: 'active' },
  ...maimed(random, {
    supported_first_factors: random.list(2, () => ({ strategy: random.pick(['password', 'email_code']), email_address_id: ID })),
    supported_second_factors: random.list(2, () => ({ strategy: random.pick(['totp', 'phone_code']), phone_number_id: ID })),
    first_factor_verification: verification(random, ['password', 'email_code']),
    second_factor_verification: verification(random, ['totp', 'phone_code']),
  }),
});
