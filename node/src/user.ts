import type { ExternalAccountParams, JobParams, ResourceData, ResourceKind, UserData } from './binding.js';
import { Account } from './driver.js';
import type { CallOptions, UserOptions } from './driver.js';
import { Enrollment } from './enrollment.js';
import type { EnrollmentRequest } from './enrollment.js';
import { makeResource } from './resources/any.js';
import type { Resource } from './resources/any.js';
import { EmailAddress } from './resources/email-address.js';
import { ExternalAccount } from './resources/external-account.js';
import { resourceOf } from './resources/identifier.js';
import { PhoneNumber } from './resources/phone-number.js';
import { dateOf } from './resources/verification.js';
import { Web3Wallet } from './resources/web3-wallet.js';
import { Reverification } from './reverification.js';
import type { ReverificationRequest } from './reverification.js';
import { given } from './session.js';
import type { Session } from './session.js';

/** The documented parameters of `createExternalAccount`. */
export interface CreateExternalAccountParams {
  /** Which provider: `oauth_google`, `oauth_custom_…`; may be left out beside an enterprise connection. */
  strategy?: string;
  /** Where the provider's page leads back to: a full URL, or a path where the session names the app's origin. */
  redirectUrl?: string;
  /** Scopes beyond those that the instance asks for anyway. */
  additionalScopes?: string[];
  /** OpenID Connect `prompt`, such as `consent`. */
  oidcPrompt?: string;
  /** OpenID Connect `login_hint`. */
  oidcLoginHint?: string;
  /** The company's connection, where the account is one at its identity provider. */
  enterpriseConnectionId?: string;
}

/**
 * The signed-in user of a session.
 *
 * ```js
 * const user = new User(session, { onRotated: ({ token }) => store(token) });
 * const emailAddress = await user.createEmailAddress({ email: 'test@test.com' });
 * await emailAddress.prepareVerification({ strategy: 'email_code' });
 * ```
 *
 * What it shows of the user (`emailAddresses`, …) is what the server held at the last `reload`.
 */
export class User {
  readonly #account: Account;
  id: string | undefined = undefined;
  username: string | null = null;
  firstName: string | null = null;
  lastName: string | null = null;
  imageUrl = '';
  primaryEmailAddressId: string | null = null;
  primaryPhoneNumberId: string | null = null;
  primaryWeb3WalletId: string | null = null;
  emailAddresses: EmailAddress[] = [];
  phoneNumbers: PhoneNumber[] = [];
  web3Wallets: Web3Wallet[] = [];
  externalAccounts: ExternalAccount[] = [];
  /** Accounts at companies' identity providers. */
  enterpriseAccounts: ExternalAccount[] = [];
  passwordEnabled = false;
  twoFactorEnabled = false;
  totpEnabled = false;
  backupCodeEnabled = false;
  createdAt: Date | null = null;
  updatedAt: Date | null = null;
  /** What the server says beyond this release's knowledge, under the server's names. */
  extra: Readonly<Record<string, unknown>> = {};

  /** The user of this session. Nothing is sent yet. */
  constructor(session: Session, options: UserOptions = {}) {
    this.#account = new Account(session, options);
  }

  /** The session; set it after the user has signed in anew. */
  get session(): Session {
    return this.#account.session;
  }

  set session(session: Session) {
    this.#account.session = session;
  }

  /**
   * Adds an email address, unverified. Next, prepare its verification.
   *
   * It is created exactly once, whatever the network does; an address that the user has already, unverified, is given
   * back. A lost connection is waited out, with growing pauses, for about a minute and a half.
   *
   * @throws ValidationError of the field `email`, before anything is sent; ApiError, whose `class` says what to do
   * (`sign_in`, `reverify`, `wait`): calling again is safe; ProtocolError; TransportError
   */
  async createEmailAddress(params: { email: string }, options?: CallOptions): Promise<EmailAddress> {
    const resource = await this.#resource({ method: 'createEmailAddress', email: params.email }, options);
    return expect(EmailAddress, makeResource(this.#account, resource));
  }

  /** Adds a phone number, unverified; otherwise as `createEmailAddress`. The plus sign may be missing. */
  async createPhoneNumber(params: { phoneNumber: string }, options?: CallOptions): Promise<PhoneNumber> {
    const { phoneNumber } = params;
    const resource = await this.#resource({ method: 'createPhoneNumber', phoneNumber }, options);
    return expect(PhoneNumber, makeResource(this.#account, resource));
  }

  /** Adds a web3 wallet of Ethereum or Solana, unverified; otherwise as `createEmailAddress`. */
  async createWeb3Wallet(params: { web3Wallet: string }, options?: CallOptions): Promise<Web3Wallet> {
    const { web3Wallet } = params;
    const resource = await this.#resource({ method: 'createWeb3Wallet', web3Wallet }, options);
    return expect(Web3Wallet, makeResource(this.#account, resource));
  }

  /**
   * Connects an account at a provider, unverified; otherwise as `createEmailAddress`.
   *
   * Send the user to `verification.externalVerificationRedirectURL`. Back at the redirect URL, `reload` and look at the
   * account of that strategy among `externalAccounts`: it is verified, or `verification.error` says why not, and is fit
   * to show. `enroll` does all that, and checks the URL.
   *
   * @throws also ValidationError `redirect_origin_missing`, for a redirect URL that is a path when the session names no
   * origin
   */
  async createExternalAccount(
    params: CreateExternalAccountParams,
    options?: CallOptions,
  ): Promise<ExternalAccount> {
    const method = 'createExternalAccount';
    const resource = await this.#resource({ method, params: externalAccountParams(params) }, options);
    return expect(ExternalAccount, makeResource(this.#account, resource));
  }

  /**
   * Reads the user with all identifiers.
   *
   * @throws ApiError, ProtocolError, TransportError
   */
  async reload(options?: CallOptions): Promise<this> {
    const answer = await this.#account.perform({ method: 'readUser' }, options);
    if (answer.answer !== 'user') throw new TypeError(`the answer is of another kind: ${answer.answer}`);
    this.#take(answer.value);
    return this;
  }

  /** One identifier as the server holds it. External accounts are not served so: `reload` the user. */
  async resource(kind: ResourceKind, id: string, options?: CallOptions): Promise<Resource> {
    return makeResource(this.#account, await this.#resource({ method: 'readResource', kind, id }, options));
  }

  /** All identifiers of one kind, but for external accounts: `reload` the user. */
  async list(kind: ResourceKind, options?: CallOptions): Promise<Resource[]> {
    const answer = await this.#account.perform({ method: 'list', kind }, options);
    if (answer.answer !== 'resources') throw new TypeError(`the answer is of another kind: ${answer.answer}`);
    return answer.value.map((resource) => makeResource(this.#account, resource));
  }

  /**
   * Begins to add and verify an identifier. Nothing is sent until it proceeds: iterate over it, or step by step with
   * `proceed`. The signal ends whatever it waits for.
   *
   * @throws ValidationError, MisuseError
   */
  enroll(request: EnrollmentRequest, options: CallOptions = {}): Enrollment {
    return Enrollment.start(this.#account, request, options);
  }

  /**
   * Goes on with an enrollment that was stored, by this program or by any other. A request that was under way is not
   * repeated: it looks first.
   *
   * @throws SnapshotError
   */
  resume(snapshot: string, options: CallOptions = {}): Enrollment {
    return Enrollment.resume(this.#account, snapshot, options);
  }

  /**
   * Begins to give fresh credentials: what the effect `reverify`, and a refusal with `session_reverification_required`,
   * ask for. The session has to name its id.
   */
  reverify(request: ReverificationRequest = {}, options: CallOptions = {}): Reverification {
    return Reverification.start(this.#account, request, options);
  }

  /** Goes on with a reverification that was stored. */
  resumeReverification(snapshot: string, options: CallOptions = {}): Reverification {
    return Reverification.resume(this.#account, snapshot, options);
  }

  get primaryEmailAddress(): EmailAddress | null {
    return this.emailAddresses.find(({ id }) => id === this.primaryEmailAddressId) ?? null;
  }

  get primaryPhoneNumber(): PhoneNumber | null {
    return this.phoneNumbers.find(({ id }) => id === this.primaryPhoneNumberId) ?? null;
  }

  get primaryWeb3Wallet(): Web3Wallet | null {
    return this.web3Wallets.find(({ id }) => id === this.primaryWeb3WalletId) ?? null;
  }

  get verifiedExternalAccounts(): ExternalAccount[] {
    return this.externalAccounts.filter((account) => account.isVerified);
  }

  get unverifiedExternalAccounts(): ExternalAccount[] {
    return this.externalAccounts.filter((account) => !account.isVerified);
  }

  async #resource(params: JobParams, options: CallOptions | undefined): Promise<ResourceData> {
    return resourceOf(await this.#account.perform(params, options));
  }

  #take(data: UserData): void {
    const account = this.#account;
    this.id = data.id;
    this.username = data.username ?? null;
    this.firstName = data.firstName ?? null;
    this.lastName = data.lastName ?? null;
    this.imageUrl = data.imageUrl ?? '';
    this.primaryEmailAddressId = data.primaryEmailAddressId ?? null;
    this.primaryPhoneNumberId = data.primaryPhoneNumberId ?? null;
    this.primaryWeb3WalletId = data.primaryWeb3WalletId ?? null;
    this.emailAddresses = data.emailAddresses.map((email) => new EmailAddress(account, email));
    this.phoneNumbers = data.phoneNumbers.map((phone) => new PhoneNumber(account, phone));
    this.web3Wallets = data.web3Wallets.map((wallet) => new Web3Wallet(account, wallet));
    this.externalAccounts = data.externalAccounts.map((held) => new ExternalAccount(account, held));
    this.enterpriseAccounts = data.enterpriseAccounts.map((held) => new ExternalAccount(account, held));
    this.passwordEnabled = data.passwordEnabled;
    this.twoFactorEnabled = data.twoFactorEnabled;
    this.totpEnabled = data.totpEnabled;
    this.backupCodeEnabled = data.backupCodeEnabled;
    this.createdAt = dateOf(data.createdAt);
    this.updatedAt = dateOf(data.updatedAt);
    this.extra = JSON.parse(data.extra) as Record<string, unknown>;
  }
}

/** The parameters as the binding takes them. */
export function externalAccountParams(params: CreateExternalAccountParams): ExternalAccountParams {
  const { strategy, redirectUrl, additionalScopes, oidcPrompt, oidcLoginHint, enterpriseConnectionId } = params;
  return {
    ...given('strategy', strategy),
    ...given('redirectUrl', redirectUrl),
    ...given('additionalScopes', additionalScopes),
    ...given('oidcPrompt', oidcPrompt),
    ...given('oidcLoginHint', oidcLoginHint),
    ...given('enterpriseConnectionId', enterpriseConnectionId),
  };
}

/** The core has made sure that the answer is about what was asked for. */
function expect<R extends Resource>(kind: abstract new (...args: never[]) => R, resource: Resource): R {
  if (resource instanceof kind) return resource;
  throw new TypeError(`the answer is about something else: ${resource.kind}`);
}
