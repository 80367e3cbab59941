import type { VerificationData } from '../binding.js';
import { clerkError } from '../errors.js';
import type { ClerkError } from '../errors.js';

/** `unverified`, `verified`, `transferable`, `failed` or `expired`. A newer server may say something else. */
export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** A verification, under the names of clerk-js. Before the first prepare there is none on the server: all is null. */
export class Verification {
  /** How far it is. */
  readonly status: VerificationStatus | null;
  /** By which means: `email_code`, `oauth_notion`, … */
  readonly strategy: string | null;
  /** How many wrong answers there were. */
  readonly attempts: number | null;
  /** Until when it can be proved. */
  readonly expireAt: Date | null;
  /** Where to send the user, of an external account. */
  readonly externalVerificationRedirectURL: URL | null;
  /** Why it failed; `longMessage` is fit to show. */
  readonly error: ClerkError | null;
  /** What the message holds. Sign the message. */
  readonly nonce: string | null;
  /** What the wallet has to sign, byte for byte. */
  readonly message: string | null;
  /** The client at which a link was opened. */
  readonly verifiedAtClient: string | null;
  /** By which channel a code went, where the server says so. */
  readonly channel?: 'sms' | 'whatsapp';

  /** @internal */
  constructor(data: VerificationData | undefined) {
    this.status = (data?.status as VerificationStatus | undefined) || null;
    this.strategy = data?.strategy || null;
    this.attempts = data?.attempts ?? null;
    this.expireAt = dateOf(data?.expireAt);
    this.externalVerificationRedirectURL = urlOf(data?.externalVerificationRedirectUrl);
    this.error = data?.error === undefined ? null : clerkError(data.error);
    this.nonce = data?.nonce ?? null;
    this.message = data?.message ?? null;
    this.verifiedAtClient = data?.verifiedAtClient ?? null;
    if (data?.channel !== undefined) this.channel = data.channel as 'sms' | 'whatsapp';
  }
}

/** A time of the server, where there is one. */
export function dateOf(millis: number | undefined): Date | null {
  return millis === undefined ? null : new Date(millis);
}

/** A URL of the server; what is none stays unread, since a field that nobody needs must not fail the whole answer. */
function urlOf(text: string | undefined): URL | null {
  return text !== undefined && URL.canParse(text) ? new URL(text) : null;
}
