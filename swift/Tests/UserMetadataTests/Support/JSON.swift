import Foundation

/// Any JSON, to be looked into and compared.
enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(parsing data: Data) throws {
    self = try JSONDecoder().decode(JSON.self, from: data)
  }

  init(parsing text: String) throws {
    try self.init(parsing: Data(text.utf8))
  }

  init(file: URL) throws {
    try self.init(parsing: try Data(contentsOf: file))
  }

  /// A field; `null` where there is none.
  subscript(_ name: String) -> JSON {
    get {
      if case .object(let fields) = self { fields[name] ?? .null } else { .null }
    }
    set {
      guard case .object(var fields) = self else { return }
      fields[name] = newValue
      self = .object(fields)
    }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var int: Int64? {
    if case .int(let int) = self { int } else { nil }
  }

  var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  var list: [JSON] {
    if case .list(let list) = self { list } else { [] }
  }

  var fields: [String: JSON] {
    if case .object(let fields) = self { fields } else { [:] }
  }

  /// A text that has to be there.
  func required(_ name: String) throws -> String {
    guard let text = self[name].text else { throw Failed("no text \(name) in \(self)") }
    return text
  }

  /// With these fields instead of its own.
  func merging(_ more: [String: JSON]) -> JSON {
    .object(fields.merging(more) { $1 })
  }
}

/// Why a test came to nothing.
struct Failed: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension JSON: Codable {
  init(from decoder: any Decoder) throws {
    if let keyed = try? decoder.container(keyedBy: Name.self) {
      var fields: [String: JSON] = [:]
      for name in keyed.allKeys {
        fields[name.stringValue] = try keyed.decode(JSON.self, forKey: name)
      }
      self = .object(fields)
    } else if var unkeyed = try? decoder.unkeyedContainer() {
      var list: [JSON] = []
      while !unkeyed.isAtEnd {
        list.append(try unkeyed.decode(JSON.self))
      }
      self = .list(list)
    } else {
      let single = try decoder.singleValueContainer()
      if single.decodeNil() {
        self = .null
      } else if let text = try? single.decode(String.self) {
        self = .text(text)
      } else if let bool = try? single.decode(Bool.self) {
        self = .bool(bool)
      } else if let int = try? single.decode(Int64.self) {
        self = .int(int)
      } else {
        self = .double(try single.decode(Double.self))
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var single = encoder.singleValueContainer()
    switch self {
    case .null: try single.encodeNil()
    case .bool(let bool): try single.encode(bool)
    case .int(let int): try single.encode(int)
    case .double(let double): try single.encode(double)
    case .text(let text): try single.encode(text)
    case .list(let list): try single.encode(list)
    case .object(let fields): try single.encode(fields)
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) {
      return nil
    }
  }
}

extension JSON: CustomStringConvertible {
  var description: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(booleanLiteral bool: Bool) { self = .bool(bool) }
  init(integerLiteral int: Int64) { self = .int(int) }
  init(nilLiteral: ()) { self = .null }
  init(dictionaryLiteral fields: (String, JSON)...) { self = .object(Dictionary(uniqueKeysWithValues: fields)) }
  init(arrayLiteral list: JSON...) { self = .list(list) }

  init(_ text: String?) { self = text.map(JSON.text) ?? .null }
  init(_ bool: Bool) { self = .bool(bool) }
  init(_ bool: Bool?) { self = bool.map(JSON.bool) ?? .null }
  init(_ int: Int32) { self = .int(Int64(int)) }
  init(_ int: Int32?) { self = int.map { .int(Int64($0)) } ?? .null }
  init(_ int: Int64?) { self = int.map(JSON.int) ?? .null }
  init(_ time: Date?) { self = time.map { .int($0.milliseconds) } ?? .null }
}

extension Date {
  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  var milliseconds: Int64 {
    Int64((timeIntervalSince1970 * 1000).rounded())
  }
}

/// The stable name of a case without values, in lower_snake.
func snake(_ value: some Any) -> String {
  var name = ""
  for character in "\(value)" {
    name += character.isUppercase ? "_" + character.lowercased() : String(character)
  }
  return name
}
