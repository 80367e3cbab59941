import assert from 'node:assert/strict';

export const CODES = [
  {
    name: 'verifies an email address by code, and makes it the primary one',
    play: async ({ app, sandbox }) => {
      const prepared = await app.run(async (clerk) => {
        const email = await clerk.user.createEmailAddress({ email: 'jane@example.com' });
        const { verification } = await email.prepareVerification({ strategy: 'email_code' });
        return { status: verification.status, strategy: verification.strategy, expireAt: verification.expireAt };
      });
      assert.deepEqual(prepared, { ...prepared, status: 'unverified', strategy: 'email_code' });
      assert.ok(Date.parse(prepared.expireAt) > Date.now(), 'the code is still good');

      const { code } = await sandbox.message('jane@example.com');
      const seen = await app.run(async (clerk, code) => {
        const email = clerk.user.emailAddresses[0];
        const { verification } = await email.attemptVerification({ code });
        await clerk.user.update({ primaryEmailAddressId: email.id });
        return { status: verification.status, primary: clerk.user.primaryEmailAddress.emailAddress };
      }, code);
      assert.deepEqual(seen, { status: 'verified', primary: 'jane@example.com' });
    },
  },
  {
    name: 'verifies a phone number by code',
    play: async ({ app, sandbox }) => {
      await app.run(async (clerk) => {
        const phone = await clerk.user.createPhoneNumber({ phoneNumber: '+4915123456789' });
        await phone.prepareVerification();
      });
      const { code } = await sandbox.message('+4915123456789');
      const seen = await app.run(async (clerk, code) => {
        const { verification } = await clerk.user.phoneNumbers[0].attemptVerification({ code });
        return { status: verification.status, verified: clerk.user.hasVerifiedPhoneNumber };
      }, code);
      assert.deepEqual(seen, { status: 'verified', verified: true });
    },
  },
  {
    name: 'takes the fixed code of test addresses and numbers',
    play: async ({ app }) => {
      const seen = await app.run(async ({ user }) => {
        const email = await user.createEmailAddress({ email: 'jane+clerk_test@example.com' });
        const phone = await user.createPhoneNumber({ phoneNumber: '+12015550100' });
        await email.prepareVerification({ strategy: 'email_code' });
        await phone.prepareVerification();
        const proved = [await email.attemptVerification({ code: '424242' }), await phone.attemptVerification({ code: '424242' })];
        return proved.map((one) => one.verification.status);
      });
      assert.deepEqual(seen, ['verified', 'verified']);
    },
  },
];
