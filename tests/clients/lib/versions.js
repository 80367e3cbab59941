// The two releases of clerk-js, by the name of the package that holds them.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** The newest, and the one whose API version (2026-05-12) is that of the newest published specification. */
export const VERSIONS = [
  { name: '6.40.0', package: '@clerk/clerk-js' },
  { name: '6.29.3', package: 'clerk-js-6.29.3' },
].map((version) => {
  const file = require.resolve(version.package);
  return { ...version, folder: dirname(file), load: () => freshModule(file) };
});

/** clerk-js keeps its client and caches in its module: an app of its own needs a module of its own. */
function freshModule(file) {
  delete require.cache[file];
  return require(file);
}
