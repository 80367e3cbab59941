// The archives, installed into an empty folder, without Rust: the examples of the READMEs and of the guide run and print what they say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ROOT } from './root.mjs';

const node = join(ROOT, 'node');
let folder: string;
let archives: string[];

interface Example {
  file: string;
  text: string;
  prints: string;
}

/** Every block of code that names its file, with the console that follows it. */
function examplesOf(readme: string): Example[] {
  const text = readFileSync(join(node, readme), 'utf8');
  const blocks = text.matchAll(/```(?:js|ts)\n\/\/ (\S+)\n([\s\S]*?)```\n+```console\n([\s\S]*?)```/g);
  return [...blocks].map(([, file = '', code = '', prints = '']) => ({ file, text: code, prints }));
}

const pages = ['README.md', 'sandbox/README.md', '../docs/guides/node.md', '../docs/testing.md'];
const examples = pages.flatMap(examplesOf);

function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'user-metadata-install-'));
  // `cargo xtask package node` has its own tried.
  const given = process.env['USER_METADATA_ARCHIVES'];
  const packed = given ?? join(folder, 'archives');
  if (given === undefined) {
    execFileSync(process.execPath, [join(node, 'scripts/package.mjs'), 'debug', packed], { stdio: 'pipe' });
  }
  archives = readdirSync(packed).filter((file) => file.endsWith('.tgz')).map((file) => join(packed, file));
  assert.equal(archives.length, 4);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // The packages of the other platforms are not published yet; the one that fits comes from its archive.
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=optional', ...archives]);
});
after(() => { rmSync(folder, { recursive: true, force: true }); });

test('each example of the READMEs and of the guide runs as it stands, and prints what it says', async (context) => {
  assert(examples.length >= 9, `only ${examples.length} examples were found: is their reader broken?`);
  for (const { file, text, prints } of examples) {
    await context.test(file, () => {
      writeFileSync(join(folder, file), text);
      let program = file;
      if (file.endsWith('.mts')) {
        // TypeScript's own declarations are not what is tested.
        const quick = '--skipDefaultLibCheck';
        const strict = ['--strict', '--exactOptionalPropertyTypes', '--module', 'node16', '--target', 'es2022', quick];
        const types = ['--typeRoots', join(node, 'node_modules/@types'), '--types', 'node'];
        run(process.execPath, [join(node, 'node_modules/typescript/bin/tsc'), ...strict, ...types, file]);
        program = file.replace('.mts', '.mjs');
      }
      // Neither a compiler nor anything else of this checkout is at hand.
      assert.equal(run(process.execPath, [program], { PATH: '/nonexistent', NODE_PATH: '' }), prints);
    });
  }
});

test('the entry points are what every tool expects', () => {
  const bin = (name: string): string => join(node, 'node_modules/.bin', name);
  for (const archive of archives.filter((path) => !/(gnu|musl|x64|arm64|msvc)-\d/.test(path))) {
    const strict = execFileSync(bin('publint'), ['run', archive, '--strict'], { encoding: 'utf8', cwd: node });
    assert.match(strict, /All good!/);
    const types = execFileSync(bin('attw'), [archive, '--format', 'json'], { encoding: 'utf8', cwd: node });
    const { analysis } = JSON.parse(types) as { analysis: { problems: unknown[] } };
    assert.deepEqual(analysis.problems, []);
  }
});

test('where no binary fits, the error says what to do', () => {
  const script = `
    require('node:module')._resolveFilename = ((resolve) => (request, ...rest) => {
      if (request.startsWith('@user-metadata/')) throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' });
      return resolve(request, ...rest);
    })(require('node:module')._resolveFilename);
    try { require('user-metadata') } catch (error) { console.log(error.message, error.cause.message) }`;
  assert.match(run(process.execPath, ['-e', script]), /needs the package @user-metadata\/\S+, .*--include=optional.* gone/);
  const elsewhere = `
    Object.defineProperty(process, 'arch', { value: 'mips' });
    try { require('user-metadata') } catch (error) { console.log(error.message) }`;
  assert.match(run(process.execPath, ['-e', elsewhere]), /no binary for \S+ mips\. There are binaries for linux-x64-gnu, /);
});
