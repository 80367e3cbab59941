import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { native } from '#native';

import { readJson, ROOT } from './root.mjs';

test('every version is the one of the workspace', () => {
  const manifest = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8');
  const version = /\[workspace\.package\]\s*version = "([^"]+)"/.exec(manifest)?.[1];
  assert(version !== undefined);
  const packages = ['node/package.json', 'node/sandbox/package.json'];
  for (const path of packages) assert.equal((readJson(path) as { version: string }).version, version, path);
  assert.equal(native.version(), version);
});
