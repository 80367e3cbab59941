import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filesBelow, readJson, sayCount } from './root.mjs';
import { play } from './scenarios/play.mjs';
import { readScenario } from './scenarios/script.mjs';

const COMPANIONS = ['README.md', 'schema.json'];
const only = process.env['SCENARIO'];
const names = filesBelow('tests/scenarios')
  .filter((file) => !COMPANIONS.includes(file))
  .map((file) => {
    assert(file.endsWith('.json'), `${file} is never played`);
    return file.replace(/\.json$/, '');
  })
  .filter((name) => only === undefined || only === name);

/** How many are played at a time: each has a sandbox of its own. */
const AT_A_TIME = 4;

test('every scenario ends as it says', async (context) => {
  assert(names.length > 0, 'there is no such scenario');
  const waiting = [...names];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const played = name;
      await context.test(played, () => play(readScenario(readJson('tests/scenarios', `${played}.json`))));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  context.diagnostic(`scenarios: ${String(names.length)} played`);
  if (only === undefined) sayCount('scenarios', names.length);
});

test('what the runner does not know is refused', () => {
  const withStep = (step: object): unknown => ({ title: 't', steps: [step], outcome: null });
  assert.doesNotThrow(() => readScenario(withStep({ step: 'cancel' })));
  const wrong = { email_address: { email: 'a@b.cd', stratgey: 'email_code' } };
  for (const step of [{ step: 'fly' }, { step: 'cancel', softly: true }, { step: 'enroll', request: wrong }]) {
    assert.throws(() => readScenario(withStep(step)), JSON.stringify(step));
  }
});
