import assert from 'node:assert/strict';

import { ETHEREUM, SOLANA } from '../lib/wallets.js';

export const CREATING = [
  {
    name: 'creates an email address',
    play: async ({ app, sandbox, client }) => {
      const seen = await app.run(async (clerk) => {
        const { id, emailAddress, verification } = await clerk.user.createEmailAddress({ email: 'test@test.com' });
        const held = clerk.user.emailAddresses.map((one) => one.id);
        return { id, emailAddress, status: verification.status, held };
      });
      assert.match(seen.id, /^idn_/);
      assert.deepEqual(seen, { ...seen, emailAddress: 'test@test.com', status: null, held: [seen.id] });
      const state = await sandbox.state(client.user_id);
      assert.equal(state.email_addresses[0].value, 'test@test.com');
    },
  },
  {
    name: 'creates a phone number',
    play: async ({ app }) => {
      const seen = await app.run(async (clerk) => {
        const { id, phoneNumber, verification } = await clerk.user.createPhoneNumber({ phoneNumber: '15551234567' });
        return { id, phoneNumber, status: verification.status, held: clerk.user.phoneNumbers.map((one) => one.id) };
      });
      assert.deepEqual(seen, { ...seen, phoneNumber: '+15551234567', status: null, held: [seen.id] });
    },
  },
  {
    name: 'creates web3 wallets of both chains',
    play: async ({ app }) => {
      const addresses = [ETHEREUM.address, SOLANA.address];
      const seen = await app.run(async (clerk, wallets) => {
        for (const web3Wallet of wallets) {
          const { verification } = await clerk.user.createWeb3Wallet({ web3Wallet });
          if (verification.status !== null) throw new Error(`created as ${verification.status}`);
        }
        return clerk.user.web3Wallets.map((one) => one.web3Wallet);
      }, addresses);
      assert.deepEqual(seen, addresses);
    },
  },
  {
    name: 'creates an external account',
    play: async ({ app, sandbox }) => {
      const seen = await app.run(async (clerk, redirectUrl) => {
        const made = await clerk.user.createExternalAccount({ strategy: 'oauth_notion', redirectUrl });
        const { status, strategy, externalVerificationRedirectURL } = made.verification;
        const held = clerk.user.externalAccounts.map((one) => one.provider);
        const unverified = clerk.user.unverifiedExternalAccounts.length;
        return { provider: made.provider, status, strategy, url: externalVerificationRedirectURL.href, held, unverified };
      }, app.home);
      const { url, ...rest } = seen;
      const expected = { provider: 'notion', status: 'unverified', strategy: 'oauth_notion', held: ['notion'] };
      assert.deepEqual(rest, { ...expected, unverified: 1 });
      assert.ok(url.startsWith(sandbox.url), url);
    },
  },
  {
    name: 'removes what it created',
    play: async ({ app }) => {
      const left = await app.run(async (clerk, redirectUrl) => {
        const { user } = clerk;
        const made = [
          await user.createEmailAddress({ email: 'test@test.com' }),
          await user.createPhoneNumber({ phoneNumber: '+15551234567' }),
          await user.createWeb3Wallet({ web3Wallet: '0x0123456789abcdef0123456789abcdef01234567' }),
          await user.createExternalAccount({ strategy: 'oauth_github', redirectUrl }),
        ];
        for (const one of made) await one.destroy();
        await user.reload();
        return [user.emailAddresses, user.phoneNumbers, user.web3Wallets, user.externalAccounts].flat().length;
      }, app.home);
      assert.equal(left, 0);
    },
  },
];
