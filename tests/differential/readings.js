// Our reading in the words of readings-of-clerk-js.js.

const thing = (value) => (value === undefined || value === '' ? null : value);
const only = (held, names) => Object.fromEntries(names.map((name) => [name, thing(held[name])]));
const links = (list) => (list ?? []).map(({ id, type }) => ({ id, type }));

const error = (held) => ({ ...only(held, ['code', 'message', 'long_message']), meta: held.meta });

const verification = (held) =>
  held && {
    ...only(held, ['status', 'strategy', 'attempts', 'expire_at', 'external_verification_redirect_url']),
    ...only(held, ['nonce', 'message', 'verified_at_client', 'channel']),
    error: held.error ? error(held.error) : null,
  };

const of = (names) => (held) => ({ ...only(held, names), verification: verification(held.verification) });
const linked = (names) => (held) => ({ ...of(names)(held), linked_to: links(held.linked_to) });
const views = {
  email_address: linked(['id', 'email_address', 'matches_sso_connection']),
  phone_number: linked(['id', 'phone_number', 'reserved_for_second_factor', 'default_second_factor']),
  web3_wallet: of(['id', 'web3_wallet']),
  external_account: (held) => ({
    ...of(['id', 'identification_id', 'provider_user_id', 'approved_scopes', 'email_address'])(held),
    ...only(held, ['first_name', 'last_name', 'image_url', 'username', 'phone_number', 'label', 'public_metadata']),
    provider: held.provider.replace(/^oauth_/, ''),
  }),
};
const USER = ['id', 'username', 'first_name', 'last_name', 'image_url', 'created_at', 'updated_at'];
const PRIMARY = ['primary_email_address_id', 'primary_phone_number_id', 'primary_web3_wallet_id'];
const ENABLED = ['password_enabled', 'totp_enabled', 'two_factor_enabled', 'backup_code_enabled'];

const answers = {
  resource: ({ kind, resource }) => views[kind](resource),
  user: (held) => ({
    ...only(held, [...USER, ...PRIMARY, ...ENABLED]),
    email_addresses: held.email_addresses.map(views.email_address),
    phone_numbers: held.phone_numbers.map(views.phone_number),
    web3_wallets: held.web3_wallets.map(views.web3_wallet),
    external_accounts: held.external_accounts.map(views.external_account),
  }),
  reverification: (held) => ({
    ...only(held, ['status', 'level']),
    supported_first_factors: held.supported_first_factors.map((factor) => factor.strategy),
    supported_second_factors: held.supported_second_factors.map((factor) => factor.strategy),
    first_factor_verification: verification(held.first_factor_verification ?? null),
    second_factor_verification: verification(held.second_factor_verification ?? null),
  }),
};

/** `{ read }`, `{ refused }` or `{ unreadable }`. */
export function ourReading({ answer, value, refused, unreadable }) {
  if (unreadable) return { unreadable };
  if (!refused) return { read: answers[answer](value) };
  const { status, trace_id, retry_after_millis, errors } = refused;
  const retry_after = retry_after_millis === null ? null : retry_after_millis / 1000;
  return { refused: { status, retry_after, trace_id: thing(trace_id), errors: errors.map(error) } };
}
