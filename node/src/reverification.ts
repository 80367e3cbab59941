import type {
  Reverification as Handle,
  ReverificationEffectData,
  ReverificationInputData,
} from './binding.js';
import type { Account, CallOptions } from './driver.js';
import { offerOf, reverificationEffectOf } from './effects.js';
import type { FactorOffer, ReverificationEffect } from './effects.js';
import { unwrap } from './errors.js';
import { Flow } from './flow.js';
import { native } from './native.js';
import { given } from './session.js';
import type { Session } from './session.js';

/** How a reverification begins. */
export interface ReverificationRequest {
  /** How much to ask for, as the effect `reverify` names it; the strongest that the user has where it is absent. */
  level?: string | null | undefined;
  /** Where an emailed link leads back to. Without it, links are not supported. */
  redirectUrl?: string | undefined;
  /** The strategies to take without asking, the best first. */
  preference?: string[] | undefined;
}

/**
 * Fresh credentials on their way, for a session that is named by its id.
 *
 * ```js
 * const reverification = user.reverify();
 * for await (const effect of reverification) {
 *   if (effect.type === 'ask_password') reverification.enterPassword(await askHidden('Password: '));
 *   if (effect.type === 'finish') console.log(effect.outcome.type); // complete
 * }
 * ```
 */
export class Reverification extends Flow<
  Handle,
  ReverificationInputData,
  ReverificationEffectData,
  ReverificationEffect
> {
  /** @internal */
  static start(account: Account, request: ReverificationRequest, options: CallOptions): Reverification {
    const { level, redirectUrl, preference } = request;
    const begun = native.Reverification.start({
      ...given('level', level),
      ...given('redirectUrl', redirectUrl),
      ...given('preference', preference),
    });
    return new Reverification(account, unwrap(begun), options);
  }

  /** @internal */
  static resume(account: Account, snapshot: string, options: CallOptions): Reverification {
    return new Reverification(account, unwrap(native.Reverification.fromSnapshot(snapshot)), options);
  }

  /** What the server would take now, once it has said so; `chooseFactor` is possible while another one is asked for. */
  get factors(): FactorOffer[] {
    return this.machine.factors().map(offerOf);
  }

  /** The person chose the factor at this place of the list. */
  chooseFactor(index: number): void {
    this.take({ input: 'factor_chosen', index });
  }

  /** The person typed this password. */
  enterPassword(password: string): void {
    this.take({ input: 'password_entered', password });
  }

  /** The person typed this code. */
  enterCode(code: string): void {
    this.take({ input: 'code_entered', code });
  }

  /** @throws MisuseError `resend_too_early` before `resendAt` */
  resend(): void {
    this.take({ input: 'resend_requested' });
  }

  /** The user landed on the redirect URL of a link. */
  returned(url: string | URL): void {
    this.take({ input: 'redirect_returned', url: String(url) });
  }

  /** The user signed in, in this session if it is another one. It begins anew. */
  signedIn(session?: Session): void {
    this.take({ input: 'signed_in' });
    if (session !== undefined) this.account.session = session;
  }

  protected show(data: ReverificationEffectData): ReverificationEffect {
    return reverificationEffectOf(data);
  }
}
