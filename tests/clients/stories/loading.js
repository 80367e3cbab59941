import assert from 'node:assert/strict';

export const LOADING = [
  {
    name: 'loads, and knows who is signed in',
    play: async ({ app, client }) => {
      const seen = await app.run((clerk) => ({ user: clerk.user.id, session: clerk.session.id, status: clerk.status }));
      assert.deepEqual(seen, { user: client.user_id, session: client.session_id, status: 'ready' });
    },
  },
  {
    name: 'gets session tokens',
    play: async ({ app, client }) => {
      const token = await app.run((clerk) => clerk.session.getToken());
      const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
      assert.equal(claims.sid, client.session_id);
      assert.equal(claims.sub, client.user_id);
    },
  },
  {
    name: 'signs out and in again',
    play: async ({ app, client }) => {
      // with a callback it leaves the page alone
      assert.equal(await app.run((clerk) => clerk.signOut(() => {}).then(() => clerk.user ?? null)), null);
      const user = await app.run(async (clerk, identifier) => {
        const signIn = await clerk.client.signIn.create({ identifier });
        await clerk.setActive({ session: signIn.createdSessionId });
        return clerk.user.id;
      }, client.user_id);
      assert.equal(user, client.user_id);
    },
  },
  {
    name: 'tells its listeners of every change',
    play: async ({ app }) => {
      const heard = await app.run(async (clerk) => {
        const heard = [];
        clerk.addListener(({ user }) => {
          const seen = user.emailAddresses.map((one) => `${one.emailAddress} ${one.verification.status}`).join();
          // it is told the same again when a token comes
          if (heard.at(-1) !== seen) heard.push(seen);
        });
        const email = await clerk.user.createEmailAddress({ email: 'jane+clerk_test@example.com' });
        await email.prepareVerification({ strategy: 'email_code' });
        await email.attemptVerification({ code: '424242' });
        return heard;
      });
      const states = [null, 'unverified', 'verified'].map((status) => `jane+clerk_test@example.com ${status}`);
      assert.deepEqual(heard, ['', ...states]);
    },
  },
  {
    name: 'keeps up with tokens that the server replaces',
    settings: { token_rotation: 'always' },
    play: async ({ app }) => {
      const addresses = await app.run(async (clerk) => {
        await clerk.user.createEmailAddress({ email: 'one@example.com' });
        await clerk.user.createEmailAddress({ email: 'two@example.com' });
        await clerk.user.reload();
        return clerk.user.emailAddresses.map((held) => held.emailAddress);
      });
      assert.deepEqual(addresses, ['one@example.com', 'two@example.com']);
    },
  },
];
