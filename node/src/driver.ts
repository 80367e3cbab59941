import type { AnswerData, HttpRequest, HttpResponse, JobParams } from './binding.js';
import { systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { errorOf, unwrap } from './errors.js';
import { native } from './native.js';
import { Session } from './session.js';
import type { Rotated } from './session.js';
import { isLost, send } from './transport.js';
import type { Fetch, Lost } from './transport.js';

/** How a user's requests are carried. */
export interface UserOptions {
  /** Another `fetch` than the global one. It must not follow redirects when it is told not to. */
  fetch?: Fetch | undefined;
  /** How long an answer may take, in milliseconds: 30 000. */
  timeout?: number | undefined;
  /**
   * Is told every new token, before the answer that brought it is read: store it, since a token that is lost signs the
   * user out. It must not send requests for this user.
   */
  onRotated?: ((rotated: Rotated) => void | Promise<void>) | undefined;
  /** Another clock than the machine's. */
  clock?: Clock | undefined;
}

/** What every method takes besides its parameters. */
export interface CallOptions {
  /** Ends the wait; the method rejects with its reason. The server may have seen the request all the same. */
  signal?: AbortSignal | undefined;
}

const DEFAULT_TIMEOUT = 30_000;

/** A session and how its requests are carried. */
export class Account {
  readonly clock: Clock;
  session: Session;
  readonly #fetch: Fetch;
  readonly #timeout: number;
  readonly #onRotated: UserOptions['onRotated'];
  /** The hook is told of one token after another, in the order in which they came. */
  #told: Promise<void> = Promise.resolve();

  constructor(session: Session, options: UserOptions) {
    this.session = session;
    this.clock = options.clock ?? systemClock;
    this.#fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.#timeout = options.timeout ?? DEFAULT_TIMEOUT;
    this.#onRotated = options.onRotated;
  }

  /** Carries a job of the core out. */
  async perform(params: JobParams, options: CallOptions = {}): Promise<AnswerData> {
    const { signal } = options;
    signal?.throwIfAborted();
    const job = unwrap(native.Job.of(params));
    let cause: unknown;
    for (;;) {
      const todo = unwrap(job.todo(Session.handle(this.session)), cause);
      switch (todo.todo) {
        case 'send': {
          const reply = await this.exchange(todo.request, signal);
          signal?.throwIfAborted();
          const now = this.clock.now();
          const refused = isLost(reply)
            ? ((cause = reply.cause), job.failed(reply.failure, reply.sent, now))
            : job.responded(reply, now);
          if (refused !== null) throw errorOf(refused.refused);
          break;
        }
        case 'sleep': {
          await this.clock.sleepUntil(todo.until, signal);
          const refused = job.woken(this.clock.now());
          if (refused !== null) throw errorOf(refused.refused);
          break;
        }
        case 'done':
          return todo.answer;
      }
    }
  }

  /** Sends once. A new token is stored before the body is read. */
  async exchange(request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpResponse | Lost> {
    const session = Session.handle(this.session);
    const reply = await send(this.#fetch, request, this.#timeout, signal);
    if (isLost(reply)) return reply;
    const rotated = session.absorb(reply.head);
    if (rotated !== null) {
      const told = this.#told.then(() => this.#onRotated?.(rotated));
      // A hook that fails fails the call that brought the token, and none of the next ones.
      this.#told = told.catch(() => undefined);
      await told;
    }
    return reply.whole();
  }
}
