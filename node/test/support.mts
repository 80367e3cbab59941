import { join } from 'node:path';

import { Session, User } from 'user-metadata';
import type { UserOptions } from 'user-metadata';
import { startSandbox } from '#sandbox';
import type { Sandbox, SandboxOptions } from '#sandbox';

import { ROOT } from './root.mjs';

/** The sandbox of this checkout. */
export function sandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ binary: join(ROOT, 'target/debug/user-metadata-sandbox'), ...options });
}

/** The first user of a sandbox. */
export function userOf(sandbox: Sandbox, options: UserOptions = {}): User {
  return new User(sessionOf(sandbox), options);
}

export function sessionOf(sandbox: Sandbox): Session {
  return new Session({
    frontendApi: sandbox.url,
    credentials: { kind: 'native', token: sandbox.nativeToken },
    sessionId: sandbox.sessionId,
  });
}

/** The newest code or link to somebody. */
export async function newest(sandbox: Sandbox, what: 'code' | 'link', to: string): Promise<string> {
  const found = (await sandbox.inbox(to)).findLast((message) => message.kind === what)?.[what];
  if (found == null) throw new Error(`no ${what} has come to ${to}`);
  return found;
}
