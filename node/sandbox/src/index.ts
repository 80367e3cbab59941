import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

import { findBinary } from './binary.js';

/** How the sandbox starts. */
export interface SandboxOptions {
  /** The port; any free one where it is absent. */
  port?: number;
  /** What ids, codes and tokens are made up from. */
  seed?: number;
  /** A clock that stands at these Unix milliseconds until it is moved; the system's where it is absent. */
  clock?: number;
  /** Keep everything in this SQLite file. */
  database?: string;
  /** Another program than the installed one. */
  binary?: string;
}

/** The tokens of a client, and who is signed in there. */
export interface SandboxUser {
  userId: string;
  sessionId: string;
  clientId: string;
  /** For `{ kind: 'native', token }`. */
  nativeToken: string;
  /** For `{ kind: 'dev_browser', token }`. */
  devBrowserToken: string;
  /** For `{ kind: 'cookie', client }`. */
  clientCookie: string;
}

/** A mail or a text message. */
export interface Message {
  channel: 'email' | 'sms';
  to: string;
  kind: 'code' | 'link';
  code: string | null;
  link: string | null;
  /** Unix milliseconds. */
  sentAt: number;
}

/** A running sandbox, with its first user. */
export interface Sandbox extends SandboxUser {
  /** The address: the `frontendApi` of a session, and `proxyUrl` in clerk-js. */
  readonly url: string;
  readonly publishableKey: string;
  /** What was sent, oldest first; to one recipient, or to all. */
  inbox(to?: string): Promise<Message[]>;
  /** One more signed-in user. The fields are those of `POST /sandbox/users`. */
  newUser(fields?: Record<string, unknown>): Promise<SandboxUser>;
  /** Moves the clock. */
  advance(millis: number): Promise<void>;
  /** Any of the control endpoints, by its path behind `/sandbox/`; with a body it is a POST unless said otherwise. */
  control(path: string, body?: unknown, method?: string): Promise<unknown>;
  /** Ends the program. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox of one's own: a local Frontend API with a signed-in user, an inbox and a fake provider.
 *
 * ```js
 * const sandbox = await startSandbox();
 * const session = new Session({
 *   frontendApi: sandbox.url,
 *   credentials: { kind: 'native', token: sandbox.nativeToken },
 * });
 * // …
 * await sandbox.stop();
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const program = spawn(options.binary ?? findBinary(), argumentsOf(options), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithProcess(program);
  const started = JSON.parse(await firstLine(program)) as Record<string, string>;
  const url = started['url'] as string;
  const control = async (path: string, body?: unknown, method?: string): Promise<unknown> => {
    const response = await fetch(`${url}/sandbox/${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`/sandbox/${path} answered ${String(response.status)}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  return {
    url,
    publishableKey: started['publishable_key'] as string,
    ...userOf(started),
    control,
    inbox: async (to) => {
      const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
      const sent = (await control(`inbox${query}`)) as (Omit<Message, 'sentAt'> & { sent_at: number })[];
      return sent.map(({ sent_at: sentAt, ...message }) => ({ ...message, sentAt }));
    },
    newUser: async (fields = {}) => userOf((await control('users', fields)) as Record<string, string>),
    advance: async (millis) => {
      await control('clock', { advance_ms: millis });
    },
    stop: async () => {
      if (program.exitCode !== null || program.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => program.once('exit', () => { resolve(); }));
      program.kill();
      await ended;
    },
  };
}

/** The programs that run. A test run that is cut off leaves no server behind. */
const running = new Set<ChildProcess>();
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

function endWithProcess(program: ChildProcess): void {
  if (running.size === 0) {
    process.on('exit', endAll);
    for (const signal of SIGNALS) process.on(signal, cutOff);
  }
  running.add(program);
  program.once('exit', () => {
    running.delete(program);
    if (running.size > 0) return;
    process.removeListener('exit', endAll);
    for (const signal of SIGNALS) process.removeListener(signal, cutOff);
  });
}

function endAll(): void {
  for (const program of running) program.kill();
}

/** What the signal would have done without us; where somebody else listens too, they decide. */
function cutOff(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  process.removeListener(signal, cutOff);
  process.kill(process.pid, signal);
}

function argumentsOf({ port, seed, clock, database }: SandboxOptions): string[] {
  const list = ['--json', '--port', String(port ?? 0)];
  if (seed !== undefined) list.push('--seed', String(seed));
  if (clock !== undefined) list.push('--manual-clock', String(clock));
  if (database !== undefined) list.push('--db', database);
  return list;
}

function firstLine(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout } = program;
    if (stdout === null) throw new TypeError('the program has no output');
    createInterface(stdout).once('line', resolve);
    program.once('error', reject);
    program.once('exit', (code) => {
      reject(new Error(`the sandbox ended at once, with ${String(code)}`));
    });
  });
}

function userOf(fields: Record<string, string>): SandboxUser {
  const field = (name: string): string => fields[name] ?? '';
  return {
    userId: field('user_id'),
    sessionId: field('session_id'),
    clientId: field('client_id'),
    nativeToken: field('native_token'),
    devBrowserToken: field('dev_browser_token'),
    clientCookie: field('client_cookie'),
  };
}
