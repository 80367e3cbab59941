import Foundation
import UserMetadataFFI

// Forms validate at every key. The generated functions allocate a buffer of the library's for the text and a `Data` for the
// result, which is more than the work. These take and read the same bytes on the stack, and leave to the generated function
// what does not fit there.

/// What is known of a text, or the refusal of it.
public enum Described {
  public static func email(_ typed: String) throws -> EmailFacts {
    try Kind.email.facts(of: typed) {
      EmailFacts(text: $0.text(), ascii: $0.text(), local: $0.text(), domain: $0.text())
    } generated: { try parseEmail(typed: $0) }
  }

  /// Refuses what is no email address as it is.
  public static func emailAsItIs(_ text: String) throws {
    try Kind.emailAsItIs.facts(of: text) { _ in } generated: { try checkEmail(text: $0) }
  }

  public static func phone(_ typed: String) throws -> PhoneFacts {
    try Kind.phone.facts(of: typed) {
      PhoneFacts(text: $0.text(), countryCode: $0.int32(), possible: $0.bool())
    } generated: { try parsePhone(typed: $0) }
  }

  public static func wallet(_ text: String) throws -> WalletFacts {
    try Kind.wallet.facts(of: text) {
      WalletFacts(text: $0.text(), chain: try $0.chain(), checksummed: $0.text())
    } generated: { try parseWallet(text: $0) }
  }

  public static func oauthStrategy(_ text: String) throws -> OAuthStrategyFacts {
    try Kind.oauthStrategy.facts(of: text) {
      OAuthStrategyFacts(
        text: $0.text(), kind: $0.text(), provider: $0.text(), displayName: $0.optional { $0.text() })
    } generated: { try parseOauthStrategy(text: $0) }
  }

  public static func web3Strategy(_ text: String) throws -> Web3StrategyFacts {
    try Kind.web3Strategy.facts(of: text) {
      Web3StrategyFacts(
        text: $0.text(), provider: $0.text(), displayName: $0.optional { $0.text() },
        chain: try $0.optional { try $0.chain() })
    } generated: { try parseWeb3Strategy(text: $0) }
  }

  public static func redirectUrl(_ text: String) throws -> RedirectUrlFacts {
    try Kind.redirectUrl.facts(of: text) {
      RedirectUrlFacts(
        text: $0.text(), kind: $0.text(), scheme: $0.optional { $0.text() }, host: $0.optional { $0.text() })
    } generated: { try parseRedirectUrl(text: $0) }
  }

  public static func scope(_ text: String) throws -> String {
    try Kind.scope.facts(of: text) { $0.text() } generated: { try parseScope(text: $0) }
  }
}

/// In the order of the numbers that the library knows them by.
private enum Kind: Int32 {
  case email, emailAsItIs, phone, wallet, oauthStrategy, web3Strategy, redirectUrl, scope

  /// As much as Swift lays on the stack without asking.
  private static let capacity = 1024

  /// `generated` is asked where the buffer does not do.
  func facts<Facts>(
    of text: String, read: (inout FactsReader) throws -> Facts, generated: (String) throws -> Facts
  ) throws -> Facts {
    uniffiEnsureUserMetadataUniffiInitialized()
    var text = text
    let facts: Facts? = try text.withUTF8 { utf8 in
      guard utf8.count <= Self.capacity else { return nil }
      return try withUnsafeTemporaryAllocation(byteCount: Self.capacity, alignment: 8) { buffer -> Facts? in
        guard let bytes = buffer.bindMemory(to: UInt8.self).baseAddress else { return nil }
        buffer.copyMemory(from: UnsafeRawBufferPointer(utf8))
        let answer = user_metadata_describe(rawValue, bytes, Int32(utf8.count), Int32(Self.capacity))
        if answer == .min { return nil }
        if answer < 0 {
          var refusal = (data: Data(buffer[..<Int(-1 - answer)]), offset: 0)
          throw try FfiConverterTypeCoreError.read(from: &refusal)
        }
        var reader = FactsReader(UnsafeRawBufferPointer(rebasing: buffer[..<Int(answer)]))
        return try read(&reader)
      }
    }
    return try facts ?? generated(text)
  }
}

/// Reads values in uniffi's format: numbers have their highest byte first, texts their length before them.
private struct FactsReader {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    rest = bytes
  }

  mutating func text() -> String {
    String(decoding: take(Int(int32())), as: UTF8.self)
  }

  mutating func int32() -> Int32 {
    Int32(bigEndian: take(4).loadUnaligned(as: Int32.self))
  }

  mutating func bool() -> Bool {
    take(1)[0] != 0
  }

  mutating func optional<Value>(_ read: (inout Self) throws -> Value) rethrows -> Value? {
    bool() ? try read(&self) : nil
  }

  mutating func chain() throws -> Chain {
    var source = (data: Data(take(4)), offset: 0)
    return try FfiConverterTypeChain.read(from: &source)
  }

  private mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
    let taken = UnsafeRawBufferPointer(rebasing: rest[..<(rest.startIndex + count)])
    rest = UnsafeRawBufferPointer(rebasing: rest[(rest.startIndex + count)...])
    return taken
  }
}
