// What `docs/guides/swift.md` and `docs/testing.md` show runs here: `cargo xtask test swift` puts it beside this file, word
// for word.

import Foundation
import Testing
import UserMetadata

@Suite struct GuideTests {
  @Test func theSingleCallsVerifyANumberAndLeadToAProvider() async throws {
    let device = try Device()
    let url = try await singleCalls(try user(device)) { try await device.sandbox.newest("code", to: "+15551234567") }
    #expect(url?.hasPrefix(device.sandbox.url) == true)
  }

  @Test func everyRequestOfTheGuideEndsVerified() async throws {
    let device = try Device()
    let user = try user(device)
    for request in requests {
      let outcome = try await goAllTheWay(try user.enroll(request), Person(sandbox: device.sandbox))
      guard case .verified = outcome else { throw Failed("\(request): \(String(describing: outcome))") }
    }
  }

  @Test func aKilledAppGoesOnThroughFreshCredentials() async throws {
    let device = try Device()
    try await device.sandbox.control("PATCH", "settings", .object(["reverification": .object(["enabled": .bool(true)])]))
    let fields: JSON = .object(["password": .text("correct horse"), "factor_age_minutes": .int(30)])
    let jane = try await device.sandbox.control("POST", "users", fields)
    try device.store.save(Secret(try jane.required("native_token")))
    let user = try signedInUser(
      frontendApi: device.sandbox.url, sessionId: try jane.required("session_id"), store: device.store)
    _ = try await beginOrGoOn(user, requests[0], saved: nil, save: device.saving).proceed()
    let resumed = try beginOrGoOn(user, requests[0], saved: try device.snapshot, save: device.saving)
    let outcome = try await goAllTheWay(resumed, Person(sandbox: device.sandbox))
    guard case .verified = outcome else { throw Failed(String(describing: outcome)) }
    #expect(try await device.sandbox.inbox("jane@example.com", "code").count == 1)
  }

  @Test func whoGivesUpLeavesNothingBehind() async throws {
    let device = try Device()
    let user = try user(device)
    let enrolling = try user.enroll(requests[0])
    _ = try await enrolling.proceed()
    try await giveUp(enrolling)
    #expect(try await user.reload().emailAddresses.isEmpty)
    #expect(try await device.sandbox.inbox("jane@example.com", "code").count == 1)
  }

  @Test func aTypoHasItsPlace() async throws {
    let user = try user(try Device())
    do {
      _ = try await user.createEmailAddress(email: "jane@@example.com")
      throw Failed("it was taken")
    } catch let error as UserMetadataError {
      #expect(sentence(error) == "multiple_at at 5")
    }
  }

  @Test func theSandboxOfTheTestingPageGreets() throws {
    let named = ProcessInfo.processInfo.environment["USER_METADATA_SANDBOX"]
    let program = named ?? Files.root.appendingPathComponent("target/debug/user-metadata-sandbox").path
    let sandbox = try SandboxProcess(program: program)
    sandbox.stop()
    #expect(sandbox.greeting["native_token"]?.isEmpty == false)
  }

  private func user(_ device: Device) throws -> User {
    let sessionId: String = try device.sandbox.first.required("session_id")
    return try signedInUser(frontendApi: device.sandbox.url, sessionId: sessionId, store: device.store)
  }
}

/// The person at the screen, with a wallet and a browser.
private struct Person: Screen {
  let sandbox: Sandbox

  func code(sentTo destination: String, problem: Problem?) async throws -> Secret? {
    Secret(try await sandbox.newest("code", to: destination))
  }

  func link(sentTo destination: String) async throws -> Secret? {
    Secret(try await sandbox.open(try await sandbox.newest("link", to: destination)))
  }

  func signature(of message: String) async throws -> Secret? {
    let key = String(repeating: "07", count: 32)
    let asked: JSON = .object(["chain": .text("ethereum"), "key": .text(key), "message": .text(message)])
    return Secret(try await sandbox.control("POST", "wallets/sign", asked).required("signature"))
  }

  func browser(to url: String) async throws -> Secret? {
    Secret(try await sandbox.decide(url, "allow"))
  }

  func password() async throws -> Secret? { Secret("correct horse") }
}
