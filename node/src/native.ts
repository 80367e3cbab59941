import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type * as binding from './binding.js';
import { libc, platformOf, PLATFORMS } from './platforms.js';

/** Reads one string: the canonical text, or the number of a refusal, which `refusalOf` understands. */
export type Parser = (text: string) => string | number;

/** The functions that the binary registers by hand, since they are called at every keystroke. */
interface Parsers {
  readonly parseEmail: Parser;
  readonly parsePhone: Parser;
  readonly parseWallet: Parser;
  readonly parseOauthStrategy: Parser;
  readonly parseWeb3Strategy: Parser;
  readonly parseRedirectUrl: Parser;
  readonly parseScope: Parser;
  readonly parseCode: Parser;
}

/** What the binary offers. */
export type Native = typeof binding & Parsers;

/** The binary of this platform. */
export const native: Native = load();

function load(): Native {
  // The build of a checkout; a package that was installed has no such folder.
  const built = join(__dirname, '../native/user-metadata.node');
  if (existsSync(built)) return require(built) as Native;
  const found = platformOf(process.platform, process.arch, libc());
  if (found === undefined) {
    throw new Error(
      `user-metadata has no binary for ${process.platform} ${process.arch}. ` +
        `There are binaries for ${PLATFORMS.map((platform) => platform.name).join(', ')}.`,
    );
  }
  const name = `@user-metadata/${found.name}`;
  try {
    return require(name) as Native;
  } catch (cause) {
    throw new Error(
      `user-metadata needs the package ${name}, which could not be loaded. ` +
        'It is an optional dependency: install again without leaving those out (npm: --include=optional), ' +
        'on the platform that will run it.',
      { cause },
    );
  }
}
