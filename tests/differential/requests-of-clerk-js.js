// Their side: the request that clerk-js sends for each input, caught on its way. Runs where clerk-js is, in the browser
// too: it is handed over as text, so it uses nothing from outside.

export async function requestsOf(clerk, inputs) {
  const page = globalThis;
  const send = page.fetch;
  let caught = null;
  page.fetch = (url, init = {}) => {
    const { pathname } = new URL(url);
    if (!/\/v1\/(me|client\/sessions\/[^/]+\/verify)(\/|$)/.test(pathname)) return send.call(page, url, init);
    caught ??= { method: init.method ?? 'GET', url: String(url), body: String(init.body ?? '') };
    const answer = JSON.stringify({ response: { id: 'caught' }, client: null });
    return Promise.resolve(new Response(answer, { status: 200, headers: { 'content-type': 'application/json' } }));
  };
  const { user, session } = clerk;
  const collections = {
    email_address: ['email_addresses', 'emailAddresses'],
    phone_number: ['phone_numbers', 'phoneNumbers'],
    web3_wallet: ['web3_wallets', 'web3Wallets'],
    external_account: ['external_accounts', 'externalAccounts'],
  };
  // a user that holds what the call is about
  const holder = (kind, id) => new user.constructor({ id: 'user_1', [collections[kind][0]]: [{ id }] });
  const held = ({ kind, id }) => holder(kind, id)[collections[kind][1]][0];
  const primary = {
    email_address: 'primaryEmailAddressId',
    phone_number: 'primaryPhoneNumberId',
    web3_wallet: 'primaryWeb3WalletId',
  };
  const calls = {
    createEmailAddress: (params) => user.createEmailAddress(params),
    createPhoneNumber: (params) => user.createPhoneNumber(params),
    createWeb3Wallet: (params) => user.createWeb3Wallet(params),
    createExternalAccount: (params) => user.createExternalAccount(params),
    reauthorize: ({ id, ...params }) => held({ kind: 'external_account', id }).reauthorize(params),
    prepareVerification: ({ kind, id, ...params }) => held({ kind, id }).prepareVerification(params),
    attemptVerification: ({ kind, id, ...params }) => held({ kind, id }).attemptVerification(params),
    readUser: () => new user.constructor({ id: 'user_1' }).reload(),
    readResource: (params) => held(params).reload(),
    delete: (params) => held(params).destroy(),
    setPrimary: ({ kind, id }) => holder(kind, id).update({ [primary[kind]]: id }),
    startReverification: (params) => session.startVerification(params),
    prepareFirstFactor: (params) => session.prepareFirstFactorVerification(params),
    attemptFirstFactor: (params) => session.attemptFirstFactorVerification(params),
    prepareSecondFactor: (params) => session.prepareSecondFactorVerification({ strategy: 'phone_code', ...params }),
    attemptSecondFactor: (params) => session.attemptSecondFactorVerification(params),
  };
  const requests = [];
  try {
    for (const { operation, params } of inputs) {
      caught = null;
      // what it makes of the answer is another test's business
      await calls[operation](structuredClone(params)).catch(() => null);
      requests.push(caught);
    }
  } finally {
    page.fetch = send;
  }
  return requests;
}
