import Foundation

/// Where a token survives the end of the app.
///
/// The server may replace the token with any answer, and the old one is good for nothing then. So ``save(_:)`` is
/// called before anybody reads the answer that brought a new one. A store that fails does not stop what is under way:
/// the method throws the store's error when the answer has been taken in, and the session goes on with the new token.
///
/// On Apple's platforms take `KeychainTokenStore`. In tests and on servers ``InMemoryTokenStore`` and
/// ``FileTokenStore`` will do.
public protocol TokenStore: Sendable {
  /// The stored token; nil where there is none.
  func load() throws -> Secret?

  /// Stores it in place of the old one; nil removes the old one. It must be done when this returns, and it must not send
  /// requests for the user whose token it is.
  func save(_ token: Secret?) throws
}

/// Keeps the token as long as the process lives.
public final class InMemoryTokenStore: TokenStore {
  private let token: Locked<Secret?>

  public init(_ token: Secret? = nil) {
    self.token = Locked(token)
  }

  public func load() -> Secret? {
    token.with { $0 }
  }

  public func save(_ token: Secret?) {
    self.token.with { $0 = token }
  }
}

/// Keeps the token in a file that only its owner may read. It is replaced as a whole: a process that dies meanwhile
/// leaves the old token or the new one, never half of one.
public struct FileTokenStore: TokenStore {
  private let file: URL

  /// - Parameter file: in a folder that exists and is not backed up or shared.
  public init(file: URL) {
    self.file = file
  }

  public func load() throws -> Secret? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return Secret(try String(contentsOf: file, encoding: .utf8))
  }

  public func save(_ token: Secret?) throws {
    let manager = FileManager.default
    guard let token else {
      if manager.fileExists(atPath: file.path) {
        try manager.removeItem(at: file)
      }
      return
    }
    let fresh = file.deletingLastPathComponent().appendingPathComponent(".\(UUID().uuidString)")
    let isWritten = manager.createFile(
      atPath: fresh.path, contents: Data(token.expose().utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten, rename(fresh.path, file.path) == 0 else {
      try? manager.removeItem(at: fresh)
      throw CocoaError(.fileWriteUnknown)
    }
  }
}
