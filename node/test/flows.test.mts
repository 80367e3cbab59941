import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';

import { MisuseError, SnapshotError, TransportError, User, ValidationError } from 'user-metadata';
import type { Effect, Fetch } from 'user-metadata';
import type { Sandbox } from '#sandbox';

import { newest, sandbox, sessionOf, userOf } from './support.mjs';

let server: Sandbox;

before(async () => {
  server = await sandbox();
});
after(() => server.stop());

/** A `fetch` that never answers, until its signal ends it. */
const silent: Fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => {
      reject(new DOMException('ended', 'AbortError'));
    });
  });

test('an enrollment is iterated over, and answered from anywhere', async () => {
  const email = 'iterated@example.com';
  const enrollment = userOf(server).enroll({ add: 'email_address', email });
  const seen: string[] = [];
  for await (const effect of enrollment) {
    seen.push(effect.type);
    if (effect.type !== 'ask_code') continue;
    // As the handler of a button would do it.
    setTimeout(() => {
      if (effect.problem === null) enrollment.enterCode('12');
      else void newest(server, 'code', email).then((code) => { enrollment.enterCode(code); });
    }, 1);
  }
  assert.deepEqual(seen, ['ask_code', 'ask_code', 'finish']);
});

test('leaving the loop changes nothing, and a snapshot goes on in another program', async () => {
  const email = 'left@example.com';
  const first = userOf(server).enroll({ add: 'email_address', email });
  for await (const effect of first) if (effect.type === 'ask_code') break;
  const resumed = userOf(server).resume(first.snapshot);
  assert.equal((await resumed.proceed()).type, 'ask_code');
  resumed.enterCode(await newest(server, 'code', email));
  const last = await resumed.proceed();
  assert(last.type === 'finish' && last.outcome.type === 'verified');
  assert.equal((await server.inbox(email)).length, 1, 'no second message');
  assert.throws(() => userOf(server).resume('{'), SnapshotError);
});

test('two callers at once do not send twice', async () => {
  const enrollment = userOf(server).enroll({ add: 'phone_number', phoneNumber: '+15551230000' });
  const effects = await Promise.all([enrollment.proceed(), enrollment.proceed()]);
  assert.deepEqual(effects.map(({ type }) => type), ['ask_code', 'ask_code']);
  assert.equal((await server.inbox('+15551230000')).length, 1);
});

test('a signal ends what is waited for, and the enrollment goes on afterwards', async () => {
  const email = 'aborted@example.com';
  let answering: Fetch = silent;
  const user = userOf(server, { fetch: (url, init) => answering(url, init) });
  const enrollment = user.enroll({ add: 'email_address', email });
  const abort = new AbortController();
  const ended = enrollment.proceed({ signal: abort.signal });
  abort.abort(new Error('gone'));
  await assert.rejects(ended, { message: 'gone' });
  answering = (url, init) => fetch(url, init);
  let effect: Effect = await enrollment.proceed();
  while (effect.type === 'wait') {
    await enrollment.wait();
    effect = await enrollment.proceed();
  }
  assert.equal(effect.type, 'ask_code');
});

test('a signal ends a single call and the wait between two tries', async () => {
  const user = userOf(server, { fetch: silent });
  const gone = new Error('gone');
  await assert.rejects(user.reload({ signal: AbortSignal.abort(gone) }), gone);
  const soon = new AbortController();
  const reloading = user.reload({ signal: soon.signal });
  soon.abort(gone);
  await assert.rejects(reloading, gone);
  const offline = userOf(server, { fetch: () => Promise.reject(new TypeError('fetch failed')) });
  const waiting = new AbortController();
  const creating = offline.createEmailAddress({ email: 'wait@example.com' }, { signal: waiting.signal });
  setTimeout(() => { waiting.abort(gone); }, 5);
  await assert.rejects(creating, gone);
});

test('cancel works while a request is under way, and its answer is dropped', async () => {
  const enrollment = userOf(server).enroll({ add: 'email_address', email: 'cancelled@example.com' });
  const proceeding = enrollment.proceed();
  enrollment.cancel();
  const effect = await proceeding;
  assert(effect.type === 'finish' && effect.outcome.type === 'cancelled');
  assert.equal(effect.outcome.leftOver.type, 'unknown');
});

test('no answer in time is a transport error with its cause', async () => {
  const user = userOf(server, { fetch: silent, timeout: 5 });
  await assert.rejects(user.reload(), (error) => {
    assert(error instanceof TransportError);
    assert.deepEqual([error.code, error.sent, (error.cause as Error).name], ['timeout', 'maybe', 'TimeoutError']);
    return true;
  });
});

test('a new token is stored before the body is read, also when the body never comes', async () => {
  const stored: string[] = [];
  const headers = new Headers({ authorization: 'Bearer tok_2' });
  const body = new ReadableStream({ pull: (controller) => { controller.error(new Error('cut off')); } });
  const user = new User(sessionOf(server), {
    fetch: () => Promise.resolve(new Response(body, { status: 200, headers })),
    onRotated: (rotated) => { stored.push(rotated.kind === 'native' ? rotated.token : rotated.kind); },
  });
  await assert.rejects(user.reload(), TransportError);
  assert.deepEqual(stored, ['tok_2']);
});

test('what has no meaning now is misuse, and changes nothing', async () => {
  const enrollment = userOf(server).enroll({ add: 'email_address', email: 'misuse@example.com' });
  assert.throws(() => { enrollment.sign('0x00'); }, MisuseError);
  assert.throws(() => { enrollment.resend(); }, MisuseError);
  assert.equal(enrollment.effect.type, 'send');
  await enrollment.proceed();
  assert.throws(() => { enrollment.resend(); }, { code: 'resend_too_early' });
  const unverified = enrollment.resource;
  assert(unverified !== null);
  await assert.rejects(unverified.setPrimary(), { kind: 'misuse', code: 'not_verified' });
});

test('what is typed is refused at once, with its place counted as JavaScript counts', async () => {
  const user = userOf(server, { fetch: silent });
  await assert.rejects(user.createEmailAddress({ email: 'ü😀@@example.com' }), (error) => {
    assert(error instanceof ValidationError);
    const { field, code, position } = error;
    assert.deepEqual({ field, code, position }, { field: 'email', code: 'multiple_at', position: 4 });
    return true;
  });
  await assert.rejects(user.createExternalAccount({ strategy: 'notion' }), { code: 'strategy_prefix' });
  await assert.rejects(user.createExternalAccount({ strategy: 'oauth_notion', redirectUrl: '/' }), {
    code: 'redirect_origin_missing',
  });
});

test('no token is to be seen in what a program may log', async () => {
  const user = userOf(server);
  const email = await user.createEmailAddress({ email: 'logged@example.com' });
  for (const value of [user, user.session, email]) {
    const shown = inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value);
    assert(!shown.includes(server.nativeToken));
  }
});
