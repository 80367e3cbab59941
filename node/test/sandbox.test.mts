import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { ROOT } from './root.mjs';

const PROGRAM = `
  import { startSandbox } from ${JSON.stringify(join(ROOT, 'node/sandbox/dist/sandbox/src/index.mjs'))};
  const binary = ${JSON.stringify(join(ROOT, 'target/debug/user-metadata-sandbox'))};
  const [gone, kept] = [await startSandbox({ binary }), await startSandbox({ binary })];
  await gone.stop();
  console.log(kept.url);
  setInterval(() => {}, 1_000);`;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`a program that ${signal} ends leaves no sandbox behind`, { timeout: 60_000 }, async () => {
    const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = (await once(createInterface(program.stdout), 'line')) as [string];
    assert((await fetch(`${url}/sandbox/inbox`)).ok);
    program.kill(signal);
    assert.deepEqual(await once(program, 'exit'), [null, signal]);
    while (await answers(url)) await setTimeout(20);
  });
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/sandbox/inbox`).then(() => true, () => false);
}
