import { libc, platformOf, PLATFORMS } from '../../src/platforms.js';

/** Where the program of this platform is. */
export function findBinary(): string {
  const found = platformOf(process.platform, process.arch, libc());
  if (found === undefined) {
    throw new Error(
      `@user-metadata/sandbox has no program for ${process.platform} ${process.arch}. ` +
        `There are programs for ${PLATFORMS.map((platform) => platform.name).join(', ')}.`,
    );
  }
  const name = `@user-metadata/sandbox-${found.name}`;
  const program = process.platform === 'win32' ? 'user-metadata-sandbox.exe' : 'user-metadata-sandbox';
  try {
    return require.resolve(`${name}/${program}`);
  } catch (cause) {
    throw new Error(
      `@user-metadata/sandbox needs the package ${name}, which is not there. It is an optional dependency: ` +
        'install again without leaving those out (npm: --include=optional), on the platform that will run it.',
      { cause },
    );
  }
}
