import Foundation
import UserMetadata

// What must be so after a step, and in the end.

extension Stage {
  func serverHolds(_ expected: JSON) async throws {
    try compare("server", expected, try await sandbox.control("GET", "state?user_id=\(userId)"))
  }

  func sent(_ expected: JSON) async throws {
    let counts = try await sandbox.requests()
    for (request, wanted) in expected.fields {
      let found = counts[request] ?? 0
      guard wanted.int == found else { throw Failed("\(request): expected \(wanted), found \(found) in \(counts)") }
    }
  }

  func endsAs(_ scenario: JSON) async throws {
    if scenario["outcome"] != .null {
      guard case .finish(let outcome) = try flow().effect else {
        throw Failed("it has not ended: \(name(try flow().effect))")
      }
      try compare("outcome", scenario["outcome"], view(outcome))
    } else if !flows.isEmpty {
      throw Failed("an enrollment has to end with an outcome")
    }
    if scenario["server"] != .null { try await serverHolds(scenario["server"]) }
    if scenario["requests"] != .null { try await sent(scenario["requests"]) }
  }

  /// Neither what is stored nor what is logged may hold a token, a code, a signature or a nonce.
  func showsNoSecret() async throws {
    secrets += try await sandbox.codes()
    for flow in flows.values {
      try hides(flow.snapshot + everythingShown(flow) + everythingShown(flow.effect) + everythingShown(flow.trouble))
    }
    try hides(everythingShown(user) + everythingShown(user.session))
  }

  func hides(_ shown: String) throws {
    if let secret = secrets.first(where: { !$0.isEmpty && shown.contains($0) }) {
      throw Failed("a secret (\(secret)) shows in \(shown)")
    }
  }

  // MARK: - Fresh credentials

  /// Gives these one after another, and must end so. The app is told if the credentials are fresh.
  func reverify(_ given: [JSON], outcome: String) async throws {
    // The calls name their session, which the app knows from its sign-in.
    user.replaceSession(user.session.withSessionId(sessionId: try client.required("session_id")))
    guard case .reverify(let level) = try flow().effect else { throw Failed("nobody asked for fresh credentials") }
    let reverifying = try user.reverify(level: level, redirectUrl: "http://localhost:3000/fresh")
    var rest = given[...]
    while true {
      try hides(reverifying.snapshot + everythingShown(reverifying))
      let effect = try await reverifying.proceed()
      switch effect {
      case .finish(let ended):
        guard rest.isEmpty, name(ended) == outcome else {
          throw Failed("expected \(outcome) after all was given, found \(ended)")
        }
        if case .complete = ended { try await answer(.reverified) }
        return
      case .wait:
        try await reverifying.wait()
      case .chooseFactor, .askPassword, .askCode, .awaitLink, .signIn, .send:
        guard let next = rest.popFirst() else { throw Failed("nothing is given for \(effect)") }
        try await give(next, to: reverifying, at: effect)
      }
    }
  }

  private func give(_ given: JSON, to reverifying: Reverifying, at effect: ReverificationEffect) async throws {
    guard let (kind, value) = given.fields.first, given.fields.count == 1 else { throw Failed("not one thing given") }
    switch (effect, kind) {
    case (.chooseFactor(let factors, _), "factor"):
      guard let index = factors.firstIndex(where: { $0.factor.strategy == value.text }) else {
        throw Failed("\(value) is not offered")
      }
      try reverifying.answer(.factorChosen(index: Int32(index)))
    case (.askPassword, "password"):
      let password = try given.required("password")
      secrets.append(password)
      try reverifying.answer(.passwordEntered(password: Secret(password)))
    case (.askCode, "code"):
      let code = try await code(value)
      secrets.append(code)
      try reverifying.answer(.codeEntered(code: Secret(code)))
    case (.awaitLink, "link_opened"):
      try await openLink(to: try given.required("link_opened"), by: "another_device", landsWith: "verified")
      try await reverifying.wait()
    default:
      throw Failed("what is given does not fit \(effect)")
    }
  }
}

func name(_ outcome: ReverificationOutcome) -> String {
  switch outcome {
  case .complete: "complete"
  case .refused: "refused"
  case .rejected: "rejected"
  case .noFactor: "no_factor"
  case .expired: "expired"
  case .exhausted: "exhausted"
  case .unreadable: "unreadable"
  case .unreachable: "unreachable"
  case .cancelled: "cancelled"
  }
}

/// All that a log might hold of a value.
func everythingShown(_ value: some Any) -> String {
  var dumped = ""
  dump(value, to: &dumped)
  return "\(value) \(String(reflecting: value)) \(dumped)"
}
