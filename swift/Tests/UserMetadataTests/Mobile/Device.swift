import Foundation
import UserMetadata

/// A phone with an app that talks to a sandbox: what is stored survives the app, what is in memory does not.
final class Device: Sendable {
  let sandbox: Sandbox
  let store: FileTokenStore
  private let folder: URL

  init() throws {
    sandbox = try Sandbox()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = FileTokenStore(file: folder.appendingPathComponent("token"))
    try store.save(Secret(try sandbox.first.required("native_token")))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts the app, with nothing but what it has stored.
  func startApp(
    over transport: any Transport = URLSessionTransport(), clock: any DeviceClock = SystemClock()
  ) throws -> User {
    let session = try Session(
      frontendApi: sandbox.url, credentials: .native(token: try store.load() ?? Secret("")),
      sessionId: try sandbox.first.required("session_id"))
    return User(session: session, transport: transport, tokenStore: store, clock: clock)
  }

  /// Saves a snapshot as the app's saved state.
  var saving: @Sendable (String) -> Void {
    let file = folder.appendingPathComponent("snapshot")
    return { try? Data($0.utf8).write(to: file) }
  }

  var snapshot: String {
    get throws { try Files.text(folder.appendingPathComponent("snapshot")) }
  }
}

/// A network that can be switched off, that can swallow an answer, and that counts.
final class Network: Transport {
  enum Mode: Sendable {
    case on
    /// Nothing leaves the device.
    case airplane
    /// The server gets the request, and its answer never comes.
    case swallowing
  }

  let mode: Box<Mode>
  let sent = Box(0)
  private let http = URLSessionTransport()

  init(_ mode: Mode = .on) {
    self.mode = Box(mode)
  }

  func send(_ request: HttpRequest) async throws -> HttpResponse {
    sent.change { $0 += 1 }
    switch mode.value {
    case .on: return try await http.send(request)
    case .airplane: throw TransportError(.offline, sent: .no)
    case .swallowing:
      _ = try await http.send(request)
      try await Task.sleep(nanoseconds: 3_600_000_000_000)
      throw Failed("nobody waits for an hour")
    }
  }
}

/// A clock on which waiting takes no time.
final class QuickClock: DeviceClock {
  private let time: Box<Date>
  private let onSleep: (@Sendable () -> Void)?

  init(_ start: Date = Date(), onSleep: (@Sendable () -> Void)? = nil) {
    time = Box(start)
    self.onSleep = onSleep
  }

  func now() -> Date {
    time.value
  }

  func sleep(until date: Date) async throws {
    try Task.checkCancellation()
    onSleep?()
    time.change { $0 = max($0, date) }
  }
}

/// A browser in which somebody decides, or which somebody closes.
struct Browser: BrowserPresenter {
  let sandbox: Sandbox
  let decision: String?

  func visit(_ url: URL, redirectUrl: String) async throws -> URL? {
    guard let decision else { return nil }
    let landing = try await sandbox.decide(url.absoluteString, decision)
    guard landing.hasPrefix(redirectUrl) else { throw Failed("it came back elsewhere") }
    return URL(string: landing)
  }
}

extension Enrolling {
  /// Goes its way until somebody is needed who is not the clock.
  func untilSomebodyIsNeeded() async throws -> Effect {
    while true {
      switch try await proceed() {
      case .wait, .awaitLink: try await wait()
      case let effect: return effect
      }
    }
  }
}
