import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

import fc from 'fast-check';
import * as api from 'user-metadata';
import { parseEmail, parseMany, parsePhone, schemas, Session, User, ValidationError } from 'user-metadata';
import { native } from '#native';
import { refusalOf } from '#refusal';
import { lossOf } from '#transport';

import { readJson } from './root.mjs';

interface Codes {
  fields: string[];
  validation: Record<string, string>;
  transport: string[];
}
const codes = readJson('tests/vectors/error_codes.json') as Codes;

/** Any UTF-16, lone surrogates included. */
const utf16 = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

const PARSERS = {
  email: native.parseEmail,
  phone: native.parsePhone,
  wallet: native.parseWallet,
  oauthStrategy: native.parseOauthStrategy,
  web3Strategy: native.parseWeb3Strategy,
  redirectUrl: native.parseRedirectUrl,
  scope: native.parseScope,
  code: native.parseCode,
};

test('whatever the text, it is accepted as a fixed point or refused with a known code and a place inside it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.emailAddress(),
    fc.webUrl(),
    fc.stringMatching(/^\+?[0-9 ()-]{0,20}$/),
    utf16,
  );
  fc.assert(
    fc.property(text, (typed) => {
      for (const parse of Object.values(PARSERS)) {
        const answer = parse(typed);
        if (typeof answer === 'string') {
          assert.equal(parse(answer), answer);
          continue;
        }
        const { field, code, position = 0 } = refusalOf(answer);
        assert(codes.fields.includes(field) && code in codes.validation);
        assert(position <= typed.length);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a lone surrogate is refused everywhere, as U+FFFD is', () => {
  const good: Record<keyof typeof PARSERS, string> = {
    email: 'jane@example.com',
    phone: '+15551234567',
    wallet: '0x0123456789abcdef0123456789abcdef01234567',
    oauthStrategy: 'oauth_notion',
    web3Strategy: 'web3_metamask_signature',
    redirectUrl: 'https://app.example.com/back',
    scope: 'read',
    code: '424242',
  };
  for (const [name, parse] of Object.entries(PARSERS)) {
    const text = good[name as keyof typeof PARSERS];
    assert.equal(parse(text), text);
    for (const lone of ['\ud800', '\udfff', '\ufffd']) {
      for (const at of [0, 3, text.length]) {
        const answer = parse(text.slice(0, at) + lone + text.slice(at));
        assert.notEqual(typeof answer, 'string', `${name} with ${JSON.stringify(lone)}`);
      }
    }
  }
});

test('texts around the length of the buffer, and huge ones, are read whole', () => {
  for (const length of [250, 251, 252, 253, 254, 255, 256, 257, 300, 5_000, 20_000_000]) {
    for (const letter of ['a', 'ü', '😀']) {
      if (length > 5_000 && letter !== 'a') continue;
      const url = `https://app.example.com/${'a'.repeat(length)}`;
      if (length < 2_000) assert.equal(native.parseRedirectUrl(url), url);
      assert.match(parseEmailCode(`${letter.repeat(length)}@example.com`), /^(local_)?too_long$/);
    }
  }
});

test('a place is counted as JavaScript counts, whatever stands before it', () => {
  for (const local of ['jane', 'jürgen', '😀😀']) {
    const answer = native.parseEmail(`${local}@example..com`);
    assert(typeof answer === 'number');
    assert.equal(refusalOf(answer).position, `${local}@example.`.length);
  }
  assert.throws(() => native.explainRefusal(0), { code: 'InvalidArg' });
  assert.throws(() => native.explainRefusal(0xffff), { code: 'InvalidArg' });
});

test('a canonical text comes back as the very string', () => {
  const text = 'jane@example.com';
  assert.equal(parseEmail(text), text);
  assert.equal(parseEmail(' jane@EXAMPLE.com'), text);
  assert.equal(parsePhone('1 (555) 123-4567'), '+15551234567');
});

test('values of wrong types are thrown back, and nothing crashes', () => {
  const none: unknown[] = [];
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const trap = { get url(): string { throw new Error('a getter that throws'); } };
  const wrong: unknown[] = [undefined, null, 5, NaN, true, 5n, Symbol('s'), {}, none, () => 0, proxy, trap, new Date()];
  const call = native as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const value of wrong) {
    for (const name of Object.keys(PARSERS)) {
      const parse = PARSERS[name as keyof typeof PARSERS] as (value: unknown) => unknown;
      assert.throws(() => parse(value), Error);
    }
    // An empty list is nothing to do.
    if (value !== none) assert.throws(() => call['parseMany']?.('email', value), Error);
    for (const factory of [native.Session.of, native.Call.of, native.Job.of, native.Enrollment.start]) {
      assert.throws(() => (factory as (value: unknown) => unknown)(value), Error);
    }
    assert.throws(() => new Session(value as never), Error);
  }
});

test('numbers that are none are refused, not coerced', () => {
  const session = native.Session.of({ at: { by: 'url', url: 'https://clerk.example.com' }, credentials: { kind: 'none' } });
  const call = native.Call.of({ operation: 'readUser' });
  const enrollment = native.Enrollment.start({ add: 'phone_number', phoneNumber: '+15551234567' });
  assert(!('refused' in session) && !('refused' in call) && !('refused' in enrollment));
  const answer = (status: number): Parameters<typeof call.parse>[0] => ({ status, headers: [], body: new Uint8Array() });
  const odd = [NaN, Infinity, -Infinity, 200.9, -1, 65_536, 2 ** 53];
  for (const status of odd) assert.throws(() => session.absorb(answer(status)), { code: 'InvalidArg' });
  for (const now of [NaN, Infinity, 0.5, 2 ** 53]) {
    assert.throws(() => call.parse(answer(200), now), { code: 'InvalidArg' });
    assert.throws(() => enrollment.handle({ input: 'tick' }, now), { code: 'InvalidArg' });
    assert.throws(() => enrollment.request(now, session), { code: 'InvalidArg' });
  }
});

test('the closed sets of the binding are those of the core', () => {
  assert.deepEqual(Object.values((native as unknown as Record<string, object>)['TransportFailureName'] ?? {}), codes.transport);
});

test('each loss of the network is what it says', () => {
  const failed = (cause: object): unknown => new TypeError('fetch failed', { cause });
  const expected: [object, string, string][] = [
    [{ code: 'ENOTFOUND' }, 'offline', 'no'],
    [{ code: 'EAI_AGAIN' }, 'offline', 'no'],
    [{ code: 'ECONNREFUSED' }, 'connect', 'no'],
    [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] }, 'connect', 'no'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'timeout', 'no'],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'timeout', 'maybe'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls', 'no'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'tls', 'no'],
    [{ code: 'ECONNRESET' }, 'interrupted', 'maybe'],
    [{ code: 'UND_ERR_SOCKET', message: 'other side closed' }, 'interrupted', 'maybe'],
    [{ code: 'E_OF_TOMORROW' }, 'other', 'maybe'],
  ];
  for (const [cause, failure, sent] of expected) {
    const lost = lossOf(failed(cause));
    assert.deepEqual([lost.failure, lost.sent], [failure, sent], JSON.stringify(cause));
  }
  assert.equal(lossOf('not even an error').failure, 'other');
});

test('the network’s own errors are read so', async () => {
  const user = (frontendApi: string): User =>
    new User(new Session({ frontendApi, credentials: { kind: 'none' } }));
  const gone = createServer();
  await new Promise<void>((resolve) => { gone.listen(0, '127.0.0.1', resolve); });
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => { gone.close(resolve); });
  await assert.rejects(user(`http://127.0.0.1:${port}`).reload(), { kind: 'transport', code: 'connect', sent: 'no' });
  await assert.rejects(user('https://no-such-host.invalid').reload(), { kind: 'transport', code: 'offline', sent: 'no' });
});

test('many texts are parsed in order, with progress, and can be given up', async () => {
  const texts = Array.from({ length: 5_000 }, (_, at) => (at % 2 === 0 ? `jane${at}@Example.com` : 'jane@@example.com'));
  const progress: number[] = [];
  const parsed = await parseMany('email', texts, { onProgress: (done) => progress.push(done) });
  assert.equal(parsed.length, texts.length);
  const [first, second] = parsed;
  assert(first !== undefined && 'value' in first && first.value === 'jane0@example.com');
  assert(second !== undefined && 'error' in second && second.error instanceof ValidationError);
  assert.equal(second.error.code, 'multiple_at');
  assert(progress.length > 1 && progress.at(-1) === 5_000);
  const gone = new Error('gone');
  await assert.rejects(parseMany('email', texts, { signal: AbortSignal.abort(gone) }), gone);
  const later = new AbortController();
  const onProgress = (): void => { later.abort(gone); };
  await assert.rejects(parseMany('email', texts, { signal: later.signal, onProgress }), gone);
});

test('many texts become what each becomes by itself', async () => {
  const alone = { email: native.parseEmail, phone: native.parsePhone, redirect_url: native.parseRedirectUrl };
  const text = fc.oneof(
    fc.emailAddress(),
    fc.constantFrom('jane@BÜCHER.example', '\ud800', '\udc00', '', ' jane@Example.com', 'a'.repeat(300)),
    fc.stringMatching(/^\+?1[0-9 ()-]{0,20}$/),
    utf16,
  );
  const plain = (one: string | { code: string; position?: number | undefined }): unknown =>
    typeof one === 'string' ? one : [one.code, one.position];
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      for (const [kind, parse] of Object.entries(alone)) {
        const parsed = await parseMany(kind as 'email', texts);
        const expected = texts.map(parse).map((one) => (typeof one === 'string' ? one : refusalOf(one)));
        const got = parsed.map((one) => ('value' in one ? one.value : one.error));
        assert.deepEqual(got.map(plain), expected.map(plain));
      }
    }),
  );
});

test('many texts are those of the moment of the call, and nothing but texts', async () => {
  const texts = ['jane@example.com', 'john@example.com'];
  const parsing = parseMany('email', texts);
  texts.fill('');
  assert.deepEqual(await parsing, [{ value: 'jane@example.com' }, { value: 'john@example.com' }]);
  await assert.rejects(parseMany('email', ['jane@example.com', 5 as never]), TypeError);
  assert.throws(() => native.parseMany('email', 'abc', Uint32Array.of(1, 1)), { code: 'InvalidArg' });
  assert.throws(() => native.parseMany('none' as never, 'abc', Uint32Array.of(3)), { code: 'InvalidArg' });
});

test('the schemas have the face of Standard Schema', () => {
  const { validate, version, vendor } = schemas.email['~standard'];
  assert.deepEqual([version, vendor], [1, 'user-metadata']);
  assert.deepEqual(validate(' jane@Example.com'), { value: 'jane@example.com' });
  const refused = validate('jane@@example.com');
  assert(refused.issues !== undefined);
  const { code, position } = refused.issues[0] ?? {};
  assert.deepEqual({ code, position }, { code: 'multiple_at', position: 5 });
  assert.deepEqual(validate(5), { issues: [{ message: 'expected a string' }] });
});

test('worker threads load it and use it at the same time', async () => {
  const program = `
    const { parentPort } = require('node:worker_threads');
    const { parseEmail, parsePhone } = require('user-metadata');
    for (let n = 0; n < 2_000; n += 1) parseEmail('jane@Example.com');
    parentPort.postMessage([parseEmail('jane@Example.com'), parsePhone('15551234567')]);`;
  const results = await Promise.all(
    Array.from({ length: 4 }, () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(program, { eval: true });
        worker.once('message', resolve);
        worker.once('error', reject);
      }),
    ),
  );
  for (const result of results) assert.deepEqual(result, ['jane@example.com', '+15551234567']);
});

test('both ways of loading give the same classes', async () => {
  const { createRequire } = await import('node:module');
  const required = createRequire(import.meta.url)('user-metadata') as Record<string, unknown>;
  // The mark of a compiled module is no name that anybody imports.
  const names = Object.keys(api).filter((name) => name !== '__esModule');
  assert.deepEqual(Object.keys(required).sort(), names.sort());
  assert.equal(required['ValidationError'], ValidationError);
});

function parseEmailCode(text: string): string {
  const answer = native.parseEmail(text);
  return typeof answer === 'string' ? 'accepted' : refusalOf(answer).code;
}
