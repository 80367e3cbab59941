// The README's story: an app of your own, its Frontend API behind a relative proxy URL.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { serve } from './example/server.js';
import { PATIENCE, hideAutomation, launch } from './lib/browser.js';
import { Sandbox } from './lib/sandbox.js';

/** A sandbox, the app's server, and its page in Chromium. */
async function open(t) {
  const sandbox = await Sandbox.start();
  t.after(() => sandbox.stop());
  const server = await serve(sandbox.url);
  t.after(() => server.close());
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(hideAutomation);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return { sandbox, page };
}

test('an app adds an email address through its own relative proxy URL', async (t) => {
  const { sandbox, page } = await open(t);
  await page.fill('[name=identifier]', sandbox.first.user_id);
  await page.click('text=Sign in');
  await page.waitForSelector(`text=Signed in as ${sandbox.first.user_id}`);
  await page.fill('[name=email]', 'jane@example.com');
  await page.click('text=Add');
  await page.waitForSelector('text=jane@example.com: unverified');
  await page.fill('[name=code]', (await sandbox.message('jane@example.com')).code);
  await page.click('text=Verify');
  await page.waitForSelector('text=jane@example.com: verified');

  const state = await sandbox.state(sandbox.first.user_id);
  assert.equal(state.email_addresses[0].verification.status, 'verified');
});

test('the lines in the README do what they say', async (t) => {
  const { sandbox, page } = await open(t);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, lines] = /```js\n(const clerk = [^`]*)```/.exec(readme);
  assert.equal(lines.trim().split('\n').length, 3, lines);
  const content = `import { Clerk } from '@clerk/clerk-js';
    ${lines.replace('user_…', sandbox.first.user_id)}
    document.title = clerk.user.id;`;
  await page.addScriptTag({ type: 'module', content });
  await page.waitForFunction((user) => document.title === user, sandbox.first.user_id);
});
