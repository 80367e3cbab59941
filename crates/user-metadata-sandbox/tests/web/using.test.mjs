// What people do there: follow the inbox, go to the provider, break the network, move the clock, change settings.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { START, site, start } from './stage.mjs';

let stage;

before(async () => { stage = await start(); });
after(() => stage.stop());

async function sendCode(address) {
  const { response } = await stage.app('/v1/me/email_addresses', { email_address: address });
  await stage.app(`/v1/me/email_addresses/${response.id}/prepare_verification`, { strategy: 'email_code' });
  const [message] = (await stage.control(`/sandbox/inbox?to=${address}`)).slice(-1);
  return { id: response.id, code: message.code };
}

test('a code arrives without a reload, is copied, and the address turns verified', async () => {
  const page = await stage.page({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(stage.url);
  await page.getByText('No messages yet.').waitFor();
  const { id, code } = await sendCode('jane@example.com');
  await page.getByText(code).waitFor();
  await page.getByRole('status').getByText('1 new in the inbox').waitFor({ state: 'attached' });
  await page.getByRole('row', { name: 'jane@example.com' }).getByText('unverified').waitFor();
  await page.getByRole('button', { name: 'Copy the code' }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  await stage.app(`/v1/me/email_addresses/${id}/attempt_verification`, { code });
  await page.getByRole('heading', { name: 'People', exact: true }).click();
  await page.getByRole('row', { name: 'jane@example.com' }).getByText('verified', { exact: true }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('an emailed link is opened from the inbox', async () => {
  const { response } = await stage.app('/v1/me/email_addresses', { email_address: 'link@example.com' });
  await stage.app(`/v1/me/email_addresses/${response.id}/prepare_verification`, { strategy: 'email_link', redirect_url: '/' });
  const page = await stage.page();
  await page.goto(stage.url);
  await page.getByRole('link', { name: 'Open the link' }).click();
  await page.waitForURL(`${stage.url}/?__clerk_status=verified`);
  await page.getByRole('row', { name: 'link@example.com' }).getByText('verified', { exact: true }).waitFor();
});

for (const [button, state] of [['Allow', 'verified'], ['Deny', 'failed']]) {
  test(`the provider's page leads back to the app after ${button}`, async () => {
    const app = await site('<title>The app</title>');
    const provider = button === 'Allow' ? 'oauth_github' : 'oauth_google';
    const redirect_url = `http://localhost:${app.port}/back`;
    const { response } = await stage.app('/v1/me/external_accounts', { strategy: provider, redirect_url });
    const page = await stage.page();
    await page.goto(stage.url);
    const row = page.getByRole('row', { name: `Account at ${provider.replace('oauth_', '')}` });
    await row.getByRole('link', { name: "Open the provider's page" }).click();
    assert.equal(page.url(), response.verification.external_verification_redirect_url);
    await page.getByRole('button', { name: button }).click();
    await page.waitForURL(/\/back/);
    assert.equal(await page.title(), 'The app');
    await page.goto(stage.url);
    await row.getByText(state, { exact: true }).waitFor();
    app.close();
    assert.deepEqual(page.complaints, []);
  });
}

test('a failure is chosen at the provider', async () => {
  const { response } = await stage.app('/v1/me/external_accounts', { strategy: 'oauth_notion', redirect_url: '/' });
  const page = await stage.page();
  await page.goto(response.verification.external_verification_redirect_url);
  await page.getByText('Let it fail').click();
  await page.getByLabel('What happens').selectOption('oauth_fetch_user_error');
  await page.getByRole('button', { name: 'Fail' }).click();
  await page.getByRole('row', { name: 'Account at notion' }).getByText('oauth_fetch_user_error').waitFor();
});

test('all of it works without JavaScript', async () => {
  const page = await stage.page({ javaScriptEnabled: false });
  await page.goto(stage.url);
  assert.equal(await page.getByRole('button', { name: /^Copy/ }).count(), 0);
  const said = (words) => page.getByRole('status').getByText(words).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await said('Signed out');
  assert.equal((await stage.app('/v1/me/email_addresses', { email_address: 'out@example.com' })).status, 401);
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await said('Signed in again.');
  assert.equal((await stage.app('/v1/me/email_addresses', { email_address: 'in@example.com' })).status, 200);

  await page.getByRole('button', { name: 'Forward 10 minutes' }).click();
  await said('The clock was moved.');
  assert.equal((await stage.control('/sandbox/clock')).now_ms, START + 600_000);
  await page.getByLabel('Seconds').fill('-600');
  await page.getByRole('button', { name: 'Move' }).click();
  assert.equal((await stage.control('/sandbox/clock')).now_ms, START);

  await page.getByRole('button', { name: 'New user' }).click();
  await said('A new user is signed in.');
  await page.getByText('Nothing added yet.').waitFor();
  const people = page.getByRole('navigation', { name: 'Choose a person' }).getByRole('link');
  assert.equal(await people.count(), 2);
  await people.nth(1).click();
  await page.getByRole('row', { name: 'in@example.com' }).waitFor();

  await page.getByRole('link', { name: 'Faults' }).click();
  await page.getByRole('button', { name: '500, once' }).click();
  await said('The fault is planned.');
  assert.equal((await stage.app('/v1/me/email_addresses', { email_address: 'x@example.com' })).status, 500);
  await page.getByRole('textbox', { name: 'Fault' }).fill('slow=never');
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('alert').getByText('This is no fault').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Fault' }).inputValue(), 'slow=never');

  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('row', { name: 'POST /v1/me/email_addresses' }).first().getByText('status').waitFor();
});

test('settings are saved, mistakes are named and kept in the form, defaults come back', async () => {
  const page = await stage.page();
  await page.goto(`${stage.url}/settings`);
  await page.getByLabel('Wrong answers').fill('2');
  await page.getByLabel('Ask for fresh factors').check();
  await page.getByLabel('Allowed origins').fill('http://localhost:3000\nhttps://app.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('The settings are saved.').waitFor();
  const settings = await stage.control('/sandbox/settings');
  assert.equal(settings.max_attempts, 2);
  assert.equal(settings.reverification.enabled, true);
  assert.deepEqual(settings.allowed_origins, ['http://localhost:3000', 'https://app.example']);

  await page.getByLabel('Rate limit').fill('{"requests":"many"}');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Nothing was saved').waitFor();
  assert.equal(await page.getByLabel('Rate limit').inputValue(), '{"requests":"many"}');
  assert.deepEqual(await stage.control('/sandbox/settings'), settings);

  await page.getByRole('button', { name: 'All settings to their defaults' }).click();
  await page.getByRole('status').getByText('All settings are at their defaults.').waitFor();
  assert.equal((await stage.control('/sandbox/settings')).max_attempts, 5);
});
