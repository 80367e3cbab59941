import Foundation
import Testing

@testable import UserMetadata

/// What the transport that comes along promises.
@Suite(.serialized) struct TransportTests {
  private let http = URLSessionTransport()

  @Test func redirectsAreAnswers() async throws {
    let device = try Device()
    let enrolling = try device.startApp().enroll(
      .emailAddress(
        email: "jane@example.com", strategy: "email_link", redirectUrl: "http://localhost:3000/back"))
    try await enrolling.proceed()
    let link = try await device.sandbox.newest("link", to: "jane@example.com")
    let answer = try await http.send(get(link))
    #expect((300..<400).contains(answer.status))
    #expect(answer.headers.contains { $0.name.lowercased() == "location" })
  }

  @Test func nothingWasSentWhereNobodyListens() async throws {
    let lost = try await failure(of: "http://127.0.0.1:1/")
    #expect(lost.failure == .connect && lost.sent == .no)
  }

  @Test func aNameThatDoesNotExistIsOffline() async throws {
    let lost = try await failure(of: "http://no-such-host.invalid/")
    #expect(lost.failure == .offline && lost.sent == .no)
  }

  @Test func anAnswerThatDoesNotComeIsATimeoutAndMayHaveBeenSent() async throws {
    let device = try Device()
    try await device.sandbox.control("POST", "faults", ["kind": "slow", "delay_ms": 20_000, "times": 100])
    let impatient = URLSessionTransport(timeout: 1)
    do {
      _ = try await impatient.send(get("\(device.sandbox.url)/v1/me?_is_native=1"))
      throw Failed("it answered")
    } catch let lost as TransportError {
      #expect(lost.failure == .timeout && lost.sent == .maybe)
    }
  }

  @Test func aCancelledRequestMayHaveBeenSent() async throws {
    let device = try Device()
    try await device.sandbox.control("POST", "faults", ["kind": "slow", "delay_ms": 20_000, "times": 100])
    let request = get("\(device.sandbox.url)/v1/me?_is_native=1")
    let sending = Task { [http] in try await http.send(request) }
    try await Task.sleep(nanoseconds: 200_000_000)
    sending.cancel()
    do {
      _ = try await sending.value
      throw Failed("it answered")
    } catch let lost as TransportError {
      #expect(lost.failure == .interrupted)
    }
  }

  @Test func cookiesThatWereJoinedAreToldApart() {
    let joined = "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT; Path=/, __client=abc; HttpOnly,b=2"
    #expect(
      headerLines("Set-Cookie", joined).map(\.value) == [
        "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT; Path=/", "__client=abc; HttpOnly", "b=2",
      ])
    #expect(headerLines("Date", "Thu, 01 Jan 2026 00:00:00 GMT").count == 1)
  }

  @Test(
    arguments: [
      (.notConnectedToInternet, .offline, .no), (.dnsLookupFailed, .offline, .no), (.cannotConnectToHost, .connect, .no),
      (.serverCertificateUntrusted, .tls, .no), (.secureConnectionFailed, .tls, .maybe), (.timedOut, .timeout, .maybe),
      (.networkConnectionLost, .interrupted, .maybe), (.cancelled, .interrupted, .maybe), (.unknown, .other, .maybe),
    ] as [(URLError.Code, TransportFailure, Sent)])
  func everyWayToFailIsSaidHonestly(code: URLError.Code, failure: TransportFailure, sent: Sent) {
    let lost = TransportError(urlError: URLError(code))
    #expect(lost.failure == failure && lost.sent == sent)
  }

  private func get(_ url: String) -> HttpRequest {
    HttpRequest(method: "GET", url: url, headers: [], body: Data())
  }

  private func failure(of url: String) async throws -> TransportError {
    do {
      _ = try await http.send(get(url))
      throw Failed("it answered")
    } catch let lost as TransportError {
      return lost
    }
  }
}
