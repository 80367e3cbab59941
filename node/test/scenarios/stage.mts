import { inspect } from 'node:util';

import { Session, User } from 'user-metadata';
import type { Clock, Credentials, Effect, Enrollment, Resource, Rotated } from 'user-metadata';
import { startSandbox } from '#sandbox';
import type { Sandbox } from '#sandbox';

import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import type { JsonObject } from '../root.mjs';
import type { Setup } from './script.mjs';

/** 2026-01-01T00:00:00Z */
const START = 1_767_225_600_000;

const TOKENS = { native: 'native_token', dev_browser: 'dev_browser_token', cookie: 'client_cookie' } as const;

/** A sandbox, a device, and the app on it. */
export class Stage {
  user!: User;
  flows = new Map<string, Enrollment>();
  current = 'first';
  /** Where the browser or the link led last. */
  landing: string | undefined;
  /** What was created or enrolled last. */
  latest: Resource | null = null;
  /** What no text may hold. */
  secrets: string[];
  /** The app's own secure store. */
  storedToken: string;
  readonly clock: Clock & { advance(ms: number): Promise<void> };

  private constructor(
    readonly sandbox: Sandbox,
    readonly setup: Setup,
    readonly userId: string,
    /** The client's tokens, as the control endpoints gave them. */
    readonly client: Record<string, string>,
  ) {
    this.storedToken = client[TOKENS[setup.credentials ?? 'native']] ?? '';
    this.secrets = Object.values(TOKENS).map((name) => client[name] ?? '');
    let serverNow = START;
    const advance = async (ms: number): Promise<void> => {
      await sandbox.advance(ms);
      serverNow += ms;
    };
    // The device's clock: the sandbox's, and wrong by as much as the scenario says. Whoever waits on it moves both.
    const now = (): number => serverNow + (setup.device_clock_off_by_ms ?? 0);
    const sleepUntil = async (until: number): Promise<void> => {
      if (until > now()) await advance(until - now());
    };
    this.clock = { now, sleepUntil, advance };
  }

  static async open(setup: Setup): Promise<Stage> {
    const sandbox = await startSandbox({
      clock: START,
      binary: join(ROOT, 'target/debug/user-metadata-sandbox'),
    });
    try {
      await sandbox.control('settings', setup.settings ?? {}, 'PATCH');
      const seeded = (await sandbox.control('users', setup.user ?? {})) as Record<string, string>;
      for (const other of setup.others ?? []) await sandbox.control('users', other);
      const client = setup.signed_out === true ? await sandbox.control('clients', {}) : seeded;
      for (const fault of setup.faults ?? []) await sandbox.control('faults', fault);
      const stage = new Stage(sandbox, setup, seeded['user_id'] ?? '', client as Record<string, string>);
      stage.startApp();
      return stage;
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  /** Starts the app, with nothing but what it has stored. */
  startApp(): void {
    const store = (rotated: Rotated): void => {
      this.storedToken =
        rotated.kind === 'cleared' ? '' : rotated.kind === 'cookie' ? rotated.client : rotated.token;
    };
    this.user = new User(this.session(), { clock: this.clock, onRotated: store });
  }

  /** The session of the stored token. */
  session(sessionId?: string): Session {
    const { credentials: kind = 'native', origin } = this.setup;
    const token = this.storedToken;
    const credentials: Credentials = kind === 'cookie' ? { kind, client: token } : { kind, token };
    return new Session({ frontendApi: this.sandbox.url, credentials, origin, sessionId });
  }

  get flow(): Enrollment {
    const flow = this.flows.get(this.current);
    if (flow === undefined) throw new Error('nothing is being enrolled');
    return flow;
  }

  get effect(): Effect {
    return this.flow.effect;
  }

  /** Lets the app do what needs nobody else. */
  async proceed(): Promise<void> {
    await this.flow.proceed();
    this.latest = this.flow.resource ?? this.latest;
  }

  /** Neither what is stored nor what is logged may hold a token, a code, a signature or a nonce. */
  async showsNoSecret(): Promise<void> {
    for (const { code } of await this.sandbox.inbox()) if (code !== null) this.secrets.push(code);
    for (const flow of this.flows.values()) {
      const { effect, trouble } = flow;
      this.hides(flow.snapshot, inspected(flow), inspected(effect), inspected(trouble), inspected(this.user));
    }
  }

  hides(...shown: string[]): void {
    for (const text of shown) {
      const secret = this.secrets.find((held) => held !== '' && text.includes(held));
      if (secret !== undefined) throw new Error(`a secret (${secret}) shows in ${text}`);
    }
  }
}

/** Everything that a log could show of a value. */
export function inspected(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  return `${inspect(value, { depth: 20, showHidden: true })} ${json ?? ''} ${String(value)}`;
}

/** The fields of an answer of the sandbox. */
export function fieldsOf(value: unknown): JsonObject {
  return value as JsonObject;
}
