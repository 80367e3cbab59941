import type { PhoneNumberData } from '../binding.js';
import type { Account, CallOptions } from '../driver.js';
import { Identifier } from './identifier.js';
import { IdentificationLink } from './link.js';
import { Verification } from './verification.js';

/** A phone number of the user, under the names of clerk-js. */
export class PhoneNumber extends Identifier<PhoneNumberData> {
  /** With its plus sign: `+15551234567`. */
  phoneNumber = '';
  verification = new Verification(undefined);
  /** Locked for this user though unverified. */
  reserved = false;
  /** Whether it is a second factor. */
  reservedForSecondFactor = false;
  /** Whether it is the second factor that is asked for first. */
  defaultSecondFactor = false;
  linkedTo: IdentificationLink[] = [];
  #backupCodes: string[] | undefined;

  /** @internal */
  constructor(account: Account, data: PhoneNumberData) {
    super(account, data);
    this.take(data);
  }

  get kind(): 'phone_number' {
    return 'phone_number';
  }

  /** @internal */
  get identifier(): string {
    return this.phoneNumber;
  }

  /** Shown once, when a second factor is set up. Secrets: no log and no JSON shows them. */
  get backupCodes(): string[] | undefined {
    return this.#backupCodes;
  }

  /**
   * Has a code sent: once, and never again by itself. The parameter is that of clerk-js; there is one strategy.
   *
   * @throws as the one of an email address
   */
  prepareVerification(
    params: { strategy: 'phone_code' } = { strategy: 'phone_code' },
    options?: CallOptions,
  ): Promise<this> {
    return this.update(
      { method: 'prepareVerification', resource: this.reference(), strategy: params.strategy },
      options,
    );
  }

  /** Proves it with the code that was sent; otherwise as the one of an email address. */
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

  /** The number. */
  override toString(): string {
    return this.phoneNumber;
  }

  protected get standing(): Verification {
    return this.verification;
  }

  protected take(data: PhoneNumberData): void {
    this.takeCommon(data);
    this.phoneNumber = data.phoneNumber;
    this.verification = new Verification(data.verification);
    this.reserved = data.reserved;
    this.reservedForSecondFactor = data.reservedForSecondFactor;
    this.defaultSecondFactor = data.defaultSecondFactor;
    this.linkedTo = data.linkedTo.map((link) => new IdentificationLink(link));
    this.#backupCodes = data.backupCodes;
  }
}
