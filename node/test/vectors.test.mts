import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { sayCount } from './root.mjs';
import type { Json, JsonObject } from './root.mjs';
import * as calls from './vectors/calls.mjs';
import { enrollment, snapshot } from './vectors/enrollments.mjs';
import { skips, suites } from './vectors/envelope.mjs';
import type { Case, Suite } from './vectors/envelope.mjs';
import { identifier } from './vectors/identifiers.mjs';
import { withoutNulls } from './vectors/shape.mjs';

test('every case of the vectors has the result that it says', (context) => {
  const skipped = skips();
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const failures: string[] = [];
  for (const suite of suites()) {
    const folder = suite.suite.split('/')[0] ?? '';
    for (const held of suite.cases) {
      seen.add(held.id);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
      const difference = differs(suite, held);
      const reason = skipped.get(held.id);
      if (reason !== undefined && difference === undefined) failures.push(`${held.id}: skipped, yet it passes`);
      if (reason === undefined && difference !== undefined) failures.push(`${held.id}: ${difference}`);
    }
  }
  for (const id of skipped.keys()) assert(seen.has(id), `a skip that names no case: ${id}`);
  const said = [...counts].map(([folder, count]) => `${folder} ${count}`).join(', ');
  context.diagnostic(`vectors: ${said}, skipped ${skipped.size}`);
  assert.equal(failures.length, 0, `${failures.length} of ${seen.size} cases fail:\n${failures.slice(0, 40).join('\n')}`);
  for (const [folder, count] of counts) sayCount(folder, count);
});

function differs(suite: Suite, held: Case): string | undefined {
  let got: Json;
  try {
    got = run(suite.suite, held);
  } catch (error) {
    return String(error);
  }
  const wanted = withoutNulls(held.result, got);
  return isDeepStrictEqual(got, wanted) ? undefined : `got ${JSON.stringify(got)}, want ${JSON.stringify(wanted)}`;
}

function run(suite: string, held: Case): Json {
  const [folder, file = ''] = suite.split('/');
  const input = held.input as JsonObject;
  switch (folder) {
    case 'identifiers':
      return identifier(file, held);
    case 'requests':
      return calls.request(input);
    case 'responses':
      return calls.response(input);
    case 'enrollments':
      return enrollment(input);
    case 'snapshots':
      return snapshot(input);
    default:
      throw new Error(`${suite}: a suite that this runner does not know`);
  }
}
