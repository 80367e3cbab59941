// What a call of the core costs from Swift, beside a regular expression of Foundation for scale. The contenders take
// turns, a round each, so that all are measured under the same load; the median of the rounds is printed.

import Foundation
import UserMetadata
import UserMetadataCore

struct Contender {
  let operation: String
  let input: String
  let name: String
  /// The most that it may cost, in nanoseconds, where a limit was set.
  let goal: Int?
  let ours: Bool
  let run: () throws -> Void
  var rounds: [Double] = []

  init(
    _ operation: String, _ input: String, _ name: String, goal: Int? = nil, ours: Bool = true,
    _ run: @escaping () throws -> Void
  ) {
    self.operation = operation
    self.input = input
    self.name = name
    self.goal = goal
    self.ours = ours
    self.run = run
  }

  var median: Double { at(0.5) }
  /// Between the quartiles.
  var spread: Double { at(0.75) - at(0.25) }

  private func at(_ part: Double) -> Double { rounds.sorted()[Int(Double(rounds.count) * part)] }
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

let phone = "+15551234567"
let wallet = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
let answered = Input.responded(id: 1, response: prepared)

var contenders = [
  Contender("email", "accepted", "NSRegularExpression", ours: false) {
    _ = expression.firstMatch(in: email, range: NSRange(location: 0, length: email.utf16.count))
  },
  Contender("email", "accepted", "checkEmail", goal: 200) { try UserMetadata.checkEmail(email) },
  Contender("email", "accepted", "parseEmail", goal: 200) { _ = try UserMetadata.parseEmail(email) },
  Contender("email", "accepted", "the generated parseEmail") { _ = try UserMetadataCore.parseEmail(typed: email) },
  Contender("email", "refused", "parseEmail") { _ = try? UserMetadata.parseEmail("jane@@example.com") },
  Contender("phone", "accepted", "parsePhone", goal: 200) { _ = try UserMetadata.parsePhone(phone) },
  Contender("phone", "accepted", "the generated parsePhone") { _ = try UserMetadataCore.parsePhone(typed: phone) },
  Contender("wallet", "accepted, EIP-55", "parseWallet") { _ = try UserMetadata.parseWallet(wallet) },
  Contender("machine", "a tick comes in", "handle", goal: 5_000) { _ = try asking.handle(input: .tick, now: now) },
  Contender("machine", "an answer comes in", "handle", goal: 5_000) { _ = try created.handle(input: answered, now: now) },
  Contender("machine", "a code is asked for", "effect", goal: 5_000) { _ = asking.effect() },
  Contender("machine", "a request is to be sent", "request", goal: 5_000) {
    _ = try sending.request(session: session)
  },
  Contender("machine", "a code is asked for", "snapshot", goal: 5_000) { _ = asking.snapshot() },
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

print("\(rounds) rounds of \(calls) calls, in turns; nanoseconds a call: the median, and what lies between the quartiles")
func column(_ text: String, _ width: Int) -> String { text.padding(toLength: width, withPad: " ", startingAt: 0) }
for contender in contenders {
  let verdict = contender.goal.map { contender.median <= Double($0) ? "within \($0)" : "ABOVE \($0)" } ?? ""
  print(
    column("\(contender.operation), \(contender.input)", 34) + column(contender.name, 26)
      + String(format: "%8.0f ± %-8.0f ", contender.median, contender.spread) + verdict)
}

// The same for programs, where a file is named.
if let path = CommandLine.arguments.dropFirst().first {
  let rows = contenders.map { contender in
    #"{"operation":"\#(contender.operation)","input":"\#(contender.input)","name":"\#(contender.name)","#
      + #""ours":\#(contender.ours),"median_ns":\#(contender.median),"spread_ns":\#(contender.spread),"#
      + #""goal_ns":\#(contender.goal.map(String.init) ?? "null")}"#
  }
  try ("[\n" + rows.joined(separator: ",\n") + "\n]\n").write(toFile: path, atomically: true, encoding: .utf8)
  print("also in \(path)")
}
