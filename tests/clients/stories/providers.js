import assert from 'node:assert/strict';

const connect = (app, params) =>
  app.run(
    async (clerk, params) => {
      const made = await clerk.user.createExternalAccount(params);
      return { id: made.id, url: made.verification.externalVerificationRedirectURL.href };
    },
    { redirectUrl: app.home, ...params },
  );

/** What an app looks at after the return: the user's accounts. */
const accounts = (app) =>
  app.run(async ({ user }) => {
    await user.reload();
    return user.externalAccounts.map(({ id, provider, verification, approvedScopes, emailAddress }) => ({
      id,
      provider,
      status: verification.status,
      error: verification.error && { code: verification.error.code, shown: verification.error.longMessage },
      scopes: approvedScopes,
      emailAddress,
    }));
  });

export const PROVIDERS = [
  {
    name: 'connects an account: the person allows it',
    play: async ({ app }) => {
      const { id, url } = await connect(app, { strategy: 'oauth_google' });
      await app.goToProvider(url, 'allow');
      const [account] = await accounts(app);
      assert.deepEqual(account, { ...account, id, provider: 'google', status: 'verified', error: null });
      assert.ok(account.emailAddress.includes('@'), account.emailAddress);
    },
  },
  {
    name: 'connects no account: the person denies it',
    play: async ({ app }) => {
      const { id, url } = await connect(app, { strategy: 'oauth_github' });
      await app.goToProvider(url, 'deny');
      const [account] = await accounts(app);
      assert.deepEqual(account, { ...account, id, provider: 'github', status: 'failed' });
      assert.equal(account.error.code, 'oauth_access_denied');
      assert.ok(account.error.shown.length > 0, 'a text to show');
    },
  },
  {
    name: 'asks for more scopes later',
    play: async ({ app }) => {
      const { url } = await connect(app, { strategy: 'oauth_google', additionalScopes: ['calendar'] });
      await app.goToProvider(url, 'allow');
      assert.ok((await accounts(app))[0].scopes.split(' ').includes('calendar'));
      const again = await app.run(async ({ user }, redirectUrl) => {
        const asked = { additionalScopes: ['drive', 'photos'], redirectUrl };
        const account = await user.externalAccounts[0].reauthorize(asked);
        return account.verification.externalVerificationRedirectURL.href;
      }, app.home);
      await app.goToProvider(again, 'allow');
      const [account] = await accounts(app);
      assert.equal(account.status, 'verified');
      for (const scope of ['drive', 'photos']) assert.ok(account.scopes.split(' ').includes(scope), account.scopes);
    },
  },
  {
    name: "connects a company's account by its connection",
    play: async ({ app }) => {
      const { id, url } = await connect(app, { enterpriseConnectionId: 'ent_sandbox' });
      await app.goToProvider(url, 'allow');
      const { user } = await app.run(async ({ user }) => {
        await user.reload();
        const held = [...user.externalAccounts, ...(user.enterpriseAccounts ?? [])];
        return { user: held.map((one) => ({ id: one.id, status: one.verification.status })) };
      });
      assert.deepEqual(user, [{ id, status: 'verified' }]);
    },
  },
];
