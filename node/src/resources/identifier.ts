import type { AnswerData, JobParams, ResourceData, ResourceKind, ResourceRef } from '../binding.js';
import type { Account, CallOptions } from '../driver.js';
import { given } from '../session.js';
import { dateOf } from './verification.js';
import type { Verification } from './verification.js';

/** What the four kinds of identifier have in common. */
export abstract class Identifier<Data extends CommonData> {
  /** Its id. */
  readonly id: string;
  /** When it was added. */
  createdAt: Date | null = null;
  /** When it was changed last. */
  updatedAt: Date | null = null;
  /** What the server says beyond this release's knowledge, under the server's names. */
  extra: Readonly<Record<string, unknown>> = {};
  protected readonly account: Account;

  /** @internal */
  constructor(account: Account, data: Data) {
    this.id = data.id;
    // Not enumerable: it is no part of what the server holds, and has no place in a log.
    Object.defineProperty(this, 'account', { value: account, enumerable: false });
    this.account = account;
  }

  /** Which of the four it is. */
  abstract get kind(): ResourceKind;

  /** How its verification stands; `verification` of the kinds says more. */
  get isVerified(): boolean {
    return this.standing?.status === 'verified';
  }

  /**
   * Removes it from the user.
   *
   * @throws ApiError, ProtocolError, TransportError
   */
  async destroy(options?: CallOptions): Promise<void> {
    await this.account.perform({ method: 'delete', kind: this.kind, id: this.id }, options);
  }

  /**
   * Makes it the primary one of its kind.
   *
   * @throws MisuseError `not_verified`, `kind_without_primary`, before anything is sent; ApiError, ProtocolError,
   * TransportError
   */
  async setPrimary(options?: CallOptions): Promise<void> {
    await this.account.perform({ method: 'setPrimary', resource: this.reference() }, options);
  }

  /** @internal What a person recognises it by. */
  abstract get identifier(): string;

  protected abstract get standing(): Verification | null;

  protected abstract take(data: Data): void;

  protected takeCommon(data: Data): void {
    this.createdAt = dateOf(data.createdAt);
    this.updatedAt = dateOf(data.updatedAt);
    this.extra = JSON.parse(data.extra) as Record<string, unknown>;
  }

  protected reference(): ResourceRef {
    return {
      kind: this.kind,
      id: this.id,
      identifier: this.identifier,
      ...given('verificationStatus', this.standing?.status),
    };
  }

  /** Carries a method out that answers this very resource, and takes the answer over. */
  protected async update(params: JobParams, options: CallOptions | undefined): Promise<this> {
    const resource = resourceOf(await this.account.perform(params, options));
    // The core has made sure that it is this one, so it is of this kind.
    this.take(resource.resource as unknown as Data);
    return this;
  }
}

/** The fields that all kinds have. */
export interface CommonData {
  id: string;
  createdAt?: number;
  updatedAt?: number;
  extra: string;
}

/** The resource of an answer that is one, as the method that asked for it promises. */
export function resourceOf(answer: AnswerData): ResourceData {
  if (answer.answer !== 'resource') throw new TypeError(`the answer is of another kind: ${answer.answer}`);
  return answer.value;
}
