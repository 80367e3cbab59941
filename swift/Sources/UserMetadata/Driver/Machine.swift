import Foundation
import UserMetadataCore

/// What the two machines of the core have in common for whoever carries their requests. A value never changes: what
/// happened makes the next one.
protocol Machine: Sendable {
  associatedtype Effect: Sendable
  associatedtype Input: Sendable

  func effect() -> Effect
  func snapshot() -> String
  /// The request of the present effect, for this session; nil where nothing is to be sent.
  func request(_ session: Session) throws -> HttpRequest?
  func handle(_ input: Input, now: Date) throws -> Self

  static func responded(_ id: Int64, _ response: HttpResponse) -> Input
  static func failed(_ id: Int64, _ error: TransportError) -> Input
  static var tick: Input { get }
  static var cancelled: Input { get }

  static func station(of effect: Effect) -> Station
}

/// What an effect is about, for a driver.
enum Station: Equatable {
  /// A request is to be sent.
  case send(id: Int64)
  /// Only time is needed.
  case time(until: Date)
  /// Somebody is needed, by then where there is a deadline.
  case somebody(by: Date?)
  /// It is over.
  case end
}

struct EnrollmentMachine: Machine {
  let core: Enrollment

  func effect() -> Effect { core.effect() }
  func snapshot() -> String { core.snapshot() }
  func request(_ session: Session) throws -> HttpRequest? { try asking { try core.request(session: session) } }

  func handle(_ input: Input, now: Date) throws -> Self {
    try asking { Self(core: try core.handle(input: input, now: now)) }
  }

  static func responded(_ id: Int64, _ response: HttpResponse) -> Input { .responded(id: id, response: response) }
  static func failed(_ id: Int64, _ error: TransportError) -> Input {
    .transportFailed(id: id, failure: error.failure, sent: error.sent)
  }
  static var tick: Input { .tick }
  static var cancelled: Input { .cancelled }

  static func station(of effect: Effect) -> Station {
    switch effect {
    case .send(let id): .send(id: id)
    case .wait(let until, _): .time(until: until)
    case .awaitLink(_, let pollAt, _, _): .time(until: pollAt)
    case .openUrl(_, let expiresAt): .somebody(by: expiresAt)
    case .askCode, .askSignature, .signIn, .reverify: .somebody(by: nil)
    case .finish: .end
    }
  }
}

struct ReverificationMachine: Machine {
  let core: Reverification

  func effect() -> ReverificationEffect { core.effect() }
  func snapshot() -> String { core.snapshot() }
  func request(_ session: Session) throws -> HttpRequest? { try asking { try core.request(session: session) } }

  func handle(_ input: ReverificationInput, now: Date) throws -> Self {
    try asking { Self(core: try core.handle(input: input, now: now)) }
  }

  static func responded(_ id: Int64, _ response: HttpResponse) -> ReverificationInput {
    .responded(id: id, response: response)
  }
  static func failed(_ id: Int64, _ error: TransportError) -> ReverificationInput {
    .transportFailed(id: id, failure: error.failure, sent: error.sent)
  }
  static var tick: ReverificationInput { .tick }
  static var cancelled: ReverificationInput { .cancelled }

  static func station(of effect: ReverificationEffect) -> Station {
    switch effect {
    case .send(let id): .send(id: id)
    case .wait(let until, _): .time(until: until)
    case .awaitLink(_, let pollAt, _, _): .time(until: pollAt)
    case .chooseFactor, .askPassword, .askCode, .signIn: .somebody(by: nil)
    case .finish: .end
    }
  }
}
