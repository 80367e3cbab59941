import UserMetadataCore

/// One of the four kinds of identifier that a user has, or ``Resource``, which may be any of them. It lets one method
/// serve all kinds and give back the kind that it was given.
public protocol ResourceConvertible: Sendable {
  /// As any of the four.
  var resource: Resource { get }

  /// The resource as this kind, if it is of this kind.
  init?(_ resource: Resource)
}

extension Resource: ResourceConvertible {
  public var resource: Resource { self }

  public init?(_ resource: Resource) {
    self = resource
  }

  /// Which of the four it is.
  public var kind: ResourceKind {
    switch self {
    case .emailAddress: .emailAddress
    case .phoneNumber: .phoneNumber
    case .web3Wallet: .web3Wallet
    case .externalAccount: .externalAccount
    }
  }

  /// Clerk's id. Opaque: never read anything into its prefix.
  public var id: String {
    switch self {
    case .emailAddress(let email): email.id
    case .phoneNumber(let phone): phone.id
    case .web3Wallet(let wallet): wallet.id
    case .externalAccount(let account): account.id
    }
  }

  /// What a person recognises it by: the address, the number, or the provider.
  public var identifier: String {
    switch self {
    case .emailAddress(let email): email.emailAddress
    case .phoneNumber(let phone): phone.phoneNumber
    case .web3Wallet(let wallet): wallet.web3Wallet
    case .externalAccount(let account): account.provider
    }
  }

  /// Its verification; nil is the normal state right after an address, number or wallet was created.
  public var verification: Verification? {
    switch self {
    case .emailAddress(let email): email.verification
    case .phoneNumber(let phone): phone.verification
    case .web3Wallet(let wallet): wallet.verification
    case .externalAccount(let account): account.verification
    }
  }

  /// True when the server says that it is verified.
  public var isVerified: Bool {
    verification?.isVerified ?? false
  }
}

extension EmailAddress: ResourceConvertible, Identifiable {
  public var resource: Resource { .emailAddress(email: self) }

  public init?(_ resource: Resource) {
    guard case .emailAddress(let email) = resource else { return nil }
    self = email
  }
}

extension PhoneNumber: ResourceConvertible, Identifiable {
  public var resource: Resource { .phoneNumber(phone: self) }

  public init?(_ resource: Resource) {
    guard case .phoneNumber(let phone) = resource else { return nil }
    self = phone
  }
}

extension Web3Wallet: ResourceConvertible, Identifiable {
  public var resource: Resource { .web3Wallet(wallet: self) }

  public init?(_ resource: Resource) {
    guard case .web3Wallet(let wallet) = resource else { return nil }
    self = wallet
  }
}

extension ExternalAccount: ResourceConvertible, Identifiable {
  public var resource: Resource { .externalAccount(account: self) }

  public init?(_ resource: Resource) {
    guard case .externalAccount(let account) = resource else { return nil }
    self = account
  }
}
