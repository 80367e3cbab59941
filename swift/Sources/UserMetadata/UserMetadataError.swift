import Foundation
import UserMetadataCore

/// Why something could not be done, sorted by who must act.
///
/// ```swift
/// do {
///   try await user.createEmailAddress(email: typed)
/// } catch let error as UserMetadataError {
///   switch error {
///   case .validation(let error): show(error.code)  // the person typing; nothing was sent
///   case .api(let error): show(error.userMessage)  // the person, or support: the server said no
///   case .transport: show("No connection")
///   case .protocol, .misuse, .snapshot: report(error)
///   }
/// }
/// ```
///
/// No text of an error holds what was typed, a token, a URL with its query or a body.
public enum UserMetadataError: Error, Sendable {
  /// The person typing: it was refused before anything was sent.
  case validation(ValidationError)
  /// The person, or support: the server said no.
  case api(ApiError)
  /// Us: the server's answer could not be read.
  case `protocol`(ProtocolError)
  /// The network.
  case transport(TransportError)
  /// The programmer: a call that does not exist, or an input that has no meaning now. Nothing has changed.
  case misuse(MisuseError)
  /// The programmer: the text is no snapshot.
  case snapshot(SnapshotError)

  /// The cases by name.
  public enum Kind: String, Sendable, CaseIterable {
    case validation, api, `protocol`, transport, misuse, snapshot
  }

  /// Who must act.
  public var kind: Kind {
    switch self {
    case .validation: .validation
    case .api: .api
    case .protocol: .protocol
    case .transport: .transport
    case .misuse: .misuse
    case .snapshot: .snapshot
    }
  }

  /// The stable code, to be translated or matched on. Of a refusal it is the first one that the server gave, which may
  /// be empty.
  public var code: String {
    switch self {
    case .validation(let error): error.code
    case .api(let error): error.code
    case .protocol(let error): error.code
    case .transport(let error): error.failure.code
    case .misuse(let error): error.code
    case .snapshot(let error): error.code
    }
  }
}

extension UserMetadataError: CustomStringConvertible, LocalizedError {
  /// One line of English for a log; free to change.
  public var description: String {
    switch self {
    case .validation(let error): error.text
    case .api(let error): error.text
    case .protocol(let error): error.text
    case .transport(let error): error.description
    case .misuse(let error): error.text
    case .snapshot(let error): error.text
    }
  }

  public var errorDescription: String? { description }
}

extension TransportFailure {
  /// The stable code, in lower_snake.
  public var code: String {
    switch self {
    case .offline: "offline"
    case .connect: "connect"
    case .tls: "tls"
    case .timeout: "timeout"
    case .interrupted: "interrupted"
    case .other: "other"
    }
  }
}

/// Every code that this project gives out, with a line of English for each: what a translation has to cover.
public func errorCodes() -> [ErrorCode] {
  UserMetadataCore.errorCodes()
}

/// Runs something of the core, whose errors become ours.
func asking<Value>(_ core: () throws -> Value) throws -> Value {
  do {
    return try core()
  } catch let error as CoreError {
    throw UserMetadataError(error)
  }
}

extension UserMetadataError {
  init(_ error: CoreError, cause: (any Error)? = nil) {
    switch error {
    case .Validation(let error): self = .validation(error)
    case .Api(let error): self = .api(error)
    case .Protocol(let error): self = .protocol(error)
    case .Transport(let error): self = .transport(TransportError(error, cause: cause))
    case .Misuse(let error): self = .misuse(error)
    case .Snapshot(let error): self = .snapshot(error)
    }
  }
}
