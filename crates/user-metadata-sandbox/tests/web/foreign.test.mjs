// Pages of other sites, in a browser on the same machine: they can neither drive nor read the sandbox.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { site, start } from './stage.mjs';

let stage;

before(async () => { stage = await start(); });
after(() => stage.stop());

test("a foreign site's form is refused", async () => {
  const evil = await site(`<form method="post" action="${stage.url}/sandbox/page/users"><button>Win a prize</button></form>`);
  const page = await stage.page();
  await page.goto(`http://evil.example:${evil.port}/`);
  const [answer] = await Promise.all([page.waitForResponse(/page\/users/), page.getByRole('button').click()]);
  assert.equal(answer.status(), 403);
  assert.match(await answer.text(), /Origin/);
  evil.close();
});

test("a foreign site's script can neither change nor read", async () => {
  const evil = await site('<title>Evil</title>');
  const page = await stage.page();
  await page.goto(`http://evil.example:${evil.port}/`);
  const outcomes = await page.evaluate(async (url) => {
    const attempt = (path, options) => fetch(url + path, options).then((answer) => answer.text(), () => 'blocked');
    return Promise.all([
      attempt('/sandbox/reset', { method: 'POST' }),
      attempt('/sandbox/settings', { method: 'PATCH', body: '{}' }),
      attempt('/sandbox/inbox'),
      attempt('/'),
    ]);
  }, stage.url);
  assert.deepEqual(outcomes, ['blocked', 'blocked', 'blocked', 'blocked']);
  // a request that needs no permission is sent all the same, and must have done nothing
  await page.evaluate((url) => fetch(`${url}/sandbox/reset`, { method: 'POST', mode: 'no-cors' }), stage.url);
  const state = await stage.control(`/sandbox/state?user_id=${stage.user.user_id}`);
  assert.equal(state.sessions[0].status, 'active');
  evil.close();
});

test('a name that is pointed at this machine is refused', async () => {
  const page = await stage.page();
  const rebound = stage.url.replace('127.0.0.1', 'evil.example');
  const answer = await page.goto(`${rebound}/sandbox/inbox`);
  assert.equal(answer.status(), 403);
  assert.match(await answer.text(), /Host/);
});

test("a developer's own page on loopback may use the control endpoints", async () => {
  const app = await site('<title>The app</title>');
  const page = await stage.page();
  await page.goto(`http://localhost:${app.port}/`);
  const made = await page.evaluate(async (url) => (await fetch(`${url}/sandbox/users`, { method: 'POST' })).json(), stage.url);
  assert.match(made.user_id, /^user_/);
  app.close();
});

test('no page can be framed', async () => {
  const app = await site(`<iframe src="${stage.url}/"></iframe>`);
  const page = await stage.page();
  await page.goto(`http://localhost:${app.port}/`);
  assert.equal(await page.frames()[1].getByRole('navigation', { name: 'Pages' }).count(), 0);
  assert.ok(page.complaints.some((complaint) => complaint.includes('frame-ancestors')), String(page.complaints));
  app.close();
});
