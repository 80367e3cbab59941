import Foundation
import Testing
import UserMetadata

@Suite struct ReadmeTests {
  @Test func theQuickstartOfTheReadmeIsTheOneThatRuns() throws {
    let source = try Files.text(Files.package.appendingPathComponent("Tests/UserMetadataTests/Quickstart.swift"))
    let between = source.components(separatedBy: "  // README: begin\n").last?.components(separatedBy: "  // README: end")
    let code = try #require(between?.first).split(separator: "\n", omittingEmptySubsequences: false)
    let unindented = code.map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }.joined(separator: "\n")
    let readme = try Files.text(Files.package.appendingPathComponent("README.md"))
    #expect(readme.contains("```swift\nimport UserMetadata\n\n\(unindented)```"))
  }

  @Test func theQuickstartVerifies() async throws {
    let device = try Device()
    let shown = Box<[String]>([])
    try await quickstart(
      frontendApi: device.sandbox.url, store: device.store, presenter: Browser(sandbox: device.sandbox, decision: nil),
      askCode: { try await device.sandbox.newest("code", to: $0) }, show: { text in shown.change { $0.append(text) } })
    #expect(shown.value == ["created test@test.com, not verified yet", "verified test@test.com"])
  }

  @Test func theVersionIsTheWorkspaces() throws {
    let manifest = try Files.text(Files.root.appendingPathComponent("Cargo.toml"))
    #expect(manifest.contains("\nversion = \"\(version())\"\n"))
  }

  @Test func theSampleDoesTheFourOperations() throws {
    let sandbox = try Sandbox()
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appendingPathComponent("user-metadata-sample")
    process.arguments = [sandbox.url]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    // In lower case: how an address is written is the wallet's business.
    for line in [
      "a typo: validation, multiple_at", "email address: verified, jane@example.com",
      "phone number: verified, +15551234567", "web3 wallet: verified, 0x4a62316623ad457f02cdc5d997ded67a383ec569",
      "external account, the browser closed: cancelled", "external account, once more: verified, notion",
      "the user has 1 email address, 1 phone number, 1 wallet and 1 verified external account",
    ] {
      #expect(said.lowercased().contains(line + "\n"), "\(line) is missing in\n\(said)")
    }
  }
}
