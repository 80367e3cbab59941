import UserMetadataCore

// What this package shows of the layer below. Everything is a value and `Sendable`; closed sets are enums without a
// default case, open ones (statuses, strategies, providers, Clerk's codes) are the text that came.

// Where and as whom
public typealias Secret = UserMetadataCore.Secret
public typealias Session = UserMetadataCore.Session
public typealias Credentials = UserMetadataCore.Credentials
public typealias InstanceType = UserMetadataCore.InstanceType
public typealias Rotated = UserMetadataCore.Rotated

// What the server holds
public typealias UserResource = UserMetadataCore.UserResource
public typealias Resource = UserMetadataCore.Resource
public typealias ResourceKind = UserMetadataCore.ResourceKind
public typealias EmailAddress = UserMetadataCore.EmailAddress
public typealias PhoneNumber = UserMetadataCore.PhoneNumber
public typealias Web3Wallet = UserMetadataCore.Web3Wallet
public typealias ExternalAccount = UserMetadataCore.ExternalAccount
public typealias IdentificationLink = UserMetadataCore.IdentificationLink
public typealias Verification = UserMetadataCore.Verification
public typealias Deleted = UserMetadataCore.Deleted

// Enrolling
public typealias EnrollmentRequest = UserMetadataCore.EnrollmentRequest
public typealias ExternalAccountParams = UserMetadataCore.ExternalAccountParams
public typealias ReauthorizeParams = UserMetadataCore.ReauthorizeParams
public typealias Effect = UserMetadataCore.Effect
public typealias Input = UserMetadataCore.Input
public typealias Outcome = UserMetadataCore.Outcome
public typealias LeftOver = UserMetadataCore.LeftOver
public typealias Problem = UserMetadataCore.Problem
public typealias Trouble = UserMetadataCore.Trouble
public typealias WaitReason = UserMetadataCore.WaitReason
public typealias Destination = UserMetadataCore.Destination

// Reverifying
public typealias ReverificationEffect = UserMetadataCore.ReverificationEffect
public typealias ReverificationInput = UserMetadataCore.ReverificationInput
public typealias ReverificationOutcome = UserMetadataCore.ReverificationOutcome
public typealias FactorOffer = UserMetadataCore.FactorOffer
public typealias SignInFactor = UserMetadataCore.SignInFactor

// Requests and answers, for a transport
public typealias HttpRequest = UserMetadataCore.HttpRequest
public typealias HttpResponse = UserMetadataCore.HttpResponse
public typealias HttpHeader = UserMetadataCore.HttpHeader
public typealias TransportFailure = UserMetadataCore.TransportFailure
public typealias Sent = UserMetadataCore.Sent

// Errors
public typealias ValidationError = UserMetadataCore.ValidationError
public typealias ApiError = UserMetadataCore.ApiError
public typealias ApiErrorClass = UserMetadataCore.ApiErrorClass
public typealias ClerkError = UserMetadataCore.ClerkError
public typealias ProtocolError = UserMetadataCore.ProtocolError
public typealias MisuseError = UserMetadataCore.MisuseError
public typealias SnapshotError = UserMetadataCore.SnapshotError
public typealias ErrorCode = UserMetadataCore.ErrorCode

// What is known of an identifier
public typealias Chain = UserMetadataCore.Chain
public typealias EmailFacts = UserMetadataCore.EmailFacts
public typealias PhoneFacts = UserMetadataCore.PhoneFacts
public typealias WalletFacts = UserMetadataCore.WalletFacts
public typealias OAuthStrategyFacts = UserMetadataCore.OAuthStrategyFacts
public typealias Web3StrategyFacts = UserMetadataCore.Web3StrategyFacts
public typealias RedirectUrlFacts = UserMetadataCore.RedirectUrlFacts
public typealias OAuthProvider = UserMetadataCore.OAuthProvider
public typealias Web3Provider = UserMetadataCore.Web3Provider

/// The version of this package and of the core, which are one.
public func version() -> String {
  UserMetadataCore.version()
}
