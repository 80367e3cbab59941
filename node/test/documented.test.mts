// The examples of Clerk's documentation for the four methods and the custom flows, with the framework taken off and our
// `User` in the place of clerk-js's. What the documented code does with a hook's state is done with a variable here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ApiError } from 'user-metadata';
import type { User } from 'user-metadata';
import type { Sandbox } from '#sandbox';

import { decide, open } from './scenarios/browser.mjs';
import { newest, sandbox, userOf } from './support.mjs';

let server: Sandbox;
let user: User;

before(async () => {
  server = await sandbox();
  user = userOf(server);
});
after(() => server.stop());

test('the four methods: createEmailAddress, createPhoneNumber, createWeb3Wallet, createExternalAccount', async () => {
  await user.createEmailAddress({ email: 'test@test.com' });
  await user.createPhoneNumber({ phoneNumber: '15551234567' });
  await user.createWeb3Wallet({ web3Wallet: '0x0123456789ABCDEF0123456789ABCDEF01234567' });
  const account = await user.createExternalAccount({
    strategy: 'oauth_notion',
    redirectUrl: 'https://app.example.com/',
  });
  await user.reload();
  assert.equal(user.emailAddresses[0]?.emailAddress, 'test@test.com');
  assert.equal(user.phoneNumbers[0]?.phoneNumber, '+15551234567');
  assert.equal(user.web3Wallets[0]?.web3Wallet, '0x0123456789ABCDEF0123456789ABCDEF01234567');
  assert.equal(account.verification?.status, 'unverified');
  assert(account.verification.externalVerificationRedirectURL instanceof URL);
  assert(account.verification.expireAt instanceof Date);
});

test('custom flow: add an email by code', async () => {
  const email = 'code@example.com';
  const res = await user.createEmailAddress({ email });
  await user.reload();
  const emailAddress = user.emailAddresses.find((a) => a.id === res.id);
  await emailAddress?.prepareVerification({ strategy: 'email_code' });

  const wrong = emailAddress?.attemptVerification({ code: '000000' });
  await assert.rejects(wrong as Promise<unknown>, (error) => {
    assert(error instanceof ApiError);
    assert.equal(error.errors[0]?.code, 'form_code_incorrect');
    assert.equal(error.errors[0].meta.paramName, 'code');
    assert.notEqual(error.errors[0].longMessage, '');
    return true;
  });

  const code = await newest(server, 'code', email);
  const emailVerifyAttempt = await emailAddress?.attemptVerification({ code });
  assert.equal(emailVerifyAttempt?.verification.status, 'verified');
  assert.equal(emailAddress, emailVerifyAttempt, 'the resource itself is brought up to date');
  assert.equal(String(emailAddress), email);
});

test('custom flow: add an email by link', async () => {
  const email = 'link@example.com';
  const emailAddress = await user.createEmailAddress({ email });
  const { startEmailLinkFlow, cancelEmailLinkFlow } = emailAddress.createEmailLinkFlow();
  const started = startEmailLinkFlow({ redirectUrl: 'https://app.example.com/verified' });
  const link = await until(() => newest(server, 'link', email));
  assert.match(await open(link), /^https:\/\/app\.example\.com\/verified\?.*__clerk_status=verified/);
  const verified = await started;
  assert.equal(verified, emailAddress);
  assert.equal(verified.verification.status, 'verified');
  cancelEmailLinkFlow();

  // Given up at once, and before anything was opened.
  const other = await user.createEmailAddress({ email: 'other-link@example.com' });
  const flow = other.createEmailLinkFlow();
  const given = flow.startEmailLinkFlow({ redirectUrl: 'https://app.example.com/verified' });
  flow.cancelEmailLinkFlow();
  await assert.rejects(given, { name: 'AbortError' });
});

test('custom flow: add a phone', async () => {
  const res = await user.createPhoneNumber({ phoneNumber: '+1 (555) 123-9999' });
  await user.reload();
  const phoneNumber = user.phoneNumbers.find((a) => a.id === res.id);
  await phoneNumber?.prepareVerification();
  const code = await newest(server, 'code', '+15551239999');
  const phoneVerifyAttempt = await phoneNumber?.attemptVerification({ code });
  assert.equal(phoneVerifyAttempt?.verification.status, 'verified');
});

test('custom flow: a wallet signs', async () => {
  const key = '07'.repeat(32);
  const { wallet } = (await server.control('wallets/sign', { chain: 'ethereum', key, message: '' })) as Signed;
  const web3Wallet = await user.createWeb3Wallet({ web3Wallet: wallet });
  const prepared = await web3Wallet.prepareVerification({ strategy: 'web3_metamask_signature' });
  const { message } = prepared.verification;
  assert(message !== null);
  const { signature } = (await server.control('wallets/sign', { chain: 'ethereum', key, message })) as Signed;
  const verified = await web3Wallet.attemptVerification({ signature });
  assert.equal(verified.verification.status, 'verified');
});

test('custom flow: manage external accounts', async () => {
  const redirectUrl = 'https://app.example.com/user';
  const externalAccount = await user.createExternalAccount({ strategy: 'oauth_github', redirectUrl });
  const url = externalAccount.verification?.externalVerificationRedirectURL;
  await decide(String(url), 'deny');
  await user.reload();
  const denied = user.unverifiedExternalAccounts.find((account) => account.provider === 'github');
  assert.equal(denied?.verification?.error?.code, 'oauth_access_denied');
  assert.notEqual(denied.verification.error.longMessage, '');

  const again = await user.createExternalAccount({ strategy: 'oauth_github', redirectUrl });
  await decide(String(again.verification?.externalVerificationRedirectURL), 'allow');
  await user.reload();
  const account = user.verifiedExternalAccounts.find((held) => held.provider === 'github');
  assert.equal(account?.providerTitle(), 'GitHub account');
  assert.equal(account.providerSlug(), 'github');
  assert.notEqual(account.accountIdentifier(), '');

  const more = await account.reauthorize({ additionalScopes: ['repo'], redirectUrl });
  assert(more.verification?.externalVerificationRedirectURL instanceof URL);
  await account.reload();
  await account.destroy();
  await user.reload();
  assert.equal(user.externalAccounts.find((held) => held.id === account.id), undefined);
});

interface Signed {
  wallet: string;
  signature: string;
}

/** Asks until there is an answer; the test runner's own limit ends it. */
async function until<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
