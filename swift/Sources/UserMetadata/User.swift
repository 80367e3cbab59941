import Foundation
import UserMetadataCore

/// The signed-in user of a session, over any HTTP client.
///
/// ```swift
/// let user = User(session: session, tokenStore: store)
/// var phone = try await user.createPhoneNumber(phoneNumber: "15551234567")
/// phone = try await user.prepareVerification(of: phone, strategy: "phone_code")
/// phone = try await user.attemptVerification(of: phone, code: "424242")
/// print(phone.verification?.isVerified == true)
/// ```
///
/// Copies share the session, so several tasks may act for one user. Every method may be called from any task and be
/// cancelled at any time: it then throws `CancellationError`, and what was under way may have arrived.
///
/// Methods throw ``UserMetadataError``, `CancellationError`, and what a ``TokenStore`` throws.
public struct User: Sendable {
  let account: Account
  let transport: any Transport
  let clock: any DeviceClock

  /// The user of this session, whose requests this transport carries.
  ///
  /// - Parameter tokenStore: gets every new token before the answer that brought it is read.
  public init(
    session: Session,
    transport: any Transport = URLSessionTransport(),
    tokenStore: (any TokenStore)? = nil,
    clock: any DeviceClock = SystemClock()
  ) {
    self.account = Account(session, store: tokenStore)
    self.transport = transport
    self.clock = clock
  }

  /// The session as it is now, with the newest token.
  public var session: Session {
    account.session
  }

  /// Goes on with another session, after the user has signed in.
  public func replaceSession(_ session: Session) {
    account.session = session
  }

  // MARK: - Create

  /// Adds an email address, unverified. Next, ``prepareVerification(of:strategy:redirectUrl:)``.
  ///
  /// It is created exactly once, whatever the network does; an address that the user has already, unverified, is given
  /// back. A lost connection is waited out, with growing pauses, for about a minute and a half.
  ///
  /// - Throws: validation; api, where the class says what to do (sign in, reverify, wait): calling again is safe;
  ///   protocol; transport, when the server could not be reached in all that time.
  public func createEmailAddress(email: String) async throws -> EmailAddress {
    try await resource { try .createEmailAddress(email: email) }
  }

  /// Adds a phone number, unverified; otherwise as ``createEmailAddress(email:)``. The plus sign may be missing.
  public func createPhoneNumber(phoneNumber: String) async throws -> PhoneNumber {
    try await resource { try .createPhoneNumber(phoneNumber: phoneNumber) }
  }

  /// Adds a web3 wallet of Ethereum or Solana, unverified; otherwise as ``createEmailAddress(email:)``.
  public func createWeb3Wallet(web3Wallet: String) async throws -> Web3Wallet {
    try await resource { try .createWeb3Wallet(web3Wallet: web3Wallet) }
  }

  /// Connects an account at a provider, unverified; otherwise as ``createEmailAddress(email:)``.
  ///
  /// Send the user to the `externalVerificationRedirectUrl` of its verification. Back at the redirect URL, ``reload()``
  /// and look at the account of that strategy: it is verified, or the `error` of its verification says why not and is fit
  /// to show. ``enroll(_:saving:)`` does all that, and checks the URL.
  ///
  /// - Parameters:
  ///   - strategy: `oauth_google`, `oauth_custom_…`. May be empty beside an enterprise connection.
  ///   - redirectUrl: where the provider's page leads back to: a full URL, an app's own scheme, or a path where the
  ///     session names the app's origin.
  ///   - additionalScopes: scopes beyond those that the instance asks for anyway.
  ///   - oidcPrompt: OpenID Connect `prompt`, such as `consent`.
  ///   - oidcLoginHint: OpenID Connect `login_hint`.
  ///   - enterpriseConnectionId: the company's connection, where the account is one at its identity provider.
  public func createExternalAccount(
    strategy: String,
    redirectUrl: String? = nil,
    additionalScopes: [String] = [],
    oidcPrompt: String? = nil,
    oidcLoginHint: String? = nil,
    enterpriseConnectionId: String? = nil
  ) async throws -> ExternalAccount {
    let params = ExternalAccountParams(
      strategy: strategy, redirectUrl: redirectUrl, additionalScopes: additionalScopes, oidcPrompt: oidcPrompt,
      oidcLoginHint: oidcLoginHint, enterpriseConnectionId: enterpriseConnectionId)
    return try await resource { try .createExternalAccount(params: params) }
  }

  // MARK: - Verify

  /// Has a code or a link sent, or a message made for the wallet to sign. It is sent once and never again by itself:
  /// after a transport error that says ``Sent/maybe``, look with ``resource(kind:id:)`` before asking for a second
  /// message.
  ///
  /// - Parameters:
  ///   - strategy: `email_code`, `email_link`, `enterprise_sso`, `phone_code` or `web3_…_signature`.
  ///   - redirectUrl: where a link or an identity provider leads back to.
  public func prepareVerification<Kind: ResourceConvertible>(
    of identifier: Kind, strategy: String, redirectUrl: String? = nil
  ) async throws -> Kind {
    try await resource {
      try .prepareVerification(resource: identifier.resource, strategy: strategy, redirectUrl: redirectUrl)
    }
  }

  /// Proves it with the code that was sent. What cannot be right is refused before it is sent. A wrong code is an api
  /// error, `form_code_incorrect`, and the next one is welcome.
  public func attemptVerification<Kind: ResourceConvertible>(of identifier: Kind, code: String) async throws -> Kind {
    try await resource { try .attemptVerification(resource: identifier.resource, proof: Secret(code)) }
  }

  /// Proves a wallet with its signature of the verification's message. Ethereum: `personal_sign`, `0x` hex. Solana:
  /// `signMessage`, base64.
  public func attemptVerification(of wallet: Web3Wallet, signature: String) async throws -> Web3Wallet {
    try await resource { try .attemptVerification(resource: wallet.resource, proof: Secret(signature)) }
  }

  // MARK: - Inspect

  /// The user as the server holds it, with all identifiers.
  public func reload() async throws -> UserResource {
    try await perform({ .readUser() }, reading: { if case .user(let user) = $0 { user } else { nil } })
  }

  /// One identifier as the server holds it. External accounts are not served so: ``reload()`` the user.
  public func resource(kind: ResourceKind, id: String) async throws -> Resource {
    try await resource { try .readResource(kind: kind, id: id) }
  }

  /// All identifiers of one kind; otherwise as ``resource(kind:id:)``.
  public func list(kind: ResourceKind) async throws -> [Resource] {
    try await perform({ .list(kind: kind) }, reading: { if case .resources(let all) = $0 { all } else { nil } })
  }

  // MARK: - Change

  /// Asks for more scopes, or for a new consent. The answer has a fresh URL to send the user to.
  public func reauthorize(
    _ account: ExternalAccount,
    redirectUrl: String,
    additionalScopes: [String] = [],
    oidcPrompt: String? = nil,
    oidcLoginHint: String? = nil
  ) async throws -> ExternalAccount {
    let params = ReauthorizeParams(
      redirectUrl: redirectUrl, additionalScopes: additionalScopes, oidcPrompt: oidcPrompt,
      oidcLoginHint: oidcLoginHint)
    return try await resource { try .reauthorize(id: account.id, params: params) }
  }

  /// Makes it the primary one of its kind. Refused before anything is sent: `not_verified`, `kind_without_primary`.
  public func setPrimary(_ identifier: some ResourceConvertible) async throws -> UserResource {
    try await perform(
      { try .setPrimary(resource: identifier.resource) },
      reading: { if case .user(let user) = $0 { user } else { nil } })
  }

  /// Removes it from the user.
  public func destroy(_ identifier: some ResourceConvertible) async throws -> Deleted {
    try await delete(kind: identifier.resource.kind, id: identifier.resource.id)
  }

  /// The same by id, such as the one that ``LeftOver`` names.
  public func delete(kind: ResourceKind, id: String) async throws -> Deleted {
    try await perform(
      { try .delete(kind: kind, id: id) }, reading: { if case .deleted(let gone) = $0 { gone } else { nil } })
  }

  // MARK: - The whole way

  /// Begins to add and verify an identifier. Nothing is sent yet: see ``Enrolling``.
  ///
  /// - Parameter saving: gets the snapshot now and after every change, before anything is sent or asked. Store it; it
  ///   must not touch the enrollment.
  /// - Throws: validation, of what is to be enrolled.
  public func enroll(
    _ request: EnrollmentRequest, saving: (@Sendable (String) -> Void)? = nil
  ) throws -> Enrolling {
    Enrolling(try asking { try Enrollment.start(request: request) }, of: self, saving: saving)
  }

  /// Goes on with an enrollment that was stored, by this app or by any other.
  ///
  /// - Throws: snapshot.
  public func resume(_ snapshot: String, saving: (@Sendable (String) -> Void)? = nil) throws -> Enrolling {
    Enrolling(try asking { try Enrollment.fromSnapshot(snapshot: snapshot) }, of: self, saving: saving)
  }

  /// Begins to give fresh credentials for the session: what the effect `reverify` and a refusal of the class `reverify`
  /// ask for. Nothing is sent yet: see ``Reverifying``.
  ///
  /// - Parameters:
  ///   - level: what the effect said; nil where it said nothing.
  ///   - redirectUrl: where links lead back to; without it, links are not used.
  ///   - preference: strategies in the order in which they are to be tried; without any, the user is asked.
  /// - Throws: validation, of the redirect URL.
  public func reverify(
    level: String? = nil,
    redirectUrl: String? = nil,
    preference: [String] = [],
    saving: (@Sendable (String) -> Void)? = nil
  ) throws -> Reverifying {
    let core = try asking {
      try Reverification.start(level: level, redirectUrl: redirectUrl, preference: preference)
    }
    return Reverifying(core, of: self, saving: saving)
  }

  /// Goes on with a reverification that was stored.
  ///
  /// - Throws: snapshot.
  public func resumeReverification(
    _ snapshot: String, saving: (@Sendable (String) -> Void)? = nil
  ) throws -> Reverifying {
    Reverifying(try asking { try Reverification.fromSnapshot(snapshot: snapshot) }, of: self, saving: saving)
  }
}

extension User: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "User(\(session))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["session": session]) }
}
