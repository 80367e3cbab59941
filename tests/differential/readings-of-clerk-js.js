// Their side: what clerk-js makes of each answer, as data. Runs where clerk-js is: it uses nothing from outside.

export async function readingsOf(clerk, exchanges) {
  const page = globalThis;
  const send = page.fetch;
  const { user, session } = clerk;
  const started = Date.now();
  let answer = null;
  page.fetch = (url, init) => {
    const isOurs = /\/v1\/(me|client\/sessions\/[^/]+\/verify)(\/|$)/.test(new URL(url).pathname);
    if (!isOurs) return send.call(page, url, init);
    const { status, headers, body } = answer;
    return Promise.resolve(new Response(status === 204 || status === 303 ? null : body, { status, headers }));
  };

  // nothing, in whichever way it is said
  const thing = (value) => (value === undefined || value === '' ? null : value);
  const moment = (date) => (!date ? null : date.getTime() >= started ? 'now' : date.getTime());
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const known = (meta) => Object.entries(meta ?? {}).filter(([, value]) => value !== undefined);
  const error = ({ code, message, longMessage, meta }) => ({
    code: thing(code),
    message: thing(message),
    long_message: thing(longMessage),
    meta: Object.fromEntries(known(meta).map(([name, value]) => [snake(name), value])),
  });
  const verification = (held) =>
    held && {
      status: thing(held.status),
      strategy: thing(held.strategy),
      attempts: thing(held.attempts),
      expire_at: moment(held.expireAt),
      external_verification_redirect_url: held.externalVerificationRedirectURL?.href ?? null,
      error: held.error && error(held.error),
      nonce: thing(held.nonce),
      message: thing(held.message),
      verified_at_client: thing(held.verifiedAtClient),
      channel: thing(held.channel),
    };
  const links = (list) => (list ?? []).map(({ id, type }) => ({ id, type }));
  const views = {
    email_address: (held) => ({
      id: thing(held.id),
      email_address: thing(held.emailAddress),
      matches_sso_connection: thing(held.matchesSsoConnection),
      linked_to: links(held.linkedTo),
      verification: verification(held.verification),
    }),
    phone_number: (held) => ({
      id: thing(held.id),
      phone_number: thing(held.phoneNumber),
      reserved_for_second_factor: thing(held.reservedForSecondFactor),
      default_second_factor: thing(held.defaultSecondFactor),
      linked_to: links(held.linkedTo),
      verification: verification(held.verification),
    }),
    web3_wallet: (held) => ({
      id: thing(held.id),
      web3_wallet: thing(held.web3Wallet),
      verification: verification(held.verification),
    }),
    external_account: (held) => ({
      id: thing(held.id),
      identification_id: thing(held.identificationId),
      provider: thing(held.provider),
      provider_user_id: thing(held.providerUserId),
      approved_scopes: thing(held.approvedScopes),
      email_address: thing(held.emailAddress),
      first_name: thing(held.firstName),
      last_name: thing(held.lastName),
      image_url: thing(held.imageUrl),
      username: thing(held.username),
      phone_number: thing(held.phoneNumber),
      label: thing(held.label),
      public_metadata: thing(held.publicMetadata),
      verification: verification(held.verification),
    }),
    user: (held) => ({
      id: held.id,
      username: thing(held.username),
      first_name: thing(held.firstName),
      last_name: thing(held.lastName),
      image_url: thing(held.imageUrl),
      primary_email_address_id: thing(held.primaryEmailAddressId),
      primary_phone_number_id: thing(held.primaryPhoneNumberId),
      primary_web3_wallet_id: thing(held.primaryWeb3WalletId),
      email_addresses: held.emailAddresses.map(views.email_address),
      phone_numbers: held.phoneNumbers.map(views.phone_number),
      web3_wallets: held.web3Wallets.map(views.web3_wallet),
      external_accounts: held.externalAccounts.map(views.external_account),
      password_enabled: held.passwordEnabled,
      totp_enabled: held.totpEnabled,
      two_factor_enabled: held.twoFactorEnabled,
      backup_code_enabled: held.backupCodeEnabled,
      created_at: moment(held.createdAt),
      updated_at: moment(held.updatedAt),
    }),
    reverification: (held) => ({
      status: thing(held.status),
      level: thing(held.level),
      supported_first_factors: (held.supportedFirstFactors ?? []).map((factor) => factor.strategy),
      supported_second_factors: (held.supportedSecondFactors ?? []).map((factor) => factor.strategy),
      first_factor_verification: verification(held.firstFactorVerification),
      second_factor_verification: verification(held.secondFactorVerification),
    }),
  };
  const collections = {
    email_address: ['email_addresses', 'emailAddresses'],
    phone_number: ['phone_numbers', 'phoneNumbers'],
    web3_wallet: ['web3_wallets', 'web3Wallets'],
    external_account: ['external_accounts', 'externalAccounts'],
  };
  const held = ({ kind, id }) =>
    new user.constructor({ id: 'user_1', [collections[kind][0]]: [{ id }] })[collections[kind][1]][0];
  const calls = {
    createEmailAddress: (params) => user.createEmailAddress(params).then(views.email_address),
    createPhoneNumber: (params) => user.createPhoneNumber(params).then(views.phone_number),
    createWeb3Wallet: (params) => user.createWeb3Wallet(params).then(views.web3_wallet),
    createExternalAccount: (params) => user.createExternalAccount(params).then(views.external_account),
    reauthorize: ({ id, ...params }) =>
      held({ kind: 'external_account', id }).reauthorize(params).then(views.external_account),
    prepareVerification: ({ kind, id, ...params }) => held({ kind, id }).prepareVerification(params).then(views[kind]),
    attemptVerification: ({ kind, id, ...params }) => held({ kind, id }).attemptVerification(params).then(views[kind]),
    readResource: (params) => held(params).reload().then(views[params.kind]),
    readUser: () => new user.constructor({ id: 'user_1' }).reload().then(views.user),
    startReverification: (params) => session.startVerification(params).then(views.reverification),
  };
  const readings = [];
  try {
    for (const exchange of exchanges) {
      answer = exchange.answer;
      const reading = await calls[exchange.operation](exchange.params).then(
        (read) => ({ read }),
        (thrown) =>
          Array.isArray(thrown.errors)
            ? {
                refused: {
                  status: thrown.status,
                  retry_after: thing(thrown.retryAfter),
                  trace_id: thing(thrown.clerkTraceId),
                  errors: thrown.errors.map(error),
                },
              }
            : { broke: thrown.constructor.name },
      );
      readings.push(reading);
    }
  } finally {
    page.fetch = send;
  }
  return readings;
}
