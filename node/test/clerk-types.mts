// Nothing here runs: it compiles, or the names and types are not those of clerk-js any more.
import type {
  EmailAddressResource,
  ExternalAccountResource,
  OAuthProvider,
  PhoneNumberResource,
  UserResource,
  VerificationResource,
  Web3WalletResource,
} from '@clerk/shared/types';

import type {
  ApiError,
  EmailAddress,
  ExternalAccount,
  PhoneNumber,
  User,
  Verification,
  Web3Wallet,
} from 'user-metadata';

/** Of every resource: what only clerk-js's own machinery needs. `reload` takes other options, and answers itself. */
type Machinery = 'pathRoot' | '__internal_toSnapshot' | 'create' | 'reload';

/** What this package does not do, with its reason. */
interface Absent {
  // Making a number a second factor is no part of adding and verifying it. The backup codes are there, but as a getter,
  // so that no log shows them: undefined instead of absent.
  phone: 'makeDefaultSecondFactor' | 'setReservedForSecondFactor' | 'backupCodes';
  // `prepareVerification({ strategy: 'enterprise_sso', redirectUrl })` and `enroll` do it.
  email: 'createEnterpriseSSOLinkFlow';
  // Sign-ins with a trusted device, and which client asked: about sign-ins, not about identifiers.
  verification: 'verifiedFromTheSameClient' | 'trustedDeviceChallenge';
}

type AllAbsent = Absent[keyof Absent];

/** A resource of clerk-js as its users see it, all the way down. */
type Shown<T> = T extends (...args: infer Args) => infer Result
  ? (...args: Args) => Shown<Result>
  : T extends Promise<infer Result>
    ? Promise<Shown<Result>>
    : T extends URL | Date
      ? T
      : T extends OAuthProvider
        ? // An open set: tomorrow's provider is a string as well.
          string
        : T extends (infer Item)[]
          ? Shown<Item>[]
          : T extends object
            ? { [Name in keyof T as Name extends Machinery | AllAbsent ? never : Name]: Shown<T[Name]> }
            : T;

/** Compiles where ours can stand in the place of theirs. */
type Fits<Ours extends Theirs, Theirs> = Ours;

type Methods = 'createEmailAddress' | 'createPhoneNumber' | 'createWeb3Wallet' | 'createExternalAccount';

/** The four methods, with their parameters and all that can be done with their results. */
export type TheFour = Fits<User, { [Method in Methods]: Shown<UserResource[Method]> }>;
export type AnEmailAddress = Fits<EmailAddress, Shown<EmailAddressResource>>;
export type APhoneNumber = Fits<PhoneNumber, Shown<PhoneNumberResource>>;
export type AWallet = Fits<Web3Wallet, Shown<Web3WalletResource>>;
export type AnAccount = Fits<Pick<ExternalAccount, keyof Shown<ExternalAccountResource>>, Shown<ExternalAccountResource>>;
export type AVerification = Fits<Verification, Shown<VerificationResource>>;
/** What error handlers of the documented flows read. */
export type AnError = Fits<
  ApiError,
  { clerkError: true; status: number; message: string; errors: readonly { code: string; longMessage?: string }[] }
>;
