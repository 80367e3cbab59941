import Foundation
import UserMetadata

/// 2026-01-01T00:00:00Z
let start: Int64 = 1_767_225_600_000

/// A sandbox, a device, and the app on it.
final class Stage {
  let sandbox: Sandbox
  let clock: StageClock
  let userId: String
  /// The client's tokens, as the control endpoints gave them.
  var client: JSON
  private(set) var user: User
  var flows: [String: Enrolling] = [:]
  var current = "first"
  /// Where the browser or the link led last.
  var landing: String?
  /// What was created or enrolled last.
  var latest: Resource?
  /// What no text may hold.
  var secrets: [String]

  private let carrier: String
  private let origin: String?
  /// The app's own secure store.
  private let store: InMemoryTokenStore

  init(_ setup: JSON) async throws {
    try onlyFields(
      setup, "settings", "user", "others", "signed_out", "credentials", "origin", "device_clock_off_by_ms", "faults")
    sandbox = try Sandbox(manualClock: start)
    try await sandbox.control("PATCH", "settings", setup["settings"].orEmpty)
    let seeded = try await sandbox.control("POST", "users", setup["user"].orEmpty)
    for other in setup["others"].list {
      try await sandbox.control("POST", "users", other)
    }
    client = setup["signed_out"] == true ? try await sandbox.control("POST", "clients", [:]) : seeded
    for fault in setup["faults"].list {
      try await sandbox.control("POST", "faults", fault)
    }
    carrier = setup["credentials"].text ?? "native"
    origin = setup["origin"].text
    userId = try seeded.required("user_id")
    clock = StageClock(sandbox, offBy: setup["device_clock_off_by_ms"].int ?? 0)
    let tokens = ["native": "native_token", "dev_browser": "dev_browser_token", "cookie": "client_cookie"]
    guard let field = tokens[carrier] else { throw Failed("unknown credentials \(carrier)") }
    store = InMemoryTokenStore(Secret(try client.required(field)))
    secrets = tokens.values.compactMap { [client] in client[$0].text }
    user = User(session: try Self.session(sandbox.url, carrier, origin, store), tokenStore: store, clock: clock)
  }

  /// Starts the app, with nothing but what it has stored.
  func startApp() throws {
    user = User(session: try session(), tokenStore: store, clock: clock)
  }

  /// The session of the stored token.
  func session() throws -> Session {
    try Self.session(sandbox.url, carrier, origin, store)
  }

  /// Any token of the client, for the control endpoints.
  var clientToken: String {
    store.load()?.expose() ?? ""
  }

  func flow() throws -> Enrolling {
    guard let flow = flows[current] else { throw Failed("nothing is being enrolled") }
    return flow
  }

  private static func session(
    _ url: String, _ carrier: String, _ origin: String?, _ store: InMemoryTokenStore
  ) throws -> Session {
    let token = store.load() ?? Secret("")
    let credentials: Credentials =
      switch carrier {
      case "native": .native(token: token)
      case "dev_browser": .devBrowser(token: token)
      default: .cookie(client: token)
      }
    return try Session(frontendApi: url, credentials: credentials, origin: origin)
  }
}

/// The device's clock: the sandbox's, and wrong by as much as the scenario says. Whoever waits on it moves both.
final class StageClock: DeviceClock {
  private let sandbox: Sandbox
  private let offBy: Int64
  private let serverNow = Box(start)

  init(_ sandbox: Sandbox, offBy: Int64) {
    self.sandbox = sandbox
    self.offBy = offBy
  }

  func advance(_ milliseconds: Int64) async throws {
    try await sandbox.control("POST", "clock", ["advance_ms": .int(milliseconds)])
    serverNow.change { $0 += milliseconds }
  }

  func now() -> Date {
    Date(milliseconds: serverNow.value + offBy)
  }

  func sleep(until date: Date) async throws {
    let milliseconds = date.milliseconds - now().milliseconds
    if milliseconds > 0 {
      try await advance(milliseconds)
    }
  }
}

extension JSON {
  var orEmpty: JSON { self == .null ? [:] : self }
}

/// Refuses what the runner does not know.
func onlyFields(_ json: JSON, _ known: String...) throws {
  let unknown = json.fields.keys.filter { !known.contains($0) }
  guard unknown.isEmpty else { throw Failed("unknown fields \(unknown) in \(json)") }
}
