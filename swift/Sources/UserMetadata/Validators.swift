import UserMetadataCore

// What a person or programmer types, read before anything is sent. A refusal is a `UserMetadataError.validation` with
// the field, a stable code and, where one place is to blame, the byte.

/// Reads the email address that a person typed (RFC 5321, RFC 6531, UTS 46); white space at the ends is dropped.
///
/// ```swift
/// try parseEmail(" Jane@Example.com ").text  // "Jane@example.com"
/// try parseEmail("jane@@example.com")  // throws, code "multiple_at"
/// ```
public func parseEmail(_ typed: String) throws -> EmailFacts {
  try asking { try Described.email(typed) }
}

/// Says whether these very characters are an email address: nothing is trimmed, nothing is built.
public func checkEmail(_ text: String) throws {
  try asking { try Described.emailAsItIs(text) }
}

/// Reads the phone number that a person typed, in international form (E.164); the plus sign may be missing.
public func parsePhone(_ typed: String) throws -> PhoneFacts {
  try asking { try Described.phone(typed) }
}

/// Reads the address that a wallet returned: Ethereum (EIP-55) or Solana (base58).
public func parseWallet(_ text: String) throws -> WalletFacts {
  try asking { try Described.wallet(text) }
}

/// Reads a strategy of `createExternalAccount`, `oauth_<provider>`. Unknown providers are kept.
public func parseOAuthStrategy(_ text: String) throws -> OAuthStrategyFacts {
  try asking { try Described.oauthStrategy(text) }
}

/// Reads a strategy of a wallet's verification, `web3_<provider>_signature`. Unknown providers are kept.
public func parseWeb3Strategy(_ text: String) throws -> Web3StrategyFacts {
  try asking { try Described.web3Strategy(text) }
}

/// Reads a URL that the user may be sent back to: http(s), an app's own scheme, or a path from the root. It is no
/// defence against open redirects: keep an allow-list of hosts.
public func parseRedirectUrl(_ text: String) throws -> RedirectUrlFacts {
  try asking { try Described.redirectUrl(text) }
}

/// Reads an OAuth scope (RFC 6749, section 3.3).
public func parseScope(_ text: String) throws -> String {
  try asking { try Described.scope(text) }
}

/// The OAuth providers that Clerk names, in alphabetical order of their strategies: what a list of buttons shows.
public func knownOAuthProviders() -> [OAuthProvider] {
  UserMetadataCore.knownOauthProviders()
}

/// The wallets that Clerk names.
public func knownWeb3Providers() -> [Web3Provider] {
  UserMetadataCore.knownWeb3Providers()
}
