import type { EmailAddressData } from '../binding.js';
import type { Account, CallOptions } from '../driver.js';
import { createLinkFlow } from '../link-flow.js';
import { given } from '../session.js';
import { Identifier } from './identifier.js';
import { IdentificationLink } from './link.js';
import { Verification } from './verification.js';

/** How an email address is proved. */
export type PrepareEmailAddressVerificationParams =
  | { strategy: 'email_code' }
  | { strategy: 'email_link' | 'enterprise_sso'; redirectUrl: string };

/** Where an emailed link or a provider leads back to. */
export interface StartLinkFlowParams {
  redirectUrl: string;
}

/** An email address of the user, under the names of clerk-js. */
export class EmailAddress extends Identifier<EmailAddressData> {
  emailAddress = '';
  verification = new Verification(undefined);
  /** Locked for this user though unverified. */
  reserved = false;
  linkedTo: IdentificationLink[] = [];
  /** Whether its domain belongs to an enterprise connection. */
  matchesSsoConnection = false;

  /** @internal */
  constructor(account: Account, data: EmailAddressData) {
    super(account, data);
    this.take(data);
  }

  get kind(): 'email_address' {
    return 'email_address';
  }

  /** @internal */
  get identifier(): string {
    return this.emailAddress;
  }

  /**
   * Has a code or a link sent: once, and never again by itself.
   *
   * ```js
   * await emailAddress.prepareVerification({ strategy: 'email_code' });
   * ```
   *
   * @throws ApiError such as `verification_already_verified`; MisuseError, ProtocolError, TransportError: where `sent`
   * is `maybe`, reload and look at the verification before asking for a second message
   */
  prepareVerification(params: PrepareEmailAddressVerificationParams, options?: CallOptions): Promise<this> {
    const { strategy } = params;
    const redirectUrl = 'redirectUrl' in params ? params.redirectUrl : undefined;
    return this.update(
      { method: 'prepareVerification', resource: this.reference(), strategy, ...given('redirectUrl', redirectUrl) },
      options,
    );
  }

  /**
   * Proves it with the code that was sent. What cannot be right is refused before it is sent, and costs no attempt.
   *
   * @throws ValidationError of the field `code`; ApiError `form_code_incorrect`: the next one is welcome;
   * ProtocolError, TransportError: then reload
   */
  attemptVerification(params: { code: string }, options?: CallOptions): Promise<this> {
    return this.update(
      { method: 'attemptVerification', resource: this.reference(), proof: params.code },
      options,
    );
  }

  /** As the server holds it now. */
  reload(options?: CallOptions): Promise<this> {
    return this.update({ method: 'readResource', kind: this.kind, id: this.id }, options);
  }

  /**
   * Sends a link, and waits until it was opened or is over. Unlike in clerk-js, the wait ends by itself, outlives a lost
   * connection, and is always cancelled by `cancelEmailLinkFlow`: the start then rejects with an `AbortError`.
   */
  createEmailLinkFlow(): {
    startEmailLinkFlow: (params: StartLinkFlowParams, options?: CallOptions) => Promise<EmailAddress>;
    cancelEmailLinkFlow: () => void;
  } {
    const { start, cancel } = createLinkFlow(this.account, this.emailAddress, 'email_link', (data) => {
      this.take(data);
      return this;
    });
    return { startEmailLinkFlow: start, cancelEmailLinkFlow: cancel };
  }

  /** The address. */
  override toString(): string {
    return this.emailAddress;
  }

  protected get standing(): Verification {
    return this.verification;
  }

  protected take(data: EmailAddressData): void {
    this.takeCommon(data);
    this.emailAddress = data.emailAddress;
    this.verification = new Verification(data.verification);
    this.reserved = data.reserved;
    this.linkedTo = data.linkedTo.map((link) => new IdentificationLink(link));
    this.matchesSsoConnection = data.matchesSsoConnection ?? false;
  }
}
