import { ValidationError } from './errors.js';
import type { ManyKind, ManyParsed } from './binding.js';
import { native } from './native.js';
import { refusalOf } from './refusal.js';

/** The canonical text, or the error. */
function accepted(answer: string | number): string {
  if (typeof answer === 'string') return answer;
  throw new ValidationError(refusalOf(answer));
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

/** So many at a time, or so many characters, that the main thread is never held up for long, and buffers stay small. */
const AT_A_TIME = 2_048;
const CHARACTERS_AT_A_TIME = 1_000_000;

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
  // What the caller does to the list meanwhile is of no matter.
  const texts = values.slice();
  let started = start(kind, texts, 0);
  while (started !== undefined) {
    // The next ones are on their way before these are taken in, so that neither thread waits for the other.
    const next = start(kind, texts, started.end);
    const parsed = await started.parsing;
    signal?.throwIfAborted();
    takeIn(texts, parsed, all);
    onProgress?.(all.length, texts.length);
    started = next;
  }
  return all;
}

/** Texts that are being parsed, up to here. */
interface Started {
  readonly end: number;
  readonly parsing: Promise<ManyParsed>;
}

function start(kind: ManyKind, texts: readonly string[], begin: number): Started | undefined {
  if (begin >= texts.length) return undefined;
  const lengths = new Uint32Array(Math.min(texts.length - begin, AT_A_TIME));
  let characters = 0;
  let end = begin;
  while (end < begin + lengths.length && characters < CHARACTERS_AT_A_TIME) {
    const text: unknown = texts[end];
    if (typeof text !== 'string') throw new TypeError(`expected a string at ${String(end)}`);
    lengths[end - begin] = text.length;
    characters += text.length;
    end += 1;
  }
  const joined = texts.slice(begin, end).join('');
  const parsing = native.parseMany(kind, joined, lengths.subarray(0, end - begin));
  // Who gives up in between leaves a promise that nobody awaits.
  parsing.catch(() => undefined);
  return { end, parsing };
}

function takeIn(texts: readonly string[], { answers, canonical }: ManyParsed, all: Parsed[]): void {
  let place = 0;
  for (const answer of answers) {
    if (answer === 0) {
      all.push({ value: texts[all.length] as string });
    } else if (answer > 0) {
      all.push({ error: new ValidationError(refusalOf(answer)) });
    } else {
      all.push({ value: canonical.slice(place, place - answer) });
      place -= answer;
    }
  }
}
