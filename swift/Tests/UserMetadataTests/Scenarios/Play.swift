import Foundation
import UserMetadata

/// More looks at one link than any scenario needs.
private let mostWaits = 300

/// Plays a scenario, step by step.
func play(_ scenario: JSON) async throws {
  try onlyFields(
    scenario, "$schema", "title", "reports", "notes", "setup", "steps", "outcome", "server", "requests")
  let stage = try await Stage(scenario["setup"].orEmpty)
  for (at, step) in scenario["steps"].list.enumerated() {
    do {
      try await stage.take(step)
      try await stage.showsNoSecret()
    } catch {
      throw Failed("step \(at + 1): \(error)")
    }
  }
  try await stage.endsAs(scenario)
}

extension Stage {
  func take(_ step: JSON) async throws {
    let name = try step.required("step")
    func know(_ fields: String...) throws {
      let unknown = step.fields.keys.filter { $0 != "step" && !fields.contains($0) }
      guard unknown.isEmpty else { throw Failed("unknown fields \(unknown) of \(name)") }
    }
    switch name {
    case "enroll":
      try know("request")
      flows[current] = try user.enroll(try await request(step["request"]))
      try await proceed()
    case "switch_to":
      try know("flow")
      current = try step.required("flow")
    case "expect_effect":
      try know("effect")
      try compare("effect", step["effect"], view(try flow().effect, now: clock.now()))
    case "enter_code":
      try know("code")
      try await answer(.codeEntered(code: Secret(try await code(step["code"]))))
    case "open_link":
      try know("to", "by", "lands_with", "hand_over")
      try await openLink(
        to: try step.required("to"), by: try step.required("by"), landsWith: step["lands_with"].text)
      if step["hand_over"] == true { try await comeBack() }
    case "provider":
      try know("decision", "login")
      try await visitProvider(try step.required("decision"), login: step["login"].text)
    case "return":
      try know("url", "misuse")
      try await comeBack(to: step["url"].text, misuse: step["misuse"].text)
    case "sign":
      try know("by")
      try await sign(by: step["by"])
    case "resend":
      try know("misuse")
      try await answer(.resendRequested, misuse: step["misuse"].text)
    case "advance_clock":
      try know("ms")
      try await clock.advance(step["ms"].int ?? 0)
      if flows[current] != nil { try await answer(.tick) }
    case "wait":
      try know("until")
      try await wait(until: step["until"].text)
    case "restart":
      try know()
      try await restart()
    case "sign_out":
      try know()
      try await sandbox.control("POST", "sign_out", ["session_id": client["session_id"]])
    case "sign_in":
      try know()
      try await signIn()
    case "reverify":
      try know("given", "outcome")
      try await reverify(step["given"].list, outcome: try step.required("outcome"))
    case "fault":
      try know("fault")
      try await sandbox.control("POST", "faults", step["fault"])
    case "settings":
      try know("settings")
      try await sandbox.control("PATCH", "settings", step["settings"])
    case "change_user":
      try know("change")
      try await sandbox.control("PATCH", "users", step["change"].merging(["user_id": .text(userId)]))
    case "cancel":
      try know()
      try flow().cancel()
      try await proceed()
    case "delete_left_over":
      try know()
      try await deleteLeftOver()
    case "create":
      try know("request", "error")
      try await ends(step["error"]) { try await self.create(step["request"]) }
    case "set_primary":
      try know("error")
      guard let latest else { throw Failed("there is nothing to make primary") }
      try await ends(step["error"]) {
        _ = try await self.user.setPrimary(latest)
        return latest
      }
    case "expect_server":
      try know("server")
      try await serverHolds(step["server"])
    case "expect_requests":
      try know("requests")
      try await sent(step["requests"])
    default:
      throw Failed("unknown step \(name)")
    }
  }

  /// Lets the app do what needs nobody else.
  func proceed() async throws {
    try await flow().proceed()
    latest = try flow().resource ?? latest
  }

  func answer(_ input: Input) async throws {
    try flow().answer(input)
    try await proceed()
  }

  /// Hands something over that may have to be refused as a mistake of the app.
  private func answer(_ input: Input, misuse: String?) async throws {
    guard let misuse else { return try await answer(input) }
    let before = try flow().effect
    do {
      try flow().answer(input)
    } catch let error as UserMetadataError where error.kind == .misuse && error.code == misuse {
      guard try flow().effect == before else { throw Failed("a misuse has changed something") }
      return
    }
    throw Failed("expected the misuse \(misuse), and it was taken")
  }

  func code(_ source: JSON) async throws -> String {
    guard let (kind, text) = source.fields.first, source.fields.count == 1, let to = text.text else {
      throw Failed("not one code: \(source)")
    }
    switch kind {
    case "literal": return to
    case "newest_to": return try await sandbox.newest("code", to: to)
    case "previous_to":
      let codes = try await sandbox.inbox(to, "code")
      guard codes.count > 1 else { throw Failed("only one code has come to \(to)") }
      return codes[codes.count - 2]
    case "not_newest_to": return try await sandbox.newest("code", to: to) == "000000" ? "111111" : "000000"
    default: throw Failed("unknown code \(kind)")
    }
  }

  func openLink(to recipient: String, by: String, landsWith: String?) async throws {
    guard ["same_client", "another_device"].contains(by) else { throw Failed("unknown opener \(by)") }
    let cookie = by == "same_client" ? client["client_cookie"].text : nil
    let landing = try await sandbox.open(try await sandbox.newest("link", to: recipient), cookie: cookie)
    if let landsWith, !landing.contains("__clerk_status=\(landsWith)") {
      throw Failed("it did not land with \(landsWith) but at \(landing)")
    }
    self.landing = landing
  }

  private func visitProvider(_ decision: String, login: String?) async throws {
    guard case .openUrl(let url, _) = try flow().effect else { throw Failed("nobody is sent to a provider") }
    let landing = try await sandbox.decide(url, decision, login: login)
    if let nonce = landing.range(of: "rotating_token_nonce=") {
      secrets.append(String(landing[nonce.upperBound...].prefix { $0 != "&" }))
    }
    self.landing = landing
  }

  private func comeBack(to url: String? = nil, misuse: String? = nil) async throws {
    guard let url = url ?? landing else { throw Failed("the user is nowhere") }
    try await answer(.redirectReturned(url: Secret(url)), misuse: misuse)
  }

  private func sign(by signer: JSON) async throws {
    guard case .askSignature(let message, let wallet, _, _, _, _) = try flow().effect else {
      throw Failed("nobody asked for a signature")
    }
    let signature =
      switch signer {
      case "the_wallet": try await Wallets.sign(message, wallet: wallet, with: sandbox)
      case "another_wallet": try await Wallets.sign(message, wallet: wallet, with: sandbox, asAnother: true)
      default: try signer.required("literal")
      }
    secrets.append(signature)
    try await answer(.signed(signature: Secret(signature)))
  }

  private func wait(until wanted: String?) async throws {
    for _ in 0..<mostWaits {
      try await flow().wait()
      try await proceed()
      let effect = try flow().effect
      if wanted == nil || wanted == name(effect) { return }
      switch effect {
      case .wait, .awaitLink: continue
      case .send, .openUrl, .askCode, .askSignature, .signIn, .reverify, .finish:
        throw Failed("waiting ended at \(name(effect))")
      }
    }
    throw Failed("it waits for ever")
  }

  /// The app is killed and started again: everything but what was stored is gone.
  private func restart() async throws {
    let snapshots = flows.mapValues(\.snapshot)
    try startApp()
    flows = try snapshots.mapValues { try user.resume($0) }
    try await proceed()
  }

  private func signIn() async throws {
    let who: JSON = ["client_token": .text(clientToken), "user_id": .text(userId)]
    client["session_id"] = try await sandbox.control("POST", "sign_in", who)["session_id"]
    user.replaceSession(try session())
    try await answer(.signedIn)
  }

  private func deleteLeftOver() async throws {
    guard case .unverified(let resource) = try flow().leftOver else {
      throw Failed("nothing is known to be left over")
    }
    guard try await user.destroy(resource).deleted else { throw Failed("it was not deleted") }
  }

  private func ends(_ expected: JSON, _ method: () async throws -> Resource) async throws {
    do {
      latest = try await method()
    } catch let error as UserMetadataError where expected != .null {
      try hides(everythingShown(error))
      return try compare("error", expected, view(error))
    }
    guard expected == .null else { throw Failed("it should have been refused") }
  }
}

/// The wallets of the scenarios. Their keys stand in `tests/scenarios/README.md`, for everybody to use.
enum Wallets {
  static func sign(
    _ message: String, wallet: String, with sandbox: Sandbox, asAnother: Bool = false
  ) async throws -> String {
    let chain = try parseWallet(wallet).chain
    let byte =
      switch chain {
      case .ethereum: asAnother ? "08" : "07"
      case .solana: asAnother ? "0a" : "09"
      }
    let asked: JSON = [
      "chain": .text(snake(chain)), "key": .text(String(repeating: byte, count: 32)), "message": .text(message),
    ]
    return try await sandbox.control("POST", "wallets/sign", asked).required("signature")
  }
}
