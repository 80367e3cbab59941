import type {
  EffectData,
  FactorOfferData,
  LeftOverData,
  OutcomeData,
  ProblemData,
  ReverificationEffectData,
  ReverificationOutcomeData,
  TroubleData,
} from './binding.js';
import type { Account } from './driver.js';
import { ApiError, clerkError, ProtocolError } from './errors.js';
import type { ClerkError, TransportFailure } from './errors.js';
import { makeResource } from './resources/any.js';
import type { Resource } from './resources/any.js';
import { dateOf } from './resources/verification.js';

/** Why it has to be waited: the server asked for fewer requests, could not serve one, or was not reached. */
export type WaitReason = 'rate_limited' | 'server_fault' | 'offline';

/** Why the last code, password or signature did not do. The next one is welcome. */
export type Problem =
  /** It cannot be right: it was not sent, and costs no attempt. */
  | { type: 'malformed'; code: string; message: string }
  /** The server says that it is wrong. */
  | { type: 'incorrect'; error: ClerkError }
  /** The verification is over: have another one sent. */
  | { type: 'over'; error: ClerkError };

/** What an enrollment needs now. Asking again, also after a restart, gives the same. */
export type Effect =
  /** Something is to be sent: `proceed`. */
  | { type: 'send' }
  /** Send the user to this URL, which was checked; then `returned` with the URL on which the user came back. */
  | { type: 'open_url'; url: string; expiresAt: Date | null }
  /** Ask for the code that was sent; then `enterCode`. */
  | {
      type: 'ask_code';
      destination: string;
      channel: string | null;
      expiresAt: Date | null;
      resendAt: Date;
      attempts: number;
      problem: Problem | null;
    }
  /** Let the wallet sign exactly this message; then `sign`. */
  | {
      type: 'ask_signature';
      message: string;
      wallet: string;
      chain: string;
      strategy: string;
      expiresAt: Date | null;
      attempts: number;
      problem: Problem | null;
    }
  /** A link is on its way: say so, and `wait` until the next look. */
  | { type: 'await_link'; destination: string; pollAt: Date; expiresAt: Date; resendAt: Date }
  /** Ask the user to sign in; then `signedIn`. */
  | { type: 'sign_in' }
  /** Ask the user for fresh credentials (`user.reverify`); then `reverified`. */
  | { type: 'reverify'; level: string | null }
  /** `wait`: it goes on by itself at that time. */
  | { type: 'wait'; until: Date; reason: WaitReason }
  /** It is over; forget the snapshot. */
  | { type: 'finish'; outcome: Outcome };

/** What stays on the server when an enrollment does not reach its end. */
export type LeftOver =
  | { type: 'nothing' }
  /** This identifier: `destroy` it, or enroll it again. */
  | { type: 'unverified'; resource: Resource }
  /** Nobody knows whether the create arrived: `user.reload`. */
  | { type: 'unknown' };

/** How an enrollment ended. A refusal by the server is an outcome, not an exception. */
export type Outcome =
  | { type: 'verified'; resource: Resource }
  | { type: 'created'; resource: Resource }
  /** By the user's or the provider's doing; `error.longMessage` is fit to show. */
  | { type: 'refused'; resource: Resource; error: ClerkError }
  /** The server refused a request for good. */
  | { type: 'rejected'; error: ApiError; leftOver: LeftOver }
  | { type: 'expired'; resource: Resource }
  | { type: 'exhausted'; resource: Resource }
  | { type: 'unreadable'; error: ProtocolError; leftOver: LeftOver }
  | { type: 'unreachable'; failure: TransportFailure; leftOver: LeftOver }
  | { type: 'cancelled'; leftOver: LeftOver };

/** What went wrong last, while it is being got past. */
export type Trouble = ApiError | ProtocolError | { failure: TransportFailure };

/** One way to give fresh credentials. */
export interface FactorOffer {
  /** `password`, `email_code`, `totp`, … */
  strategy: string;
  /** Where a code would go, masked. */
  safeIdentifier: string | null;
  /** Whether it is the user's own favourite of its strategy. */
  primary: boolean;
  /** False for what cannot be used here: show it as unavailable, or not at all. */
  isSupported: boolean;
}

/** What a reverification needs now. */
export type ReverificationEffect =
  | { type: 'send' }
  /** Let the person choose; then `chooseFactor` with its place. */
  | { type: 'choose_factor'; factors: FactorOffer[]; problem: ClerkError | null }
  /** `enterPassword`. */
  | { type: 'ask_password'; attempts: number; problem: Problem | null }
  /** `enterCode`; `resendAt` is null where nothing was sent. */
  | {
      type: 'ask_code';
      strategy: string;
      destination: string | null;
      expiresAt: Date | null;
      resendAt: Date | null;
      attempts: number;
      problem: Problem | null;
    }
  | { type: 'await_link'; destination: string | null; pollAt: Date; expiresAt: Date; resendAt: Date }
  | { type: 'sign_in' }
  | { type: 'wait'; until: Date; reason: WaitReason }
  | { type: 'finish'; outcome: ReverificationOutcome };

/** How a reverification ended. */
export type ReverificationOutcome =
  | { type: 'complete'; level: string; askedLevel: string }
  | { type: 'refused'; error: ClerkError }
  | { type: 'rejected'; error: ApiError }
  /** Nothing that the user has can be used here. */
  | { type: 'no_factor'; status: string; factors: FactorOffer[] }
  | { type: 'expired' }
  | { type: 'exhausted' }
  | { type: 'unreadable'; error: ProtocolError }
  | { type: 'unreachable'; failure: TransportFailure }
  | { type: 'cancelled' };

/** The effect that the binary shows. */
export function effectOf(account: Account, data: EffectData): Effect {
  switch (data.effect) {
    case 'send':
      return { type: 'send' };
    case 'open_url':
      return { type: 'open_url', url: data.url, expiresAt: dateOf(data.expiresAt) };
    case 'ask_code':
      return {
        type: 'ask_code',
        destination: data.destination,
        channel: data.channel ?? null,
        expiresAt: dateOf(data.expiresAt),
        resendAt: new Date(data.resendAt),
        attempts: data.attempts,
        problem: problemOf(data.problem),
      };
    case 'ask_signature': {
      const { message, wallet, chain, strategy, attempts } = data;
      const expiresAt = dateOf(data.expiresAt);
      const problem = problemOf(data.problem);
      return { type: 'ask_signature', message, wallet, chain, strategy, expiresAt, attempts, problem };
    }
    case 'await_link':
      return { type: 'await_link', destination: data.destination, ...linkTimes(data) };
    case 'sign_in':
      return { type: 'sign_in' };
    case 'reverify':
      return { type: 'reverify', level: data.level ?? null };
    case 'wait':
      return { type: 'wait', until: new Date(data.until), reason: data.reason };
    case 'finish':
      return { type: 'finish', outcome: outcomeOf(account, data.outcome) };
  }
}

/** The effect that the binary shows. */
export function reverificationEffectOf(data: ReverificationEffectData): ReverificationEffect {
  switch (data.effect) {
    case 'send':
      return { type: 'send' };
    case 'choose_factor': {
      const problem = data.problem === undefined ? null : clerkError(data.problem);
      return { type: 'choose_factor', factors: data.factors.map(offerOf), problem };
    }
    case 'ask_password':
      return { type: 'ask_password', attempts: data.attempts, problem: problemOf(data.problem) };
    case 'ask_code':
      return {
        type: 'ask_code',
        strategy: data.strategy,
        destination: data.destination ?? null,
        expiresAt: dateOf(data.expiresAt),
        resendAt: dateOf(data.resendAt),
        attempts: data.attempts,
        problem: problemOf(data.problem),
      };
    case 'await_link':
      return { type: 'await_link', destination: data.destination ?? null, ...linkTimes(data) };
    case 'sign_in':
      return { type: 'sign_in' };
    case 'wait':
      return { type: 'wait', until: new Date(data.until), reason: data.reason };
    case 'finish':
      return { type: 'finish', outcome: reverificationOutcomeOf(data.outcome) };
  }
}

/** What stays behind. */
export function leftOverOf(account: Account, data: LeftOverData): LeftOver {
  switch (data.leftOver) {
    case 'nothing':
      return { type: 'nothing' };
    case 'unverified':
      return { type: 'unverified', resource: makeResource(account, data.resource) };
    case 'unknown':
      return { type: 'unknown' };
  }
}

/** What went wrong last. */
export function troubleOf(data: TroubleData): Trouble {
  switch (data.kind) {
    case 'api':
      return new ApiError(data.error);
    case 'protocol':
      return new ProtocolError(data.error);
    case 'transport':
      return { failure: data.failure };
  }
}

/** The way to prove oneself. */
export function offerOf({ factor, isSupported }: FactorOfferData): FactorOffer {
  return {
    strategy: factor.strategy,
    safeIdentifier: factor.safeIdentifier ?? null,
    primary: factor.primary === true || factor.default === true,
    isSupported,
  };
}

function linkTimes(data: { pollAt: number; expiresAt: number; resendAt: number }): {
  pollAt: Date;
  expiresAt: Date;
  resendAt: Date;
} {
  const { pollAt, expiresAt, resendAt } = data;
  return { pollAt: new Date(pollAt), expiresAt: new Date(expiresAt), resendAt: new Date(resendAt) };
}

function problemOf(data: ProblemData | undefined): Problem | null {
  switch (data?.problem) {
    case undefined:
      return null;
    case 'malformed':
      return { type: 'malformed', code: data.code, message: data.message };
    case 'incorrect':
    case 'over':
      return { type: data.problem, error: clerkError(data.error) };
  }
}

function outcomeOf(account: Account, data: OutcomeData): Outcome {
  switch (data.outcome) {
    case 'verified':
    case 'created':
    case 'expired':
    case 'exhausted':
      return { type: data.outcome, resource: makeResource(account, data.resource) };
    case 'refused':
      return { type: 'refused', resource: makeResource(account, data.resource), error: clerkError(data.error) };
    case 'rejected': {
      const error = new ApiError(data.error);
      return { type: 'rejected', error, leftOver: leftOverOf(account, data.leftOver) };
    }
    case 'unreadable': {
      const error = new ProtocolError(data.error);
      return { type: 'unreadable', error, leftOver: leftOverOf(account, data.leftOver) };
    }
    case 'unreachable':
      return { type: 'unreachable', failure: data.failure, leftOver: leftOverOf(account, data.leftOver) };
    case 'cancelled':
      return { type: 'cancelled', leftOver: leftOverOf(account, data.leftOver) };
  }
}

function reverificationOutcomeOf(data: ReverificationOutcomeData): ReverificationOutcome {
  switch (data.outcome) {
    case 'complete':
      return { type: 'complete', level: data.level, askedLevel: data.askedLevel };
    case 'refused':
      return { type: 'refused', error: clerkError(data.error) };
    case 'rejected':
      return { type: 'rejected', error: new ApiError(data.error) };
    case 'no_factor':
      return { type: 'no_factor', status: data.status, factors: data.factors.map(offerOf) };
    case 'expired':
    case 'exhausted':
    case 'cancelled':
      return { type: data.outcome };
    case 'unreadable':
      return { type: 'unreadable', error: new ProtocolError(data.error) };
    case 'unreachable':
      return { type: 'unreachable', failure: data.failure };
  }
}
