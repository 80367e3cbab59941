// What an app may ask for, by the names that clerk-js and the tool share. Some of it is nothing that our core sends.

const LOCAL = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789!#$%&'*+-/=?^_`{|}~üé";
const LABEL = 'abcdefghijklmnopqrstuvwxyz0123456789ü';
const ID = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const URL_PATH = "abcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%20";
const PROVIDERS = ['google', 'github', 'notion', 'linkedin_oidc', 'custom_my_idp', 'x', 'apple', 'enstall', 'token_apple'];
const WEB3 = ['metamask', 'coinbase_wallet', 'okx_wallet', 'base', 'solana'];
const KINDS = ['email_address', 'phone_number', 'web3_wallet', 'external_account'];

/** Where an app is: how it says who it is, and its origin where it is a page. */
export const PLACES = ['native', 'dev_browser', 'cookie'];

/** The input of this number: `{ operation, params }`. */
export function input(random) {
  const operation = random.pick(OPERATIONS);
  return { operation, params: PARAMS[operation](random) };
}

/** What an app should never send, of all that is made here: only this may our core refuse. */
const UNSENDABLE = {
  email: /^\s*$|^jane$|^@|a b@|@@|\.\./,
  phoneNumber: /^$|^12$|^\+0|^phone$|^\+1{20}$|x$/,
  web3Wallet: /^$|^0x12$|^0X|^ |^0x.{42}$|O0Il/,
  strategy: /^google$|^oauth_$|^OAUTH|oauth_go /,
  redirectUrl: /^$|^javascript:|^https:\/\/a b|^\/\/|^https:\/\/user@|^x y$|^[a-z.]+:\/\/[^/]+\/\//,
  additionalScopes: /^$|\s/,
};

/** Whether something among the parameters is none of what an app should send. */
export function isUnsendable(params) {
  return Object.entries(UNSENDABLE).some(([name, pattern]) => [params[name] ?? []].flat().some((text) => pattern.test(text)));
}

const PARAMS = {
  createEmailAddress: (random) => ({ email: email(random) }),
  createPhoneNumber: (random) => ({ phoneNumber: phone(random) }),
  createWeb3Wallet: (random) => ({ web3Wallet: wallet(random) }),
  createExternalAccount: (random) => ({ ...whichProvider(random), ...random.some(journey(random)) }),
  reauthorize: (random) => {
    const { redirectUrl, ...rest } = journey(random);
    return { id: id(random, 'eac'), redirectUrl, ...random.some(rest) };
  },
  prepareVerification: (random) => preparation(random, random.pick(KINDS.slice(0, 3))),
  attemptVerification: (random) => attempt(random, random.pick(KINDS.slice(0, 3))),
  readUser: () => ({}),
  readResource: (random) => ({ kind: random.pick(KINDS), id: id(random, 'idn') }),
  delete: (random) => ({ kind: random.pick(KINDS), id: id(random, 'idn') }),
  setPrimary: (random) => ({ kind: random.pick(KINDS.slice(0, 3)), id: id(random, 'idn') }),
  startReverification: (random) => ({ level: random.pick(['first_factor', 'second_factor', 'multi_factor']) }),
  prepareFirstFactor: (random) => firstFactor(random),
  attemptFirstFactor: (random) =>
    random.pick([
      { strategy: 'password', password: random.text('aB3 +&=%ü€😀"', 1, 20) },
      { strategy: 'email_code', code: code(random) },
      { strategy: 'phone_code', code: code(random) },
    ]),
  prepareSecondFactor: (random) => ({ phoneNumberId: id(random, 'idn') }),
  attemptSecondFactor: (random) => ({
    strategy: random.pick(['phone_code', 'totp', 'backup_code']),
    code: code(random),
  }),
};

// the four that the project is about come more often
const OPERATIONS = [...Object.keys(PARAMS), ...Object.keys(PARAMS).slice(0, 7), ...Object.keys(PARAMS).slice(0, 4)];

function email(random) {
  const local = random.list(2, () => random.text(LOCAL, 1, 8)).concat(random.text(LOCAL, 1, 10)).join('.');
  const domain = [random.text(LABEL, 1, 10), random.pick(['com', 'co.uk', 'example', 'museum'])].join('.');
  const written = random.once(8) ? domain.toUpperCase() : domain;
  const around = random.once(10) ? random.pick([' ', '\t', '\n ']) : '';
  return random.once(20) ? random.pick(['', 'jane', '@example.com', 'a b@c.de', 'a@@b.co', 'a@b..co']) : `${around}${local}@${written}${around}`;
}

function phone(random) {
  if (random.once(20)) return random.pick(['', '12', '+0151234567', 'phone', `+${'1'.repeat(20)}`, '+1555123456x']);
  const american = `1${2 + random.below(8)}${random.text('0123456789', 9, 9)}`;
  // without its plus, only what cannot be taken for a national number
  if (random.once(4)) return american;
  const country = random.pick(['44', '49', '91', '7', '998', '353']);
  const digits = random.pick([american, `${country}${1 + random.below(9)}${random.text('0123456789', 7, 9)}`]);
  return random.pick([`+${digits}`, `+${digits.slice(0, 4)} (${digits.slice(4, 7)}) ${digits.slice(7)}`]);
}

function wallet(random) {
  const hex = random.text('0123456789abcdef', 40, 40);
  if (random.once(15)) return random.pick(['', '0x12', `0X${hex}`, ` 0x${hex}`, `0x${hex}00`, 'O0Il'.repeat(10)]);
  return random.pick([`0x${hex}`, `0x${hex.toUpperCase()}`, 'J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf', '11111111111111111111111111111111']);
}

function whichProvider(random) {
  const connection = { enterpriseConnectionId: id(random, 'ent') };
  if (random.once(8)) return connection;
  const strategy = `oauth_${random.pick(PROVIDERS)}`;
  if (random.once(25)) return { strategy: random.pick(['google', 'oauth_', 'OAUTH_GOOGLE', 'oauth_go ogle']) };
  return random.once(10) ? { strategy, ...connection } : { strategy };
}

const journey = (random) => ({
  redirectUrl: redirectUrl(random),
  additionalScopes: random.list(3, () => random.pick(['repo', 'user:email', 'https://www.googleapis.com/auth/drive', 'a.b/c', 'a,b', 'a b', ''])),
  oidcPrompt: random.pick(['login', 'consent', 'login consent', 'select_account', '', null]),
  oidcLoginHint: random.pick(['jane@example.com', 'é & ü=1', '+1', '', null]),
});

function redirectUrl(random) {
  const path = random.text(URL_PATH, 0, 20).replaceAll('%', '%25');
  if (random.once(20)) return random.pick(['', 'javascript:alert(1)', 'https://a b/', '//evil.example', 'https://user@host/', 'x y']);
  return random.pick([
    `https://app.example.com/${path}`,
    `http://localhost:3000/${path}?next=${path}#${path}`,
    `com.acme.app://callback/${path}`,
    `/${path.replace(/^\/+/, '')}`,
    '/',
  ]);
}

function preparation(random, kind) {
  const of = { kind, id: id(random, 'idn') };
  if (kind === 'phone_number') return { ...of, strategy: 'phone_code' };
  if (kind === 'web3_wallet') return { ...of, strategy: `web3_${random.pick(WEB3)}_signature` };
  const strategy = random.pick(['email_code', 'email_link', 'enterprise_sso']);
  return strategy === 'email_code' ? { ...of, strategy } : { ...of, strategy, redirectUrl: redirectUrl(random) };
}

function attempt(random, kind) {
  const of = { kind, id: id(random, 'idn') };
  if (kind !== 'web3_wallet') return { ...of, code: code(random) };
  const hex = `0x${random.text('0123456789abcdef', 130, 130)}`;
  return { ...of, signature: random.pick([hex, random.text('ABCabc0123456789+/', 86, 86) + '=='])};
}

function firstFactor(random) {
  const emailAddressId = id(random, 'idn');
  return random.pick([
    { strategy: 'email_code', emailAddressId },
    { strategy: 'phone_code', phoneNumberId: id(random, 'idn') },
    { strategy: 'passkey' },
    { strategy: 'enterprise_sso', emailAddressId, enterpriseConnectionId: id(random, 'ent'), redirectUrl: 'https://app.example.com/' },
  ]);
}

const code = (random) => (random.once(10) ? random.text('0123456789 -aü+', 0, 8) : random.text('0123456789', 6, 6));

/** Ids are opaque; now and then one has characters that a path must escape. */
function id(random, prefix) {
  return random.once(15) ? `${prefix}_${random.text(`${ID}/?#%&+,;=@: ~!'()*üé|`, 1, 12)}` : `${prefix}_${random.text(ID, 20, 27)}`;
}
