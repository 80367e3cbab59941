import Foundation
import Testing
import UserMetadata

@Suite struct TokenStoreTests {
  private let folder = FileManager.default.temporaryDirectory

  @Test func aFileKeepsTheTokenForItsOwnerOnly() throws {
    let file = folder.appendingPathComponent(UUID().uuidString)
    let store = FileTokenStore(file: file)
    #expect(try store.load() == nil)
    try store.save(nil)
    try store.save(Secret("one"))
    try store.save(Secret("two"))
    #expect(try FileTokenStore(file: file).load() == Secret("two"))
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
    try store.save(nil)
    #expect(try store.load() == nil)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    let store = FileTokenStore(file: folder.appendingPathComponent("\(UUID().uuidString)/token"))
    #expect(throws: (any Error).self) { try store.save(Secret("one")) }
  }

  @Test func memoryKeepsTheToken() {
    let store = InMemoryTokenStore(Secret("one"))
    store.save(Secret("two"))
    #expect(store.load() == Secret("two"))
    store.save(nil)
    #expect(store.load() == nil)
  }
}
