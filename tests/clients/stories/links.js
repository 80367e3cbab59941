import assert from 'node:assert/strict';

/** clerk-js waits and looks each second, while the person opens the link somewhere else. */
async function waitWhile(app, sandbox, address, open) {
  const waiting = app.run(
    async (clerk, { address, redirectUrl }) => {
      const email = await clerk.user.createEmailAddress({ email: address });
      const { startEmailLinkFlow } = email.createEmailLinkFlow();
      const { verification } = await startEmailLinkFlow({ redirectUrl });
      return { status: verification.status, sameClient: verification.verifiedFromTheSameClient() };
    },
    { address, redirectUrl: app.home },
  );
  const link = await until(() => sandbox.message(address).then((message) => message.link));
  const landing = await open(link);
  assert.equal(`${landing.origin}${landing.pathname}`, app.home);
  return { ...(await waiting), told: landing.searchParams.get('__clerk_status') };
}

async function until(look) {
  for (;;) {
    const found = await look().catch(() => null);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const LINKS = [
  {
    name: 'verifies an email address by link, opened elsewhere',
    play: async ({ app, sandbox }) => {
      const seen = await waitWhile(app, sandbox, 'jane@example.com', (link) => sandbox.landing(link));
      assert.deepEqual(seen, { status: 'verified', sameClient: false, told: 'verified' });
    },
  },
  {
    name: 'is told where a link came too late',
    settings: { link_lifetime_ms: 60_000 },
    play: async ({ app, sandbox }) => {
      await app.run(async (clerk, redirectUrl) => {
        const email = await clerk.user.createEmailAddress({ email: 'jane@example.com' });
        await email.prepareVerification({ strategy: 'email_link', redirectUrl });
      }, app.home);
      const { link } = await sandbox.message('jane@example.com');
      await sandbox.advance(60_000);
      assert.equal((await sandbox.landing(link)).searchParams.get('__clerk_status'), 'expired');
      const status = await app.run((clerk) =>
        clerk.user.emailAddresses[0].reload().then((email) => email.verification.status),
      );
      assert.equal(status, 'expired');
    },
  },
];
