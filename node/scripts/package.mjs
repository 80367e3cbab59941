// Makes the packages that people install, for the platform that this runs on.
//
//     node scripts/package.mjs <debug|release> <folder for the archives>
//
// Four archives: the package, the package of its binary, and the same two of the sandbox. What belongs to a checkout only
// (scripts, imports, development packages) stays out.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { libc, platformOf, PLATFORMS } = createRequire(import.meta.url)('../dist/platforms.js');
const node = fileURLToPath(new URL('..', import.meta.url));
const [profile, out] = process.argv.slice(2);
if (!['debug', 'release'].includes(profile) || out === undefined) {
  throw new Error('usage: node scripts/package.mjs <debug|release> <folder for the archives>');
}
const archives = resolve(out);
const staged = join(node, 'build/package');
const built = join(node, '../target', profile);
rmSync(staged, { recursive: true, force: true });
mkdirSync(archives, { recursive: true });
for (const old of readdirSync(archives).filter((file) => file.endsWith('.tgz'))) rmSync(join(archives, old));

const here = platformOf(process.platform, process.arch, libc());
if (here === undefined) throw new Error('there is no package for this platform');
const main = JSON.parse(readFileSync(join(node, 'package.json'), 'utf8'));
const sandbox = JSON.parse(readFileSync(join(node, 'sandbox/package.json'), 'utf8'));
const { version, license } = main;
const windows = process.platform === 'win32' ? '.exe' : '';
// It is filled in there; npm's provenance compares it with where the package was built.
const repository = /^repository = "([^"]+)"$/m.exec(readFileSync(join(node, '../Cargo.toml'), 'utf8'))?.[1];

pack('user-metadata', node, ['dist', 'README.md'], {
  ...without(main, ['scripts', 'imports', 'devDependencies']),
  optionalDependencies: everyPlatform('@user-metadata/'),
});
pack('sandbox', join(node, 'sandbox'), ['dist', 'README.md'], {
  ...sandbox,
  optionalDependencies: everyPlatform('@user-metadata/sandbox-'),
});
packBinary('@user-metadata/', join(node, 'native/user-metadata.node'), 'user-metadata.node', 'The binary of user-metadata');
const program = `user-metadata-sandbox${windows}`;
packBinary('@user-metadata/sandbox-', join(built, program), program, 'The program of @user-metadata/sandbox');

function everyPlatform(prefix) {
  return Object.fromEntries(PLATFORMS.map(({ name }) => [`${prefix}${name}`, version]));
}

function without(manifest, names) {
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !names.includes(name)));
}

function packBinary(prefix, file, as, description) {
  const { name, os, cpu, libc: library } = here;
  const folder = join(staged, `${prefix}${name}`.replace('/', '-'));
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, as));
  // The symbols stay at home; the shipped copy needs none.
  if (process.platform === 'linux') execFileSync('strip', ['-s', join(folder, as)]);
  chmodSync(join(folder, as), 0o755);
  archive(folder, {
    name: `${prefix}${name}`,
    version,
    description: `${description} for ${name}.`,
    keywords: main.keywords,
    license,
    os: [os],
    cpu: [cpu],
    ...(library === undefined ? {} : { libc: [library] }),
    ...(as.endsWith('.node') ? { main: as } : {}),
    files: [as],
  });
}

function pack(folderName, from, contents, manifest) {
  const folder = join(staged, folderName);
  for (const path of contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(from, path), join(folder, path), { recursive: true });
  }
  archive(folder, manifest);
}

function archive(folder, manifest) {
  const published = {
    ...manifest,
    ...(repository === undefined ? {} : { repository: { type: 'git', url: `git+${repository}`, directory: 'node' } }),
    // Names with a scope are private otherwise.
    publishConfig: { access: 'public' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  copyFileSync(join(node, '../LICENSE'), join(folder, 'LICENSE'));
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', archives], {
    cwd: folder,
    encoding: 'utf8',
    shell: windows !== '',
  });
  // Newer releases of npm name the archives, older ones list them.
  const [{ filename, size, unpackedSize }] = Object.values(JSON.parse(packed));
  console.log(`${filename.padEnd(52)} ${kilobytes(size)} ${kilobytes(unpackedSize)} unpacked`);
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1_000)} kB`.padStart(8);
}
