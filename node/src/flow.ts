import type { HttpRequest, HttpResponse, Refused, SentName, TransportFailureName } from './binding.js';
import type { Session as SessionHandle } from './binding.js';
import type { Account, CallOptions } from './driver.js';
import { unwrap } from './errors.js';
import { Session } from './session.js';
import { isLost } from './transport.js';

/** What the machines of the core have in common. */
export interface Machine<Input, EffectData> {
  effect(): EffectData;
  request(id: number, session: SessionHandle): HttpRequest | Refused;
  handle(input: Input | ExchangeInput, now: number): Machine<Input, EffectData> | Refused;
  toSnapshot(): string;
}

/** What every machine may be told. */
export type ExchangeInput =
  | { input: 'responded'; id: number; response: HttpResponse }
  | { input: 'transport_failed'; id: number; failure: TransportFailureName; sent: SentName }
  | { input: 'tick' }
  | { input: 'cancelled' };

/** A machine of the core that is driven for a user: what is to be sent is sent, until somebody is needed. */
export abstract class Flow<
  M extends Machine<Input, EffectData>,
  Input,
  EffectData extends { effect: string },
  Effect extends { type: string; until?: Date; pollAt?: Date },
> implements AsyncIterable<Effect>
{
  protected readonly account: Account;
  #machine: M;
  #running: Promise<void> | undefined;
  #waiting: (() => void)[] = [];
  readonly #signal: AbortSignal | undefined;

  /** @internal */
  constructor(account: Account, machine: M, options: CallOptions) {
    this.account = account;
    Object.defineProperty(this, 'account', { enumerable: false });
    this.#machine = machine;
    this.#signal = options.signal;
  }

  /** What is needed now. `send` means that it has to `proceed`. */
  get effect(): Effect {
    return this.show(this.#machine.effect());
  }

  /** Everything that is needed to go on after a restart, as text. It holds no token, no code and no signature. */
  get snapshot(): string {
    return this.#machine.toSnapshot();
  }

  /**
   * Sends what is to be sent, until somebody is needed: the person, the wallet, the browser, or time. Never answers
   * `send`. Refusals and lost connections are effects and outcomes.
   *
   * When the signal ends it, it may be called again: it then looks whether the request has arrived.
   *
   * @throws ValidationError, MisuseError when the session lacks what the request needs (`redirect_origin_missing`,
   * `session_id_missing`)
   */
  async proceed(options: CallOptions = {}): Promise<Effect> {
    const signal = options.signal ?? this.#signal;
    // Two callers at once must not send the same request twice.
    this.#running ??= this.#send(signal).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    return this.effect;
  }

  /** Waits for what only takes time, then says so. Does nothing at any other effect. */
  async wait(options: CallOptions = {}): Promise<void> {
    const until = wakesAt(this.effect);
    if (until === undefined) return;
    await this.account.clock.sleepUntil(until.getTime(), options.signal ?? this.#signal);
    this.tick();
  }

  /** Says that time has passed, for a program that waits by its own means. */
  tick(): void {
    this.take({ input: 'tick' });
  }

  /** Gives up. It is always possible; the effect is `finish` at once. */
  cancel(): void {
    this.take({ input: 'cancelled' });
  }

  /**
   * Every effect in its turn, until `finish`. Each is sent, waited for or shown; answer it in the body of the loop or
   * from elsewhere, such as from the handler of a button. What only takes time goes on by itself.
   *
   * Leaving the loop changes nothing: the flow stands where it stood.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Effect, void, undefined> {
    for (;;) {
      const effect = await this.proceed();
      const shown = this.#machine;
      yield effect;
      if (effect.type === 'finish') return;
      if (this.#machine === shown) await this.#change(wakesAt(effect));
    }
  }

  protected abstract show(data: EffectData): Effect;

  /** @internal */
  protected get machine(): M {
    return this.#machine;
  }

  /** Takes in what happened. On an error, nothing has changed. */
  protected take(input: Input | ExchangeInput): void {
    this.#machine = unwrap(this.#machine.handle(input, this.account.clock.now())) as M;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  async #send(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    for (;;) {
      const machine = this.#machine;
      const effect = machine.effect() as { effect: string; id?: number };
      if (effect.effect !== 'send') return;
      const id = effect.id as number;
      const request = unwrap(machine.request(id, Session.handle(this.account.session)));
      const reply = await this.account.exchange(request, signal);
      // Cancelled meanwhile: nobody waits for this answer any more.
      if (this.#machine !== machine) continue;
      if (isLost(reply)) {
        this.take({ input: 'transport_failed', id, failure: reply.failure, sent: reply.sent });
        signal?.throwIfAborted();
      } else {
        this.take({ input: 'responded', id, response: reply });
      }
    }
  }

  /** Until somebody answers, or the time has come. */
  async #change(until: Date | undefined): Promise<void> {
    const answered = new AbortController();
    const stop = (): void => {
      answered.abort(this.#signal?.reason);
    };
    this.#signal?.throwIfAborted();
    this.#signal?.addEventListener('abort', stop, { once: true });
    const change = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      answered.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    try {
      if (until === undefined) {
        await change;
      } else {
        const before = this.#machine;
        const slept = this.account.clock.sleepUntil(until.getTime(), answered.signal).then(
          () => {
            if (this.#machine === before) this.tick();
          },
          (error: unknown) => {
            if (!answered.signal.aborted) throw error;
          },
        );
        await Promise.race([change, slept]);
      }
    } finally {
      answered.abort();
      this.#signal?.removeEventListener('abort', stop);
    }
    this.#signal?.throwIfAborted();
  }
}

function wakesAt(effect: { type: string; until?: Date; pollAt?: Date }): Date | undefined {
  return effect.type === 'wait' ? effect.until : effect.type === 'await_link' ? effect.pollAt : undefined;
}
