import Foundation
import Testing

/// What a person does, told in `tests/scenarios/*.json`, done with this host against a running sandbox.
@Suite(.serialized) struct ScenarioTests {
  struct Scenario: Sendable, CustomTestStringConvertible {
    let file: URL
    var testDescription: String { file.deletingPathExtension().lastPathComponent }
  }

  @Test(arguments: try scenarios())
  func everyScenarioEndsAsItSays(scenario: Scenario) async throws {
    try await play(try JSON(file: scenario.file))
  }

  @Test func theCountIsThatOfTheFiles() throws {
    let count = try Self.scenarios().count
    print("scenarios: \(count)")
    try Files.say(count, of: "scenarios")
    #expect(count > 0)
  }

  @Test(
    arguments: [
      #"{"step": "fly"}"#,
      #"{"step": "cancel", "softly": true}"#,
      #"{"step": "enroll", "request": {"email_address": {"email": "a@b.cd", "stratgey": "email_code"}}}"#,
    ])
  func whatTheRunnerDoesNotKnowIsRefused(step: String) async throws {
    let stage = try await Stage([:])
    await #expect(throws: Failed.self) { try await stage.take(try JSON(parsing: step)) }
  }

  static func scenarios() throws -> [Scenario] {
    let companions = ["README.md", "schema.json"]
    return try Files.children(of: Files.scenarios)
      .filter { !companions.contains($0.lastPathComponent) }
      .map { file in
        guard file.pathExtension == "json" else { throw Failed("\(file.path) is never run") }
        return Scenario(file: file)
      }
  }
}
