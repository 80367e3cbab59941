import type { EffectData, Enrollment as Handle, EnrollmentParams, InputData, ResourceData, ResourceKind } from './binding.js';
import type { Account, CallOptions } from './driver.js';
import { effectOf, leftOverOf, troubleOf } from './effects.js';
import type { Effect, LeftOver, Trouble } from './effects.js';
import { unwrap } from './errors.js';
import { Flow } from './flow.js';
import { native } from './native.js';
import { makeResource } from './resources/any.js';
import type { Resource } from './resources/any.js';
import { given } from './session.js';
import type { Session } from './session.js';
import type { CreateExternalAccountParams } from './user.js';
import { externalAccountParams } from './user.js';
import type { ReauthorizeExternalAccountParams } from './resources/external-account.js';

/** What is to be added, and how it is proved. */
export type EnrollmentRequest =
  /** By a code, or by a link or a round trip to the company's provider, which lead back to the redirect URL. */
  | { add: 'email_address'; email: string; strategy?: 'email_code' }
  | { add: 'email_address'; email: string; strategy: 'email_link' | 'enterprise_sso'; redirectUrl: string }
  | { add: 'phone_number'; phoneNumber: string }
  /** Without a strategy, the usual wallet of its chain signs. */
  | { add: 'web3_wallet'; web3Wallet: string; strategy?: `web3_${string}_signature` }
  | ({ add: 'external_account' } & CreateExternalAccountParams)
  /** More scopes, or a new consent, for an account that the user has. */
  | ({ add: 'reauthorize'; id: string } & ReauthorizeExternalAccountParams);

/**
 * One identifier on its way to being verified.
 *
 * ```js
 * const enrollment = user.enroll({ add: 'email_address', email: 'jane@example.com' });
 * for await (const effect of enrollment) {
 *   if (effect.type === 'ask_code') enrollment.enterCode(await ask(`The code sent to ${effect.destination}: `));
 *   if (effect.type === 'finish') console.log(effect.outcome.type); // verified
 * }
 * ```
 */
export class Enrollment extends Flow<Handle, InputData, EffectData, Effect> {
  /** @internal */
  static start(account: Account, request: EnrollmentRequest, options: CallOptions): Enrollment {
    return new Enrollment(account, unwrap(native.Enrollment.start(paramsOf(request))), options);
  }

  /** @internal */
  static resume(account: Account, snapshot: string, options: CallOptions): Enrollment {
    return new Enrollment(account, unwrap(native.Enrollment.fromSnapshot(snapshot)), options);
  }

  /** What kind of identifier it is about. */
  get kind(): ResourceKind {
    return this.machine.kind();
  }

  /** What a person recognises it by: the address, the number, or the provider. */
  get identifier(): string {
    return this.machine.identifier();
  }

  /** @internal The same as the binary shows it. */
  get held(): ResourceData | null {
    return this.machine.resource();
  }

  /** The identifier as the server last showed it, once it exists. */
  get resource(): Resource | null {
    const resource = this.machine.resource();
    return resource === null ? null : makeResource(this.account, resource);
  }

  /** What went wrong last, while it is being got past: fit for a log or a status line. */
  get trouble(): Trouble | null {
    const trouble = this.machine.trouble();
    return trouble === null ? null : troubleOf(trouble);
  }

  /** What would stay behind on the server if it ended now. */
  get leftOver(): LeftOver {
    return leftOverOf(this.account, this.machine.leftOver());
  }

  /** The person typed this code. */
  enterCode(code: string): void {
    this.take({ input: 'code_entered', code });
  }

  /** The wallet returned this signature. */
  sign(signature: string): void {
    this.take({ input: 'signed', signature });
  }

  /** @throws MisuseError `resend_too_early` before `resendAt` */
  resend(): void {
    this.take({ input: 'resend_requested' });
  }

  /**
   * The user landed on the redirect URL: the whole URL, with its query.
   *
   * @throws MisuseError `foreign_return_url` when it is not the one that was asked for
   */
  returned(url: string | URL): void {
    this.take({ input: 'redirect_returned', url: String(url) });
  }

  /** The user signed in, in this session if it is another one. */
  signedIn(session?: Session): void {
    this.take({ input: 'signed_in' });
    if (session !== undefined) this.account.session = session;
  }

  /** The user gave fresh credentials. */
  reverified(): void {
    this.take({ input: 'reverified' });
  }

  protected show(data: EffectData): Effect {
    return effectOf(this.account, data);
  }
}

function paramsOf(request: EnrollmentRequest): EnrollmentParams {
  switch (request.add) {
    case 'email_address': {
      const redirectUrl = 'redirectUrl' in request ? request.redirectUrl : undefined;
      const { add, email, strategy = 'email_code' } = request;
      return { add, email, strategy, ...given('redirectUrl', redirectUrl) };
    }
    case 'phone_number':
      return { add: 'phone_number', phoneNumber: request.phoneNumber };
    case 'web3_wallet':
      return { add: 'web3_wallet', web3Wallet: request.web3Wallet, ...given('strategy', request.strategy) };
    case 'external_account':
      return { add: 'external_account', params: externalAccountParams(request) };
    case 'reauthorize': {
      const { add, id, redirectUrl, additionalScopes, oidcPrompt, oidcLoginHint } = request;
      return {
        add,
        id,
        params: {
          ...given('redirectUrl', redirectUrl),
          ...given('additionalScopes', additionalScopes),
          ...given('oidcPrompt', oidcPrompt),
          ...given('oidcLoginHint', oidcLoginHint),
        },
      };
    }
  }
}
