import type { Parser } from './native.js';
import { native } from './native.js';
import { refusalOf } from './refusal.js';

/**
 * The face of a validator that form libraries and schema libraries know: https://standardschema.dev, version 1.
 */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'user-metadata';
    readonly validate: (value: unknown) => StandardResult;
    readonly types?: { readonly input: string; readonly output: string };
  };
}

/** The canonical text, or why there is none. */
export type StandardResult =
  { readonly value: string; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/** Why a text was refused. `code` is stable; the message is a sentence in English. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: undefined;
  /** One of the codes of `ValidationError`; absent where the value is no string at all. */
  readonly code?: string;
  /** Where, as an index into the string, when one place is to blame. */
  readonly position?: number;
}

function schema(parse: Parser): StandardSchema {
  const validate = (value: unknown): StandardResult => {
    if (typeof value !== 'string') return { issues: [{ message: 'expected a string' }] };
    const answer = parse(value);
    if (typeof answer === 'string') return { value: answer };
    const { message, code, position } = refusalOf(answer);
    return { issues: [position === undefined ? { message, code } : { message, code, position }] };
  };
  return { '~standard': { version: 1, vendor: 'user-metadata', validate } };
}

/** An email address; the output is its canonical form. */
export const email: StandardSchema = schema(native.parseEmail);
/** A phone number; the output is E.164. */
export const phone: StandardSchema = schema(native.parsePhone);
/** A wallet address of Ethereum or Solana. */
export const wallet: StandardSchema = schema(native.parseWallet);
/** The strategy of an external account. */
export const oauthStrategy: StandardSchema = schema(native.parseOauthStrategy);
/** A redirect URL. */
export const redirectUrl: StandardSchema = schema(native.parseRedirectUrl);
