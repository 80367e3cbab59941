/**
 * A signed-in user of a Clerk-based app adds an email address, a phone number, a web3 wallet or an external account, and
 * verifies it, with the names and types of clerk-js and without a browser.
 */
export { User } from './user.js';
export type { CreateExternalAccountParams } from './user.js';
export { Session } from './session.js';
export type { Credentials, Rotated, SessionOptions } from './session.js';
export type { CallOptions, UserOptions } from './driver.js';
export type { Fetch } from './transport.js';
export type { Clock } from './clock.js';

export { EmailAddress } from './resources/email-address.js';
export type { PrepareEmailAddressVerificationParams, StartLinkFlowParams } from './resources/email-address.js';
export { PhoneNumber } from './resources/phone-number.js';
export { Web3Wallet } from './resources/web3-wallet.js';
export { ExternalAccount } from './resources/external-account.js';
export type { ReauthorizeExternalAccountParams } from './resources/external-account.js';
export { Verification } from './resources/verification.js';
export type { VerificationStatus } from './resources/verification.js';
export type { IdentificationLink } from './resources/link.js';
export type { Resource } from './resources/any.js';
export type { ResourceKind } from './binding.js';

export { Enrollment } from './enrollment.js';
export type { EnrollmentRequest } from './enrollment.js';
export { Reverification } from './reverification.js';
export type { ReverificationRequest } from './reverification.js';
export type {
  Effect,
  FactorOffer,
  LeftOver,
  Outcome,
  Problem,
  ReverificationEffect,
  ReverificationOutcome,
  Trouble,
  WaitReason,
} from './effects.js';

export {
  ApiError,
  MisuseError,
  ProtocolError,
  SnapshotError,
  TransportError,
  UserMetadataError,
  ValidationError,
} from './errors.js';
export type { ClerkError, ClerkErrorMeta, ErrorKind, Sent, TransportFailure } from './errors.js';

export {
  parseEmail,
  parseMany,
  parseOAuthStrategy,
  parsePhone,
  parseRedirectUrl,
  parseWallet,
  parseWeb3Strategy,
} from './validate.js';
export type { Kind, Parsed } from './validate.js';
export * as schemas from './standard-schema.js';
export type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.js';
