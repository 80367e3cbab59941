import assert from 'node:assert/strict';

import { Refused } from '../lib/perform.js';

/** What the app sees of a refusal: the status, the code, a text to show, and the field that is to blame. */
export function refusedWith(promise, status, code, paramName) {
  return assert.rejects(promise, (error) => {
    if (!(error instanceof Refused)) throw error;
    assert.deepEqual([error.status, error.code], [status, code]);
    assert.ok(error.errors[0].longMessage.length > 0, 'a text to show');
    if (paramName) assert.equal(error.errors[0].meta.paramName, paramName);
    return true;
  });
}

const create = (app, email) =>
  app.run((clerk, email) => clerk.user.createEmailAddress({ email }).then((made) => made.id), email);
const prepare = (app) =>
  app.run((clerk) => clerk.user.emailAddresses[0].prepareVerification({ strategy: 'email_code' }).then(() => null));
const attempt = (app, code) =>
  app.run(
    (clerk, code) => clerk.user.emailAddresses[0].attemptVerification({ code }).then((done) => done.verification.status),
    code,
  );

/** An address of which a code is on its way. */
async function prepared(app, sandbox) {
  await create(app, 'jane@example.com');
  await prepare(app);
  const { code } = await sandbox.message('jane@example.com');
  return { code, wrong: code === '000000' ? '111111' : '000000' };
}

export const REFUSALS = [
  {
    name: 'is refused a duplicate, its own and somebody else’s',
    play: async ({ app, sandbox }) => {
      await create(app, 'jane@example.com');
      await refusedWith(create(app, 'jane@example.com'), 422, 'form_identifier_exists', 'email_address');
      await sandbox.newUser({ email_addresses: ['joe@example.com'] });
      await refusedWith(create(app, 'joe@example.com'), 422, 'form_identifier_exists', 'email_address');
    },
  },
  {
    name: 'is refused what is no address, number, wallet or provider',
    play: async ({ app }) => {
      const tries = [
        ['createEmailAddress', { email: 'not an address' }, 422, 'form_param_format_invalid', 'email_address'],
        ['createPhoneNumber', { phoneNumber: '12' }, 422, 'form_param_format_invalid', 'phone_number'],
        ['createWeb3Wallet', { web3Wallet: '0x12' }, 422, 'form_param_format_invalid', 'web3_wallet'],
        ['createExternalAccount', { strategy: 'google', redirectUrl: app.home }, 422, 'form_param_value_invalid', 'strategy'],
      ];
      for (const [method, given, status, code, param] of tries) {
        const call = (clerk, { method, given }) => clerk.user[method](given);
        await refusedWith(app.run(call, { method, given }), status, code, param);
      }
    },
  },
  {
    name: 'is refused a wrong code, and then takes the right one',
    play: async ({ app, sandbox }) => {
      const { code, wrong } = await prepared(app, sandbox);
      await refusedWith(attempt(app, wrong), 422, 'form_code_incorrect', 'code');
      assert.equal(await attempt(app, code), 'verified');
    },
  },
  {
    name: 'is refused an expired code, and gets another',
    play: async ({ app, sandbox }) => {
      const { code } = await prepared(app, sandbox);
      await sandbox.advance(600_000);
      await refusedWith(attempt(app, code), 400, 'verification_expired');
      await prepare(app);
      assert.equal(await attempt(app, (await sandbox.message('jane@example.com')).code), 'verified');
    },
  },
  {
    name: 'is refused after too many attempts',
    settings: { max_attempts: 3 },
    play: async ({ app, sandbox }) => {
      const { code, wrong } = await prepared(app, sandbox);
      for (let tries = 1; tries < 3; tries += 1) await refusedWith(attempt(app, wrong), 422, 'form_code_incorrect');
      await refusedWith(attempt(app, wrong), 400, 'verification_failed');
      await refusedWith(attempt(app, code), 400, 'verification_failed');
      const seen = await app.run(async (clerk) => {
        const { verification } = await clerk.user.emailAddresses[0].reload();
        return { status: verification.status, attempts: verification.attempts };
      });
      assert.deepEqual(seen, { status: 'failed', attempts: 3 });
    },
  },
  {
    name: 'is refused another code too early',
    settings: { resend_cooldown_ms: 500_000 },
    play: async ({ app, sandbox }) => {
      await prepared(app, sandbox);
      await refusedWith(prepare(app), 429, 'verification_code_too_many_requests');
      await sandbox.advance(500_000);
      await prepare(app);
    },
  },
  {
    name: 'is rate limited, and told for how long',
    play: async ({ app, sandbox }) => {
      await sandbox.settings({ rate_limit: { requests: 1, window_ms: 3_600_000 } });
      await create(app, 'one@example.com');
      await assert.rejects(create(app, 'two@example.com'), (error) => {
        assert.equal(error.status, 429);
        assert.ok(error.retryAfter > 0 && error.retryAfter <= 3600, `${error.retryAfter} s`);
        return true;
      });
      await sandbox.advance(3_600_000);
      await create(app, 'two@example.com');
    },
  },
  {
    name: 'is signed out half-way, and notices',
    play: async ({ app, sandbox, client }) => {
      await create(app, 'jane@example.com');
      await sandbox.signOut(client.session_id);
      await refusedWith(create(app, 'joe@example.com'), 401, 'signed_out');
      assert.equal(await app.run((clerk) => clerk.user ?? null), null);
    },
  },
  {
    name: 'is refused a provider that is switched off',
    settings: { disabled_providers: ['oauth_github'] },
    play: async ({ app }) => {
      const connect = (clerk, redirectUrl) => clerk.user.createExternalAccount({ strategy: 'oauth_github', redirectUrl });
      await refusedWith(app.run(connect, app.home), 400, 'oauth_provider_not_enabled');
    },
  },
];
