import Foundation
import Testing
import UserMetadata

/// A task may be cancelled, and a user may give up, at any moment.
@Suite(.serialized) struct CancellationTests {
  private let phone = EnrollmentRequest.phoneNumber(phoneNumber: "15551234567")

  @Test func aSendThatWasCancelledIsLookedAtAndNotRepeated() async throws {
    let device = try Device()
    let network = Network(.swallowing)
    let enrolling = try device.startApp(over: network, clock: QuickClock()).enroll(phone)
    let sending = Task { try await enrolling.proceed() }
    try await eventually { try await device.sandbox.requests()["POST /v1/me/phone_numbers"] == 1 }
    sending.cancel()
    await #expect(throws: CancellationError.self) { try await sending.value }

    network.mode.change { $0 = .on }
    guard case .askCode = try await enrolling.untilSomebodyIsNeeded() else { throw Failed("\(enrolling.effect)") }
    let requests = try await device.sandbox.requests()
    #expect(requests["POST /v1/me/phone_numbers"] == 1)
    #expect(requests["GET /v1/me"] == 1)
  }

  @Test func aMethodThatWasCancelledSaysSo() async throws {
    let device = try Device()
    let network = Network(.swallowing)
    let user = try device.startApp(over: network, clock: QuickClock())
    for method in [
      { @Sendable in _ = try await user.reload() },
      { @Sendable in _ = try await user.createPhoneNumber(phoneNumber: "15551234567") },
    ] {
      let before = network.sent.value
      let running = Task { try await method() }
      try await eventually { network.sent.value == before + 1 }
      running.cancel()
      await #expect(throws: CancellationError.self) { try await running.value }
    }
  }

  @Test func aUserWhoGivesUpDoesNotWaitForTheNetwork() async throws {
    let device = try Device()
    let network = Network(.swallowing)
    let enrolling = try device.startApp(over: network).enroll(phone)
    let outcome = Task { () -> Outcome? in
      for try await effect in enrolling {
        if case .finish(let outcome) = effect { return outcome }
      }
      return nil
    }
    try await eventually { network.sent.value == 1 }
    enrolling.cancel()
    guard case .cancelled(.unknown) = try await outcome.value else { throw Failed("not cancelled") }
    #expect(try await device.startApp().reload().phoneNumbers.count <= 1)
  }

  @Test func anAnswerMayComeFromAnotherTask() async throws {
    let device = try Device()
    let enrolling = try device.startApp().enroll(phone)
    let outcome = Task { () -> (effects: Int, verified: Bool) in
      var effects = 0
      for try await effect in enrolling {
        effects += 1
        if case .finish(.verified) = effect { return (effects, true) }
      }
      return (effects, false)
    }
    try await eventually { if case .askCode = enrolling.effect { true } else { false } }
    try enrolling.answer(.codeEntered(code: Secret(try await device.sandbox.newest("code", to: "+15551234567"))))
    let ended = try await outcome.value
    #expect(ended.verified && ended.effects == 2)
  }

  @Test func aLoopThatWasCancelledMayBeBegunAgain() async throws {
    let device = try Device()
    let enrolling = try device.startApp().enroll(phone)
    let first = Task { for try await _ in enrolling {} }
    try await eventually { if case .askCode = enrolling.effect { true } else { false } }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }

    var effects = enrolling.makeAsyncIterator()
    guard case .askCode? = try await effects.next() else { throw Failed("no question") }
    enrolling.cancel()
    guard case .finish(.cancelled(.unverified))? = try await effects.next() else { throw Failed("not cancelled") }
    #expect(try await effects.next() == nil)
  }

  @Test func whoeverProceedsWithAnotherSendsNothingTwice() async throws {
    let device = try Device()
    let enrolling = try device.startApp().enroll(phone)
    try await withThrowingTaskGroup(of: Effect.self) { group in
      for _ in 0..<4 {
        group.addTask { try await enrolling.proceed() }
      }
      for try await effect in group {
        guard case .askCode = effect else { throw Failed("\(effect)") }
      }
    }
    let requests = try await device.sandbox.requests()
    #expect(requests["POST /v1/me/phone_numbers"] == 1)
    #expect(requests["POST /v1/me/phone_numbers/{id}/prepare_verification"] == 1)
  }

  @Test func aLinkIsWaitedForByTheLoop() async throws {
    let device = try Device()
    let request = EnrollmentRequest.emailAddress(
      email: "jane@example.com", strategy: "email_link", redirectUrl: "http://localhost:3000/back")
    let enrolling = try device.startApp().enroll(request)
    var looks = 0
    for try await effect in enrolling {
      switch effect {
      case .awaitLink:
        looks += 1
        if looks == 1 { _ = try await device.sandbox.open(try await device.sandbox.newest("link", to: "jane@example.com")) }
      case .finish(let outcome):
        guard case .verified = outcome else { throw Failed("\(outcome)") }
      case .openUrl, .askCode, .askSignature, .signIn, .reverify, .wait, .send: throw Failed("\(effect)")
      }
    }
    #expect(looks >= 1)
  }
}

/// Comes back as soon as it is so. The runner's own patience is the limit: no test depends on speed.
func eventually(_ isSo: () async throws -> Bool) async throws {
  while try await !isSo() {
    try await Task.sleep(nanoseconds: 10_000_000)
  }
}
