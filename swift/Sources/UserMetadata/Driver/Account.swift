import UserMetadataCore

/// The session that all requests of one user share, and where its token is stored.
final class Account: Sendable {
  private let current: Locked<Session>
  private let store: (any TokenStore)?
  // Held from the new token's arrival until it is stored, so that two are stored in the order in which they came.
  private let storing = Locked(())

  init(_ session: Session, store: (any TokenStore)?) {
    self.current = Locked(session)
    self.store = store
  }

  var session: Session {
    get { current.with { $0 } }
    set { current.with { $0 = newValue } }
  }

  /// Takes a new token over and has it stored, before anybody reads the body.
  func absorb(_ response: HttpResponse) throws {
    try storing.with { _ in
      let rotated: Rotated? = current.with { session in
        guard let absorbed = session.absorb(headers: response.headers) else { return nil }
        session = absorbed.session
        return absorbed.rotated
      }
      if let rotated {
        try store?.save(rotated.token)
      }
    }
  }
}

extension Rotated {
  /// The token to store; nil when the one that is stored is no longer good.
  public var token: Secret? {
    switch self {
    case .native(let token), .devBrowser(let token), .cookie(let token): token
    case .cleared: nil
    }
  }
}
