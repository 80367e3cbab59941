// Runs the tests: all of them, or those whose names are given.
//
//     node scripts/test.mjs [name …]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = process.argv.slice(2);
const files = readdirSync(join(root, 'build/test'))
  .filter((file) => file.endsWith('.test.mjs'))
  .filter((file) => names.length === 0 || names.includes(file.replace('.test.mjs', '')));
if (files.length === 0) throw new Error(`there is no such test: ${names.join(', ')}`);
const { status } = spawnSync(
  process.execPath,
  // Two at a time: more only wait for each other.
  ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files.map((file) => join('build/test', file))],
  { stdio: 'inherit', cwd: root },
);
process.exitCode = status ?? 1;
