// A sandbox of its own, a person with an app, and a Chromium for each test file.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const BINARY = process.env.USER_METADATA_SANDBOX ?? new URL('../../../../target/debug/user-metadata-sandbox', import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** 2026-01-01T00:00:00Z */
export const START = 1_767_225_600_000;

export async function start() {
  const child = spawn(BINARY, ['--port', '0', '--json', '--manual-clock', String(START)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const sandbox = JSON.parse(line);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      // somebody else's site, as far as the browser is concerned
      '--host-resolver-rules=MAP evil.example 127.0.0.1',
    ],
  });
  return {
    url: sandbox.url,
    user: sandbox,
    /** A page that fails the test on anything a browser complains about. */
    async page(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      page.complaints = [];
      page.on('pageerror', (error) => page.complaints.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
      return page;
    },
    /** A call of the app. */
    async app(path, fields) {
      const answer = await fetch(`${sandbox.url}${path}?_is_native=1`, {
        method: 'POST', headers: { authorization: sandbox.native_token }, body: new URLSearchParams(fields),
      });
      return { status: answer.status, ...(await answer.json()) };
    },
    async control(path, body) {
      const answer = await fetch(sandbox.url + path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
      return answer.json();
    },
    async stop() {
      await browser.close();
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** A site of its own that answers every request with one page. */
export async function site(html) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return { port: server.address().port, close: () => server.closeAllConnections() };
}
