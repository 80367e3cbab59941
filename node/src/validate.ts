import type { ErrorData, ManyKind, Refused } from './binding.js';
import { errorOf, ValidationError } from './errors.js';
import { native } from './native.js';

/** The canonical text, or the error. */
function accepted(answer: string | Refused): string {
  if (typeof answer === 'string') return answer;
  throw errorOf(answer.refused);
}

/**
 * Reads an email address that a person typed, and gives its canonical form: what is sent, and what is shown.
 *
 * ```js
 * parseEmail(' jane@Example.COM '); // jane@example.com
 * ```
 *
 * @throws ValidationError of the field `email`
 */
export function parseEmail(email: string): string {
  return accepted(native.parseEmail(email));
}

/**
 * Reads a phone number, and gives it as E.164. The country code is needed, the plus sign is not.
 *
 * ```js
 * parsePhone('1 (555) 123-4567'); // +15551234567
 * ```
 *
 * @throws ValidationError of the field `phone_number`
 */
export function parsePhone(phoneNumber: string): string {
  return accepted(native.parsePhone(phoneNumber));
}

/**
 * Reads a wallet address of Ethereum or Solana.
 *
 * ```js
 * parseWallet('0x0123456789ABCDEF0123456789ABCDEF01234567'); // as it is: letters of one case are no checksum
 * ```
 *
 * @throws ValidationError of the field `web3_wallet`
 */
export function parseWallet(web3Wallet: string): string {
  return accepted(native.parseWallet(web3Wallet));
}

/**
 * Reads the strategy of an external account.
 *
 * ```js
 * parseOAuthStrategy('oauth_notion'); // oauth_notion
 * ```
 *
 * @throws ValidationError of the field `strategy`
 */
export function parseOAuthStrategy(strategy: string): string {
  return accepted(native.parseOauthStrategy(strategy));
}

/**
 * Reads the strategy of a wallet, such as `web3_metamask_signature`.
 *
 * @throws ValidationError of the field `strategy`
 */
export function parseWeb3Strategy(strategy: string): string {
  return accepted(native.parseWeb3Strategy(strategy));
}

/**
 * Reads a redirect URL: a full URL, an app's own scheme, or a path of the app's origin. What could lead elsewhere than
 * it seems is refused.
 *
 * ```js
 * parseRedirectUrl('/account?tab=emails'); // as it is
 * ```
 *
 * @throws ValidationError of the field `redirect_url`
 */
export function parseRedirectUrl(redirectUrl: string): string {
  return accepted(native.parseRedirectUrl(redirectUrl));
}

/** What many texts are meant to be. */
export type Kind = 'email' | 'phone' | 'wallet' | 'oauth_strategy' | 'redirect_url';

/** What became of one of many texts. */
export type Parsed = { value: string } | { error: ValidationError };

/** So many at a time, that the main thread is never held up for long. */
const AT_A_TIME = 2_000;

/**
 * Reads many texts, away from the main thread; the answers stand in the same order.
 *
 * ```js
 * const parsed = await parseMany('email', ['jane@example.com', 'jane@@example.com']);
 * console.log(parsed[0].value, parsed[1].error.code); // jane@example.com multiple_at
 * ```
 *
 * `onProgress` is told how many of how many are done.
 */
export async function parseMany(
  kind: Kind,
  values: readonly string[],
  options: { onProgress?: (done: number, of: number) => void; signal?: AbortSignal } = {},
): Promise<Parsed[]> {
  const { onProgress, signal } = options;
  const all: Parsed[] = [];
  signal?.throwIfAborted();
  for (let at = 0; at < values.length; at += AT_A_TIME) {
    const some = await native.parseMany(kind satisfies ManyKind, values.slice(at, at + AT_A_TIME));
    signal?.throwIfAborted();
    for (const answer of some) {
      all.push(typeof answer === 'string' ? { value: answer } : { error: refusal(answer.refused) });
    }
    onProgress?.(all.length, values.length);
  }
  return all;
}

/** A validator refuses in no other way. */
function refusal(data: ErrorData): ValidationError {
  const error = errorOf(data);
  if (error instanceof ValidationError) return error;
  throw error;
}
