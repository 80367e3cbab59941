// clerk-js in headless Chromium, on a page of another origin than the sandbox, as an app has it.
import { createServer } from 'node:http';
import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';

import { outcome, perform } from './perform.js';
import { VERSIONS } from './versions.js';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox', // it runs as root in CI
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long to wait for a page: a machine that is busy is no fault. */
export const PATIENCE = 120_000;

/** Chromium, with a fresh profile. */
export const launch = () =>
  chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS, headless: true, timeout: PATIENCE });

/** A page's two ways to be signed in; the publishable key chooses. */
export const DEVELOPMENT = environment('Chromium, development', {
  key: `pk_test_${btoa('foo-bar-13.clerk.accounts.dev$')}`,
  home: (origin, client) => `${origin}/home?__clerk_db_jwt=${client.dev_browser_token}`,
  cookies: () => [],
});
export const PRODUCTION = environment('Chromium, production', {
  key: `pk_live_${btoa('clerk.example.com$')}`,
  home: (origin) => `${origin}/home`,
  cookies: (sandbox, client) => [{ name: '__client', value: client.client_cookie, url: sandbox.url, httpOnly: true }],
});

function environment(name, kind) {
  let browser, pages;
  return {
    name,
    start: async () => {
      pages = await Pages.serve();
      browser = await launch();
    },
    stop: async () => {
      await browser?.close();
      pages?.server.close();
    },
    open: (version, sandbox, client) => App.open({ browser, pages, kind, version, sandbox, client }),
  };
}

class App {
  static async open({ browser, pages, kind, version, sandbox, client }) {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript(hideAutomation);
    await context.addCookies(kind.cookies(sandbox, client));
    const page = await context.newPage();
    const script = `${pages.origin}/${version.name}/clerk.browser.js`;
    const app = new App(context, page, `${pages.origin}/home`, { script, key: kind.key, proxyUrl: sandbox.url });
    await page.goto(kind.home(pages.origin, client));
    await app.#load();
    return app;
  }

  constructor(context, page, home, tag) {
    this.context = context;
    this.page = page;
    /** Where links and providers lead back to. */
    this.home = home;
    this.tag = tag;
  }

  async #load() {
    const problem = await this.page.evaluate(loadClerk, this.tag);
    if (problem) throw new Error(problem);
  }

  /** Runs `act(clerk, given)` in the page; both ways only JSON passes. */
  async run(act, given = null) {
    const text = `async (given) => JSON.stringify(await (${perform})(${act}, window.Clerk, JSON.parse(given)))`;
    const result = await this.page.evaluate(`(${text})(${JSON.stringify(JSON.stringify(given))})`);
    return outcome(JSON.parse(result));
  }

  /** Goes to the provider, presses the button, and comes back to the app, which loads anew. */
  async goToProvider(url, decision) {
    await this.page.goto(url);
    await this.page.click(`button[name=decision][value=${decision}]`);
    await this.page.waitForURL((at) => at.href.split('?')[0] === this.home);
    await this.#load();
  }

  async close() {
    await this.context.close();
  }
}

/** clerk-js takes an automated browser for being offline. Runs in the page. */
export function hideAutomation() {
  Object.defineProperty(Object.getPrototypeOf(navigator), 'webdriver', { get: () => false });
}

/** Loads the published bundle with its own script tag, which makes `window.Clerk`. Runs in the page. */
async function loadClerk({ script, key, proxyUrl }) {
  const tag = Object.assign(document.createElement('script'), { src: script });
  tag.setAttribute('data-clerk-publishable-key', key);
  tag.setAttribute('data-clerk-proxy-url', proxyUrl);
  try {
    await new Promise((resolve, reject) => {
      Object.assign(tag, { onload: resolve, onerror: () => reject(new Error(script)) });
      document.head.append(tag);
    });
    await window.Clerk.load();
    return window.Clerk.status === 'ready' ? null : `clerk-js is ${window.Clerk.status}`;
  } catch (error) {
    return `clerk-js does not load: ${error.stack ?? error}`;
  }
}

/** An app's own server: an empty page, and the files of each release of clerk-js. */
export class Pages {
  static async serve() {
    const folders = new Map(VERSIONS.map((version) => [version.name, version.folder]));
    const server = createServer((request, response) => {
      const [, version, file] = new URL(request.url, 'http://x').pathname.split('/');
      const path = folders.has(version) && join(folders.get(version), basename(file ?? ''));
      if (path && path.endsWith('.js') && existsSync(path)) {
        response.setHeader('content-type', 'text/javascript');
        createReadStream(path).pipe(response);
      } else {
        response.setHeader('content-type', 'text/html');
        response.end('<!doctype html><title>An app</title>');
      }
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Pages(server, `http://127.0.0.1:${server.address().port}`);
  }

  constructor(server, origin) {
    this.server = server;
    this.origin = origin;
  }
}
