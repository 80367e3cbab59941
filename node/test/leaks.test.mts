import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** What is done over and over, in a process that can collect its garbage. */
const PROGRAM = `
  const { parseEmail, Session } = require('user-metadata');
  const { native } = require(process.argv[1]);
  const session = native.Session.of({ at: { by: 'url', url: 'https://clerk.example.com' }, credentials: { kind: 'native', token: 't' } });
  const body = new Uint8Array(Buffer.from(JSON.stringify({ response: { id: 'idn_1', email_address: 'a@b.co', padding: 'x'.repeat(20_000) } })));
  function round() {
    for (let n = 0; n < 200; n += 1) {
      parseEmail(' jane@Example.com');
      try { parseEmail('jane@@example.com'); } catch {}
      const job = native.Job.of({ method: 'createEmailAddress', email: 'a@b.co' });
      job.todo(session);
      job.responded({ status: 200, headers: [{ name: 'x', value: 'y' }], body }, 0);
      job.todo(session);
      const machine = native.Enrollment.start({ add: 'email_address', email: 'a@b.co', strategy: 'email_code' });
      const next = machine.handle({ input: 'responded', id: machine.effect().id, response: { status: 200, headers: [], body } }, 0);
      native.Enrollment.fromSnapshot(next.toSnapshot());
    }
  }
  async function settled() {
    // Finalizers of the binding run between two turns of the loop.
    for (let n = 0; n < 5; n += 1) { gc(); await new Promise((resolve) => setImmediate(resolve)); }
    return process.memoryUsage().rss;
  }
  (async () => {
    for (let n = 0; n < 3; n += 1) { round(); await settled(); }
    const before = await settled();
    for (let n = 0; n < 6; n += 1) { round(); await settled(); }
    console.log(JSON.stringify({ before, after: await settled() }));
  })();`;

test('what is done over and over does not make the process grow', () => {
  const native = new URL('../../dist/native.js', import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '-e', PROGRAM, native], {
    encoding: 'utf8',
    cwd: new URL('../..', import.meta.url).pathname,
  });
  const { before, after } = JSON.parse(stdout || `"${stderr}"`) as { before: number; after: number };
  // One leaked body each time would be 6 × 200 × 20 KB = 24 MB.
  assert(after - before < 12_000_000, `${before} bytes before, ${after} after`);
});
