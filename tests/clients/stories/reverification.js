import assert from 'node:assert/strict';

import { refusedWith } from './refusals.js';

const STALE = {
  email_addresses: ['jane@example.com'],
  phone_numbers: ['+4915123456789'],
  password: 'correct horse',
  factor_age_minutes: 30,
};
const asksFor = (level) => ({ reverification: { enabled: true, level } });

const add = (app) =>
  app.run((clerk) => clerk.user.createEmailAddress({ email: 'new@example.com' }).then((email) => email.emailAddress));

async function isAskedFor(app) {
  await refusedWith(add(app), 403, 'session_reverification_required');
}

export const REVERIFICATION = [
  {
    name: 'gives fresh credentials by password',
    user: STALE,
    settings: asksFor('first_factor'),
    play: async ({ app }) => {
      await isAskedFor(app);
      const offered = await app.run(async ({ session }) => {
        const started = await session.startVerification({ level: 'first_factor' });
        return { status: started.status, factors: started.supportedFirstFactors.map((factor) => factor.strategy) };
      });
      assert.equal(offered.status, 'needs_first_factor');
      for (const factor of ['password', 'email_code', 'phone_code']) assert.ok(offered.factors.includes(factor), factor);
      const byPassword = (password) =>
        app.run(
          ({ session }, password) =>
            session.attemptFirstFactorVerification({ strategy: 'password', password }).then((done) => done.status),
          password,
        );
      await refusedWith(byPassword('wrong'), 422, 'form_password_incorrect', 'password');
      assert.equal(await byPassword('correct horse'), 'complete');
      assert.equal(await add(app), 'new@example.com');
    },
  },
  {
    name: 'gives fresh credentials by emailed code',
    user: STALE,
    settings: asksFor('first_factor'),
    play: async ({ app, sandbox }) => {
      await isAskedFor(app);
      await app.run(async ({ session }) => {
        const { supportedFirstFactors } = await session.startVerification({ level: 'first_factor' });
        const { emailAddressId } = supportedFirstFactors.find((factor) => factor.strategy === 'email_code');
        await session.prepareFirstFactorVerification({ strategy: 'email_code', emailAddressId });
      });
      const { code } = await sandbox.message('jane@example.com');
      const status = await app.run(
        ({ session }, code) =>
          session.attemptFirstFactorVerification({ strategy: 'email_code', code }).then((done) => done.status),
        code,
      );
      assert.equal(status, 'complete');
      assert.equal(await add(app), 'new@example.com');
    },
  },
  {
    name: 'gives both factors where both are asked for',
    user: { ...STALE, backup_codes: ['backup-one'] },
    settings: asksFor('multi_factor'),
    play: async ({ app, sandbox }) => {
      await isAskedFor(app);
      const half = await app.run(async ({ session }) => {
        const { supportedFirstFactors } = await session.startVerification({ level: 'multi_factor' });
        const { phoneNumberId } = supportedFirstFactors.find((factor) => factor.strategy === 'phone_code');
        await session.prepareFirstFactorVerification({ strategy: 'phone_code', phoneNumberId });
      });
      assert.equal(half, undefined);
      const { code } = await sandbox.message('+4915123456789');
      const seen = await app.run(async ({ session }, code) => {
        const first = await session.attemptFirstFactorVerification({ strategy: 'phone_code', code });
        const second = await session.attemptSecondFactorVerification({ strategy: 'backup_code', code: 'backup-one' });
        return [first.status, second.status];
      }, code);
      assert.deepEqual(seen, ['needs_second_factor', 'complete']);
      assert.equal(await add(app), 'new@example.com');
    },
  },
];
