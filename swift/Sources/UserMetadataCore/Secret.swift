/// A token, a password, a one-time code, a signature, or a URL with a nonce.
///
/// It shows as `[redacted]` wherever it is printed, dumped or interpolated, and it cannot be encoded. The only way to
/// the text is ``expose()``, so that a reviewer can search for every use.
///
/// ```swift
/// let code = Secret("424242")
/// print(code)  // [redacted]
/// ```
public struct Secret: Hashable, Sendable {
  private let text: String

  /// Takes the text over.
  public init(_ text: String) {
    self.text = text
  }

  /// The text itself, for the one place that has to send or store it.
  public func expose() -> String {
    text
  }

  /// True when there is nothing to hide, that is no token.
  public var isEmpty: Bool {
    text.isEmpty
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "[redacted]" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
