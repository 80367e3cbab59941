import UserMetadataCore

/// Carries requests to the server and their answers back: any HTTP client.
///
/// It sends each request once and never again by itself, follows no redirects, takes every status for an answer, and
/// gives up after some time. Cancelling the task should end the request soon; what became of it is then unknown, and
/// the server is asked before anything is sent again.
public protocol Transport: Sendable {
  /// Sends it, and waits for the answer.
  ///
  /// - Throws: ``TransportError`` when there is no answer. Its ``TransportError/sent`` decides whether the server is
  ///   asked first what it has done. Any other error counts as ``Sent/maybe``.
  func send(_ request: HttpRequest) async throws -> HttpResponse
}

/// A request without an answer.
public struct TransportError: Error, Sendable {
  /// What the network did.
  public let failure: TransportFailure
  /// Whether the server may have seen the request: in doubt it may.
  public let sent: Sent
  /// The client's own error. Its text may hold a URL, and so a token: it is not part of ``description``.
  public let cause: (any Error)?

  private let text: String?

  public init(_ failure: TransportFailure, sent: Sent, cause: (any Error)? = nil) {
    self.failure = failure
    self.sent = sent
    self.cause = cause
    self.text = nil
  }

  init(_ error: UserMetadataCore.TransportError, cause: (any Error)?) {
    self.failure = error.failure
    self.sent = error.sent
    self.cause = cause
    self.text = error.text
  }

  /// Whatever a transport has thrown.
  init(thrown error: any Error) {
    switch error {
    case let error as TransportError: self = error
    case is CancellationError: self.init(.interrupted, sent: .maybe, cause: error)
    default: self.init(.other, sent: .maybe, cause: error)
    }
  }
}

extension TransportError: CustomStringConvertible, CustomReflectable {
  /// One line of English for a log; free to change.
  public var description: String {
    text ?? "\(failure.code); \(sent == .no ? "nothing was sent" : "it may have been sent")"
  }

  public var customMirror: Mirror {
    Mirror(self, children: ["failure": failure, "sent": sent])
  }
}
