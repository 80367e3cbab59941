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
  try asking {
    try Described.email.facts(of: typed) {
      EmailFacts(text: $0.text(), ascii: $0.text(), local: $0.text(), domain: $0.text())
    } generated: { try UserMetadataCore.parseEmail(typed: $0) }
  }
}

/// Says whether these very characters are an email address: nothing is trimmed, nothing is built.
public func checkEmail(_ text: String) throws {
  try asking {
    try Described.emailAsItIs.facts(of: text) { _ in } generated: { try UserMetadataCore.checkEmail(text: $0) }
  }
}

/// Reads the phone number that a person typed, in international form (E.164); the plus sign may be missing.
public func parsePhone(_ typed: String) throws -> PhoneFacts {
  try asking {
    try Described.phone.facts(of: typed) {
      PhoneFacts(text: $0.text(), countryCode: $0.int32(), possible: $0.bool())
    } generated: { try UserMetadataCore.parsePhone(typed: $0) }
  }
}

/// Reads the address that a wallet returned: Ethereum (EIP-55) or Solana (base58).
public func parseWallet(_ text: String) throws -> WalletFacts {
  try asking {
    try Described.wallet.facts(of: text) {
      WalletFacts(text: $0.text(), chain: try $0.chain(), checksummed: $0.text())
    } generated: { try UserMetadataCore.parseWallet(text: $0) }
  }
}

/// Reads a strategy of `createExternalAccount`, `oauth_<provider>`. Unknown providers are kept.
public func parseOAuthStrategy(_ text: String) throws -> OAuthStrategyFacts {
  try asking {
    try Described.oauthStrategy.facts(of: text) {
      OAuthStrategyFacts(
        text: $0.text(), kind: $0.text(), provider: $0.text(), displayName: $0.optional { $0.text() })
    } generated: { try UserMetadataCore.parseOauthStrategy(text: $0) }
  }
}

/// Reads a strategy of a wallet's verification, `web3_<provider>_signature`. Unknown providers are kept.
public func parseWeb3Strategy(_ text: String) throws -> Web3StrategyFacts {
  try asking {
    try Described.web3Strategy.facts(of: text) {
      Web3StrategyFacts(
        text: $0.text(), provider: $0.text(), displayName: $0.optional { $0.text() },
        chain: try $0.optional { try $0.chain() })
    } generated: { try UserMetadataCore.parseWeb3Strategy(text: $0) }
  }
}

/// Reads a URL that the user may be sent back to: http(s), an app's own scheme, or a path from the root. It is no
/// defence against open redirects: keep an allow-list of hosts.
public func parseRedirectUrl(_ text: String) throws -> RedirectUrlFacts {
  try asking {
    try Described.redirectUrl.facts(of: text) {
      RedirectUrlFacts(
        text: $0.text(), kind: $0.text(), scheme: $0.optional { $0.text() }, host: $0.optional { $0.text() })
    } generated: { try UserMetadataCore.parseRedirectUrl(text: $0) }
  }
}

/// Reads an OAuth scope (RFC 6749, section 3.3).
public func parseScope(_ text: String) throws -> String {
  try asking {
    try Described.scope.facts(of: text) { $0.text() } generated: { try UserMetadataCore.parseScope(text: $0) }
  }
}

/// The OAuth providers that Clerk names, in alphabetical order of their strategies: what a list of buttons shows.
public func knownOAuthProviders() -> [OAuthProvider] {
  UserMetadataCore.knownOauthProviders()
}

/// The wallets that Clerk names.
public func knownWeb3Providers() -> [Web3Provider] {
  UserMetadataCore.knownWeb3Providers()
}
