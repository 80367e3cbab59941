import Foundation
import Testing
import UserMetadata

/// What happens to an app on a phone.
@Suite(.serialized) struct MobileTests {
  private let phone = EnrollmentRequest.phoneNumber(phoneNumber: "15551234567")
  private let callback = "com.example.app://callback"

  private var notion: EnrollmentRequest {
    .externalAccount(params: ExternalAccountParams(strategy: "oauth_notion", redirectUrl: callback))
  }

  @Test func anAppThatDiesWhileTheCodeIsReadGoesOnWithoutASecondMessage() async throws {
    let device = try Device()
    let before = try device.startApp().enroll(phone, saving: device.saving)
    guard case .askCode = try await before.proceed() else { throw Failed("no question") }

    let after = try device.startApp().resume(try device.snapshot)
    guard case .askCode(let destination, _, _, _, _, _) = try await after.untilSomebodyIsNeeded() else {
      throw Failed("no question")
    }
    #expect(destination == "+15551234567")
    try after.answer(.codeEntered(code: Secret(try await device.sandbox.newest("code", to: "+15551234567"))))
    guard case .finish(.verified) = try await after.proceed() else { throw Failed("\(after.effect)") }
    #expect(try await device.sandbox.codes().count == 1)
  }

  @Test func anAppThatDiesDuringTheRedirectTakesItsOwnSchemeBack() async throws {
    let device = try Device()
    let before = try device.startApp().enroll(notion, saving: device.saving)
    guard case .openUrl(let url, _) = try await before.proceed() else { throw Failed("\(before.effect)") }
    let landing = try await device.sandbox.decide(url, "allow")

    let after = try device.startApp().resume(try device.snapshot)
    #expect(landing.hasPrefix(callback))
    try after.answer(.redirectReturned(url: Secret(landing)))
    guard case .finish(.verified(let account)) = try await after.untilSomebodyIsNeeded() else {
      throw Failed("\(after.effect)")
    }
    #expect(account.identifier == "notion")
    #expect(try await device.sandbox.requests()["POST /v1/me/external_accounts"] == 1)
  }

  @Test func aClosedBrowserEndsInCancelledAndTheUserMayStartAgain() async throws {
    let device = try Device()
    let user = try device.startApp()
    func connect(_ decision: String?) async throws -> Outcome {
      let enrolling = try user.enroll(notion)
      for try await effect in enrolling {
        switch effect {
        case .openUrl: try await enrolling.openBrowser(with: Browser(sandbox: device.sandbox, decision: decision))
        case .finish(let outcome): return outcome
        case .askCode, .askSignature, .awaitLink, .signIn, .reverify, .wait, .send: continue
        }
      }
      throw Failed("it never ended")
    }
    guard case .cancelled(.unverified(let left)) = try await connect(nil) else { throw Failed("not cancelled") }
    #expect(left.kind == .externalAccount)
    guard case .verified = try await connect("allow") else { throw Failed("not verified") }
  }

  @Test func twoEnrollmentsAtOnceDoNotDisturbEachOther() async throws {
    let device = try Device()
    let user = try device.startApp()
    @Sendable func verify(_ request: EnrollmentRequest, _ recipient: String) async throws -> Outcome {
      let enrolling = try user.enroll(request)
      for try await effect in enrolling {
        switch effect {
        case .askCode:
          try enrolling.answer(.codeEntered(code: Secret(try await device.sandbox.newest("code", to: recipient))))
        case .finish(let outcome): return outcome
        case .openUrl, .askSignature, .awaitLink, .signIn, .reverify, .wait, .send: continue
        }
      }
      throw Failed("it never ended")
    }
    async let first = verify(phone, "+15551234567")
    async let second = verify(.emailAddress(email: "jane@example.com"), "jane@example.com")
    guard case .verified = try await first, case .verified = try await second else { throw Failed("not verified") }
    let held = try await user.reload()
    #expect(held.emailAddresses.count == 1 && held.phoneNumbers.count == 1)
  }

  @Test func airplaneModeIsWaitedOut() async throws {
    let device = try Device()
    let network = Network(.airplane)
    let clock = QuickClock(onSleep: { if network.sent.value == 3 { network.mode.change { $0 = .on } } })
    let user = try device.startApp(over: network, clock: clock)
    let email = try await user.createEmailAddress(email: "jane@example.com")
    #expect(email.emailAddress == "jane@example.com")
    #expect(try await device.sandbox.requests()["POST /v1/me/email_addresses"] == 1)
  }

  @Test func airplaneModeThatLastsIsATransportError() async throws {
    let device = try Device()
    let user = try device.startApp(over: Network(.airplane), clock: QuickClock())
    do {
      _ = try await user.createEmailAddress(email: "jane@example.com")
      throw Failed("it was sent")
    } catch let error as UserMetadataError {
      guard case .transport(let lost) = error else { throw error }
      #expect(lost.failure == .offline && lost.sent == .no && error.code == "offline")
    }
  }

  @Test func aTokenIsStoredBeforeTheBodyIsRead() async throws {
    let device = try Device()
    let user = try device.startApp(
      over: Canned { _ in
        HttpResponse(
          status: 200, headers: [HttpHeader(name: "Authorization", value: "tok_new")], body: Data("no JSON".utf8))
      })
    do {
      _ = try await user.reload()
      throw Failed("it was read")
    } catch let error as UserMetadataError {
      #expect(error.kind == .protocol)
    }
    #expect(try device.store.load() == Secret("tok_new"))
  }

  @Test func aStoreThatFailsIsSaidAndTheSessionGoesOn() async throws {
    struct Full: TokenStore, Error {
      func load() -> Secret? { nil }
      func save(_ token: Secret?) throws { throw self }
    }
    let sandbox = try Sandbox()
    try await sandbox.control("PATCH", "settings", ["token_rotation": "always"])
    let session = try Session(
      frontendApi: sandbox.url, credentials: .native(token: Secret(try sandbox.first.required("native_token"))))
    let enrolling = try User(session: session, tokenStore: Full()).enroll(phone)
    await #expect(throws: Full.self) { try await enrolling.proceed() }
    while case .send = enrolling.effect {
      await #expect(throws: Full.self) { try await enrolling.proceed() }
    }
    guard case .askCode = enrolling.effect else { throw Failed("\(enrolling.effect)") }
    #expect(try await sandbox.requests()["POST /v1/me/phone_numbers"] == 1)
  }

  @Test(arguments: [-86_400_000, 86_400_000] as [Int64])
  func aClockThatIsWrongByADayIsReckonedWith(offBy: Int64) async throws {
    let sandbox = try Sandbox(manualClock: start)
    let clock = StageClock(sandbox, offBy: offBy)
    let session = try Session(
      frontendApi: sandbox.url, credentials: .native(token: Secret(try sandbox.first.required("native_token"))))
    let enrolling = try User(session: session, clock: clock).enroll(phone)
    guard case .askCode(_, _, let expiresAt, let resendAt, _, _) = try await enrolling.proceed() else {
      throw Failed("no question")
    }
    #expect(expiresAt == clock.now().addingTimeInterval(600))
    #expect(resendAt == clock.now().addingTimeInterval(30))
    try enrolling.answer(.codeEntered(code: Secret(try await sandbox.newest("code", to: "+15551234567"))))
    guard case .finish(.verified) = try await enrolling.proceed() else { throw Failed("\(enrolling.effect)") }
  }
}

/// A server of one function.
struct Canned: Transport {
  let answer: @Sendable (HttpRequest) async throws -> HttpResponse

  init(_ answer: @escaping @Sendable (HttpRequest) async throws -> HttpResponse) {
    self.answer = answer
  }

  func send(_ request: HttpRequest) async throws -> HttpResponse {
    try await answer(request)
  }
}
