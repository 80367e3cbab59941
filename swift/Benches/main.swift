// What a call of the core costs from Swift, beside a regular expression of Foundation for scale. The contenders take
// turns, a round each, so that all are measured under the same load; the median of the rounds is printed.

import Foundation
import UserMetadata
import UserMetadataCore

struct Contender {
  let name: String
  /// The most that it may cost, in nanoseconds, where a limit was set.
  let limit: Double?
  let run: () throws -> Void
  var rounds: [Double] = []

  init(_ name: String, limit: Double? = nil, _ run: @escaping () throws -> Void) {
    self.name = name
    self.limit = limit
    self.run = run
  }
}

let rounds = 41
let calls = 2_000

// A machine that has just been asked for a code, and one that has something to send.
let session = try Session(frontendApi: "https://clerk.example.com", credentials: .native(token: Secret("tok_1")))
let request = EnrollmentRequest.emailAddress(email: "jane@example.com")
let sending = try Enrollment.start(request: request)
let body = #"{"response":{"id":"idn_1","email_address":"jane@example.com","verification":null},"client":null}"#
let response = HttpResponse(status: 200, headers: [], body: Data(body.utf8))
let now = Date(timeIntervalSince1970: 1_767_225_600)
let created = try sending.handle(input: .responded(id: 0, response: response), now: now)
let prepared = HttpResponse(
  status: 200, headers: [],
  body: Data(
    body.replacingOccurrences(
      of: "null},", with: #"{"status":"unverified","strategy":"email_code","attempts":0,"expire_at":1767226200000}},"#
    ).utf8))
let asking = try created.handle(input: .responded(id: 1, response: prepared), now: now)
let email = "jane.doe@example.com"
let expression = try NSRegularExpression(pattern: #"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"#)

var contenders = [
  Contender("parsePhone, good", limit: 200) { _ = try UserMetadata.parsePhone("+15551234567") },
  Contender("checkEmail, good", limit: 200) { try UserMetadata.checkEmail(email) },
  Contender("parseEmail, good, with its parts") { _ = try UserMetadata.parseEmail(email) },
  Contender("parseEmail, refused") { _ = try? UserMetadata.parseEmail("jane@@example.com") },
  Contender("effect, a question", limit: 5_000) { _ = asking.effect() },
  Contender("handle, a tick", limit: 5_000) { _ = try asking.handle(input: .tick, now: now) },
  Contender("handle, an answer", limit: 5_000) {
    _ = try sending.handle(input: .responded(id: 0, response: response), now: now)
  },
  Contender("step, with its request and snapshot") { _ = try sending.step(session: session) },
  Contender("NSRegularExpression, an email") {
    _ = expression.firstMatch(in: email, range: NSRange(location: 0, length: email.utf16.count))
  },
]

for _ in 0..<rounds {
  for index in contenders.indices {
    let start = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<calls {
      try contenders[index].run()
    }
    contenders[index].rounds.append(Double(DispatchTime.now().uptimeNanoseconds - start) / Double(calls))
  }
}

print("\(rounds) rounds of \(calls) calls, in turns; nanoseconds a call")
for contender in contenders {
  let sorted = contender.rounds.sorted()
  let median = sorted[sorted.count / 2]
  let name = contender.name.padding(toLength: 36, withPad: " ", startingAt: 0)
  let verdict = contender.limit.map { median <= $0 ? "within \(Int($0))" : "ABOVE \(Int($0))" } ?? ""
  print(name + String(format: "%9.0f   least %9.0f   ", median, sorted[0]) + verdict)
}
