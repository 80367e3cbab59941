import Foundation
import Testing
import UserMetadata

/// Errors and codes are those of every other language.
@Suite struct ErrorTests {
  private let table = try! JSON(file: Files.vectors.appendingPathComponent("error_codes.json"))

  @Test func everyCodeIsThatOfTheTable() {
    let codes = Dictionary(grouping: errorCodes(), by: \.kind)
    #expect(Set(codes.keys) == ["validation", "misuse", "snapshot", "protocol", "verdict"])
    for (kind, codes) in codes {
      let meanings = codes.map { ($0.code, JSON.text($0.meaning)) }
      #expect(JSON.object(Dictionary(uniqueKeysWithValues: meanings)) == table[kind], "\(kind)")
    }
  }

  @Test func everyClosedSetIsThatOfTheTable() {
    let failures: [TransportFailure] = [.offline, .connect, .tls, .timeout, .interrupted, .other]
    #expect(failures.map(\.code) == table["transport"].list.compactMap(\.text))
    let classes: [ApiErrorClass] = [
      .input, .proof, .restart, .exists, .alreadyVerified, .wait, .reverify, .captcha, .signIn, .missing, .settings,
      .fatal,
    ]
    #expect(classes.map { snake($0) } == table["api_classes"].list.compactMap(\.text))
    #expect(UserMetadataError.Kind.allCases.map(\.rawValue).sorted() == [
      "api", "misuse", "protocol", "snapshot", "transport", "validation",
    ])
  }

  @Test func anAnswerOfAnotherKindHasACodeOfTheTable() {
    // It is the one code that this package writes itself.
    #expect(table["protocol"].fields["body_unexpected_shape"] != nil)
  }

  @Test func aRefusalNamesTheFieldAndThePlaceAndNotTheText() throws {
    do {
      _ = try parseEmail("jane@@example.com")
      throw Failed("it was taken")
    } catch let error as UserMetadataError {
      #expect(error.kind == .validation && error.code == "multiple_at")
      guard case .validation(let refusal) = error else { throw error }
      #expect(refusal.field == "email" && refusal.position == 5)
      #expect(!everythingShown(error).contains("jane"))
    }
  }

  @Test func aSecretShowsItselfNowhere() throws {
    let secret = Secret("tok_secret")
    let credentials = Credentials.native(token: secret)
    let session = try Session(frontendApi: "https://clerk.example.com", credentials: credentials)
    let request = HttpRequest(
      method: "POST", url: "https://clerk.example.com/v1/me?__clerk_db_jwt=tok_secret",
      headers: [HttpHeader(name: "authorization", value: "Bearer tok_secret")], body: Data("code=tok_secret".utf8))
    let response = HttpResponse(
      status: 200, headers: [HttpHeader(name: "authorization", value: "tok_secret")], body: Data("tok_secret".utf8))
    let shown = [
      everythingShown(secret), everythingShown(credentials), everythingShown(session), everythingShown(request),
      everythingShown(response), everythingShown(User(session: session)), everythingShown(Input.codeEntered(code: secret)),
      everythingShown(Rotated.native(token: secret)),
      everythingShown(TransportError(.other, sent: .no, cause: Failed("https://x/?token=tok_secret"))),
    ]
    #expect(shown.filter { $0.contains("tok_secret") } == [])
    #expect(secret.expose() == "tok_secret")
  }

  @Test func snapshotsThatAreNoneAreRefused() throws {
    let session = try Session(frontendApi: "https://clerk.example.com", credentials: .anonymous)
    #expect(throws: UserMetadataError.self) { try User(session: session).resume("{}") }
    #expect(throws: UserMetadataError.self) { try User(session: session).resumeReverification("nothing") }
  }

  @Test func aDateIsReadBackToTheMillisecondAndNeverEndsTheProgram() throws {
    let core = try User(session: Session(frontendApi: "https://clerk.example.com", credentials: .anonymous))
      .enroll(.phoneNumber(phoneNumber: "15551234567"))
    // Any date may be the device's.
    for date in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .infinity)] {
      let odd = User(session: core.user.session, clock: Stopped(date: date))
      try odd.resume(core.snapshot).answer(.tick)
    }
  }

  private struct Stopped: DeviceClock {
    let date: Date
    func now() -> Date { date }
    func sleep(until date: Date) async throws {}
  }
}
