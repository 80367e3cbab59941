// The page of examples/account in a real browser.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Sandbox } from '#sandbox';

import { ROOT } from './root.mjs';
import { newest, sandbox } from './support.mjs';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Where pictures go, for whoever wants to look at them. */
const PICTURES = process.env['SCREENSHOTS'];

interface Example {
  createApp(options: object): Server;
  Store: new (file: string) => object;
}

async function example(): Promise<Example> {
  const at = (file: string): string => pathToFileURL(join(ROOT, 'node/examples/account', file)).href;
  return Object.assign({}, await import(at('server.mjs')), await import(at('store.mjs'))) as Example;
}

let browser: Browser;
let context: BrowserContext;
let page: Page;
let server: Server;
let fake: Sandbox;
let store: string;
let home: string;

before(async () => {
  assert(existsSync(CHROMIUM), `no browser at ${CHROMIUM}: apt-get install chromium`);
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync'],
  });
});
after(() => browser.close());

beforeEach(async () => {
  fake = await sandbox();
  store = join(mkdtempSync(join(tmpdir(), 'user-metadata-page-')), 'store.json');
  await start(0);
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  context = await browser.newContext({ viewport: { width: 800, height: 1000 } });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await stop();
  await fake.stop();
  rmSync(dirname(store), { recursive: true });
});

async function start(port: number): Promise<void> {
  const { createApp, Store } = await example();
  const signIn = async (token: string | null): Promise<string> => {
    const clientToken = token ?? fake.nativeToken;
    await fake.control('sign_in', { client_token: clientToken, user_id: fake.userId });
    return clientToken;
  };
  server = createApp({ store: new Store(store), frontendApi: fake.url, signIn });
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
}

async function signIn(): Promise<void> {
  await page.goto(home);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
}

async function add(label: string, heading: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value);
  await page.locator('section.card', { hasText: heading }).getByRole('button', { name: 'Add', exact: true }).click();
}

const addEmail = (email: string): Promise<void> => add('Email address', 'Add an email address', email);

async function enter(code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Verify' }).click();
}

async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

async function shows(text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}

async function state(name: string | RegExp): Promise<string | null> {
  return page.getByRole('listitem').filter({ hasText: name }).locator('.state').textContent();
}

test('somebody who is signed out is asked to sign in, and comes to the account', async () => {
  await page.goto(home);
  await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
  await picture('signed-out');
  await signIn();
  assert.equal(await page.title(), 'Your account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
});

test('an email address by code: a typo, a wrong code, the right one', async () => {
  await signIn();
  await addEmail('jane@@example.com');
  await shows('There is more than one @ sign.');
  assert.equal(await page.getByLabel('Email address', { exact: true }).inputValue(), 'jane@@example.com');
  await picture('typo');
  await addEmail('jane@example.com');
  await shows('We sent a code to jane@example.com.');
  await enter('12');
  await shows('A code has six digits.');
  const code = await newest(fake, 'code', 'jane@example.com');
  await enter(code === '000000' ? '111111' : '000000');
  await shows('The code is not correct.');
  await picture('wrong-code');
  await page.getByRole('button', { name: 'Send another code' }).click();
  await shows(/Another code can be sent in \d+ seconds\./);
  await enter(code);
  await shows('jane@example.com is verified.');
  assert.equal(await state('jane@example.com'), 'verified');
  await picture('verified');
});

test('a phone number, typed as people do', async () => {
  await signIn();
  await add('Phone number, with its country code', 'Add a phone number', '1 (555) 123-4567');
  await shows('We sent a code to +15551234567.');
  await enter(await newest(fake, 'code', '+15551234567'));
  await shows('+15551234567 is verified.');
});

test('a wallet of the browser signs', async () => {
  const key = '07'.repeat(32);
  const sign = async (hex: string): Promise<string> => {
    const message = Buffer.from(hex.slice(2), 'hex').toString();
    return ((await fake.control('wallets/sign', { chain: 'ethereum', key, message })) as { signature: string }).signature;
  };
  await context.exposeFunction('signAsWallet', sign);
  await context.addInitScript(`globalThis.ethereum = { request: ({ params }) => globalThis.signAsWallet(params[0]) };`);
  const { wallet } = (await fake.control('wallets/sign', { chain: 'ethereum', key, message: '' })) as { wallet: string };
  await signIn();
  await add('Address of the wallet', 'Add a wallet', wallet);
  await shows(`Sign this message with`);
  await picture('wallet');
  await page.getByRole('button', { name: /Sign with the browser/ }).click();
  await shows('is verified.');
  assert.equal(await state(new RegExp(wallet, 'i')), 'verified');
});

test('"Add Notion as a social connection": go to the provider, come back, see the status', async () => {
  await signIn();
  const button = page.getByRole('button', { name: 'Add Notion as a social connection' });
  await button.click();
  assert.equal(new URL(page.url()).origin, new URL(fake.url).origin);
  await picture('provider');
  await page.getByRole('button', { name: /allow/i }).click();
  await shows('Notion is verified.');
  assert.equal(page.url(), home, 'nothing of what the provider said stays in the address');
  assert.equal(await state('Notion'), 'verified');
});

test('refused at the provider: the account says why', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Add GitHub as a social connection' }).click();
  await page.getByRole('button', { name: /deny/i }).click();
  await shows(/GitHub was not verified: ./);
  assert.notEqual(await state('GitHub'), 'verified');
  assert.notEqual(await page.locator('.why').textContent(), '');
  await picture('denied');
});

test('a code that is too late is said to be, and a new one can be asked for', async () => {
  await fake.control('settings', { code_lifetime_ms: 1, resend_cooldown_ms: 0 }, 'PATCH');
  await signIn();
  await addEmail('late@example.com');
  await shows('We sent a code to late@example.com.');
  await enter(await newest(fake, 'code', 'late@example.com'));
  await shows(/Ask for a new code\./);
  await picture('expired');
});

test('a reload and a restart of the server in the middle: the same question, and no second message', async () => {
  await signIn();
  await addEmail('restart@example.com');
  await shows('We sent a code to restart@example.com.');
  await page.reload();
  await shows('We sent a code to restart@example.com.');
  const { port } = server.address() as AddressInfo;
  await stop();
  await start(port);
  await page.reload();
  await shows('We sent a code to restart@example.com.');
  assert.equal((await fake.inbox('restart@example.com')).length, 1);
  await enter(await newest(fake, 'code', 'restart@example.com'));
  await shows('restart@example.com is verified.');
});

test('signed out half-way: asked to sign in, and what was begun goes on', async () => {
  await signIn();
  await addEmail('half@example.com');
  await shows('We sent a code to half@example.com.');
  for (const { id } of await sessions()) await fake.control('sign_out', { session_id: id });
  await enter(await newest(fake, 'code', 'half@example.com'));
  await shows('Your session has ended.');
  await picture('signed-out-half-way');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  if (await page.getByLabel('Code', { exact: true }).isVisible()) {
    await enter(await newest(fake, 'code', 'half@example.com'));
  }
  await shows('half@example.com is verified.');
});

test('it can be used with the keyboard alone, and everything has a name', async () => {
  await signIn();
  const email = page.getByLabel('Email address', { exact: true });
  await email.focus();
  await page.keyboard.type('keys@example.com');
  await page.keyboard.press('Enter');
  await shows('We sent a code to keys@example.com.');
  // The code's field has the focus.
  assert.equal(await page.evaluate('document.activeElement.name'), 'code');
  await page.keyboard.type(await newest(fake, 'code', 'keys@example.com'));
  await page.keyboard.press('Enter');
  await shows('keys@example.com is verified.');
  const nameless = await page
    .locator('input:not([type=hidden]), textarea')
    .evaluateAll((fields) => (fields as unknown as { labels: { length: number } }[]).filter((field) => field.labels.length === 0).length);
  assert.equal(nameless, 0);
  assert.equal(await page.locator('h1').count(), 1);
  await page.getByRole('button', { name: 'Remove keys@example.com' }).click();
  await shows('None yet.');
  assert.equal(await page.getByRole('listitem').count(), 0);
});

async function sessions(): Promise<{ id: string; status: string }[]> {
  const state = (await fake.control(`state?user_id=${fake.userId}`)) as { sessions: { id: string; status: string }[] };
  return state.sessions.filter(({ status }) => status === 'active');
}
