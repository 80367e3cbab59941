import Foundation
import Testing

/// One file of vectors: the form that all share, and what it promises (`tests/vectors/README.md`).
struct Vectors: Sendable, CustomTestStringConvertible {
  let name: String
  let cases: [Case]

  struct Case: Sendable {
    let id: String
    let input: JSON
    let result: JSON
  }

  /// The first part of its name, as in `identifiers`.
  var folder: String { String(name.prefix { $0 != "/" }) }

  /// The rest of its name, as in `email`.
  var file: String { String(name.dropFirst(folder.count + 1)) }

  var testDescription: String { name }

  /// Every suite of every folder, in the order of their names.
  static func all() throws -> [Vectors] {
    let folders = try Files.children(of: Files.vectors).filter {
      Files.isFolder($0) && $0.lastPathComponent != "schemas"
    }
    let suites = try folders.flatMap(files).map(Vectors.init)
    let ids = suites.flatMap { $0.cases.map(\.id) }
    guard !ids.isEmpty, Set(ids).count == ids.count else { throw Failed("no vectors, or an id that stands twice") }
    return suites
  }

  /// Case id to reason.
  static func skips() throws -> [String: String] {
    let skips = try JSON(file: Files.vectors.appendingPathComponent("skips.json")).fields
    return skips.compactMapValues(\.text)
  }

  private static func files(in folder: URL) throws -> [URL] {
    try Files.children(of: folder).flatMap { child in
      if Files.isFolder(child) { return try files(in: child) }
      guard child.pathExtension == "json" else { throw Failed("\(child.path) is not JSON") }
      return [child]
    }
  }

  private init(_ file: URL) throws {
    let json = try JSON(file: file)
    guard Set(json.fields.keys) == ["suite", "schema", "count", "notes", "cases"] else {
      throw Failed("\(file.path): an envelope of another form")
    }
    name = try json.required("suite")
    guard file.path == Files.vectors.appendingPathComponent(name + ".json").path else {
      throw Failed("\(file.path): the suite is not named after its file")
    }
    cases = try json["cases"].list.map { entry in
      guard Set(entry.fields.keys) == ["id", "comment", "flags", "input", "result"] else {
        throw Failed("\(file.path): a case of another form")
      }
      return Case(id: try entry.required("id"), input: entry["input"], result: entry["result"])
    }
    guard json["count"].int == Int64(cases.count) else { throw Failed("\(file.path): a wrong count") }
    let used = json["cases"].list.flatMap { $0["flags"].list.compactMap(\.text) }
    guard Set(used) == Set(json["notes"].fields.keys) else {
      throw Failed("\(file.path): flags used are not the flags explained")
    }
  }
}
