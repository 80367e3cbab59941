import type { ExternalAccountData } from '../binding.js';
import type { Account, CallOptions } from '../driver.js';
import { given } from '../session.js';
import { Identifier } from './identifier.js';
import { Verification } from './verification.js';

/** The documented parameters of `reauthorize`. */
export interface ReauthorizeExternalAccountParams {
  /** Scopes beyond those that were granted. */
  additionalScopes?: string[];
  /** Where the provider's page leads back to. */
  redirectUrl?: string;
  /** OpenID Connect `prompt`. */
  oidcPrompt?: string;
  /** OpenID Connect `login_hint`. */
  oidcLoginHint?: string;
}

/** An account at a provider, under the names of clerk-js. */
export class ExternalAccount extends Identifier<ExternalAccountData> {
  /** The provider, without `oauth_`: `notion`, `custom_…` */
  provider = '';
  identificationId = '';
  providerUserId = '';
  /** What was granted, with blanks between. */
  approvedScopes = '';
  emailAddress = '';
  firstName = '';
  lastName = '';
  imageUrl = '';
  username?: string;
  phoneNumber?: string;
  label?: string;
  publicMetadata: Record<string, unknown> = {};
  verification: Verification | null = null;
  #title = '';

  /** @internal */
  constructor(account: Account, data: ExternalAccountData) {
    super(account, data);
    this.take(data);
  }

  get kind(): 'external_account' {
    return 'external_account';
  }

  /** @internal */
  get identifier(): string {
    return this.provider;
  }

  /**
   * Asks for more scopes, or for a new consent. Send the user to the new `verification.externalVerificationRedirectURL`.
   *
   * @throws ValidationError of the fields `redirect_url` and `additional_scopes`; ApiError, ProtocolError,
   * TransportError
   */
  reauthorize(params: ReauthorizeExternalAccountParams, options?: CallOptions): Promise<this> {
    const { redirectUrl, additionalScopes, oidcPrompt, oidcLoginHint } = params;
    return this.update(
      {
        method: 'reauthorize',
        id: this.id,
        params: {
          ...given('redirectUrl', redirectUrl),
          ...given('additionalScopes', additionalScopes),
          ...given('oidcPrompt', oidcPrompt),
          ...given('oidcLoginHint', oidcLoginHint),
        },
      },
      options,
    );
  }

  /**
   * As the server holds it now. External accounts are not served alone, so the user is read.
   *
   * @throws ApiError, ProtocolError, TransportError; `RangeError` when the account is gone
   */
  async reload(options?: CallOptions): Promise<this> {
    const answer = await this.account.perform({ method: 'readUser' }, options);
    const accounts =
      answer.answer === 'user' ? [...answer.value.externalAccounts, ...answer.value.enterpriseAccounts] : [];
    const found = accounts.find((account) => account.id === this.id);
    if (found === undefined) throw new RangeError('the account is no longer there');
    this.take(found);
    return this;
  }

  /** The provider, without `oauth_`. */
  providerSlug(): string {
    return this.provider;
  }

  /** The provider as people write it, as in "Notion account". */
  providerTitle(): string {
    return `${this.#title} account`;
  }

  /** What a person recognises the account by, at its provider. */
  accountIdentifier(): string {
    return this.username || this.emailAddress || this.label || '';
  }

  protected get standing(): Verification | null {
    return this.verification;
  }

  protected take(data: ExternalAccountData): void {
    this.takeCommon(data);
    this.provider = data.provider;
    this.#title = data.providerTitle ?? data.provider;
    this.identificationId = data.identificationId;
    this.providerUserId = data.providerUserId;
    this.approvedScopes = data.approvedScopes;
    this.emailAddress = data.emailAddress ?? '';
    this.firstName = data.firstName;
    this.lastName = data.lastName;
    this.imageUrl = data.imageUrl ?? '';
    if (data.username !== undefined) this.username = data.username;
    if (data.phoneNumber !== undefined) this.phoneNumber = data.phoneNumber;
    if (data.label !== undefined) this.label = data.label;
    this.publicMetadata = JSON.parse(data.publicMetadata) as Record<string, unknown>;
    this.verification = data.verification === undefined ? null : new Verification(data.verification);
  }
}
