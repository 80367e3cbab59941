import Foundation

/// The project's own files, found from this one.
enum Files {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let package = root.appendingPathComponent("swift")
  static let vectors = root.appendingPathComponent("tests/vectors")
  static let scenarios = root.appendingPathComponent("tests/scenarios")

  /// What a folder holds, in order.
  static func children(of folder: URL) throws -> [URL] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return names.map { folder.appendingPathComponent($0) }
  }

  /// For `cargo xtask test counts`, which compares the languages.
  static func say(_ count: Int, of kind: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["USER_METADATA_COUNTS"] else { return }
    let file = URL(fileURLWithPath: folder).appendingPathComponent("\(kind).swift")
    try "\(count)".write(to: file, atomically: true, encoding: .utf8)
  }

  static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  static func text(_ file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8)
  }
}
