import assert from 'node:assert/strict';

import { ETHEREUM, SOLANA, signAsAnother } from '../lib/wallets.js';
import { Refused } from '../lib/perform.js';

const prepare = (app, wallet) =>
  app.run(
    async (clerk, { address, strategy }) => {
      const held = clerk.user.web3Wallets.find((one) => one.web3Wallet === address);
      const made = held ?? (await clerk.user.createWeb3Wallet({ web3Wallet: address }));
      const { verification } = await made.prepareVerification({ strategy });
      return verification.message;
    },
    { address: wallet.address, strategy: wallet.strategy },
  );

const attempt = (app, wallet, signature) =>
  app.run(
    async (clerk, { address, strategy, signature }) => {
      const held = clerk.user.web3Wallets.find((one) => one.web3Wallet === address);
      const { verification } = await held.attemptVerification({ strategy, signature });
      return { status: verification.status, verified: clerk.user.verifiedWeb3Wallets.length };
    },
    { address: wallet.address, strategy: wallet.strategy, signature },
  );

export const SIGNATURES = [
  ...[
    ['Ethereum', ETHEREUM],
    ['Solana', SOLANA],
  ].map(([chain, wallet]) => ({
    name: `verifies a wallet of ${chain} by signature`,
    play: async ({ app }) => {
      const message = await prepare(app, wallet);
      assert.ok(message.includes(wallet.address), message);
      assert.deepEqual(await attempt(app, wallet, wallet.sign(message)), { status: 'verified', verified: 1 });
    },
  })),
  {
    name: 'is refused the signature of another wallet, and then takes the right one',
    play: async ({ app }) => {
      const message = await prepare(app, ETHEREUM);
      await assert.rejects(attempt(app, ETHEREUM, signAsAnother(message)), (error) => {
        assert.ok(error instanceof Refused);
        assert.deepEqual([error.status, error.code], [422, 'form_incorrect_signature']);
        return true;
      });
      assert.equal((await attempt(app, ETHEREUM, ETHEREUM.sign(message))).status, 'verified');
    },
  },
];
