import Foundation
import UserMetadata

/// A sandbox of its own, and its control endpoints.
final class Sandbox: Sendable {
  let url: String
  /// The user who is there from the beginning, and the tokens of that user's client.
  let first: JSON

  /// The sandbox lives as long as this is open, and no longer, however the tests end.
  private let lifeline: FileHandle
  private let http = URLSessionTransport()

  /// - Parameter manualClock: the time at which its clock stands; nil for a clock that goes.
  init(manualClock: Int64? = nil) throws {
    let process = Process()
    let named = ProcessInfo.processInfo.environment["USER_METADATA_SANDBOX"]
    let program = named ?? Files.root.appendingPathComponent("target/debug/user-metadata-sandbox").path
    // A signal would not do: threads of the test runner block them, and a child inherits that.
    let watched = #""$@" & cat >/dev/null; kill -9 $!"#
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", watched, "sh", program, "--port", "0", "--json"]
    if let manualClock {
      process.arguments! += ["--manual-clock", "\(manualClock)"]
    }
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    // Whoever runs the tests waits for the end of their output, and would wait for the sandbox as well.
    process.standardError = FileHandle.nullDevice
    try process.run()
    lifeline = input.fileHandleForWriting
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failed("the sandbox \(program) said nothing") }
      line += more
    }
    first = try JSON(parsing: line)
    url = try first.required("url")
  }

  deinit {
    try? lifeline.close()
  }

  /// Sends one request to the server behind the app's back.
  @discardableResult
  func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    let request = HttpRequest(
      method: method, url: "\(url)/sandbox/\(path)",
      headers: body == nil ? [] : [HttpHeader(name: "content-type", value: "application/json")],
      body: Data((body?.description ?? "").utf8))
    let response = try await http.send(request)
    guard response.status == 200 else {
      throw Failed("/sandbox/\(path) answered \(response.status): \(String(decoding: response.body, as: UTF8.self))")
    }
    return try JSON(parsing: response.body)
  }

  /// What was sent to somebody, oldest first: codes or links.
  func inbox(_ recipient: String, _ what: String) async throws -> [String] {
    try await control("GET", "inbox").list
      .filter { $0["to"].text?.lowercased() == recipient.lowercased() }
      .compactMap { $0[what].text }
  }

  func newest(_ what: String, to recipient: String) async throws -> String {
    guard let newest = try await inbox(recipient, what).last else { throw Failed("no \(what) has come to \(recipient)") }
    return newest
  }

  /// Every code that was ever sent.
  func codes() async throws -> [String] {
    try await control("GET", "inbox").list.compactMap { $0["code"].text }
  }

  /// How often each request was made, by method and path, with `{id}` for an id.
  func requests() async throws -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for entry in try await control("GET", "log").list {
      let path = try entry.required("path").split(separator: "/", omittingEmptySubsequences: false)
      let shown = path.map { Self.isId($0) ? "{id}" : String($0) }.joined(separator: "/")
      counts["\(try entry.required("method")) \(shown)", default: 0] += 1
    }
    return counts
  }

  /// Ids are `idn_…`, `eac_…` and the like; no collection has a capital letter or a digit behind its underscore.
  private static func isId(_ segment: Substring) -> Bool {
    guard let underscore = segment.firstIndex(of: "_") else { return false }
    let rest = segment[segment.index(after: underscore)...]
    return rest.utf8.count > 16 && rest.contains { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
  }

  // MARK: - A browser, which stops where the app takes over again

  /// Opens a link of a mail, as the client of this cookie or as one that nobody has met; the answer is where it leads.
  func open(_ link: String, cookie: String? = nil) async throws -> String {
    let headers = cookie.map { [HttpHeader(name: "cookie", value: "__client=\($0)")] } ?? []
    let response = try await http.send(HttpRequest(method: "GET", url: link, headers: headers, body: Data()))
    return try location(response)
  }

  /// Opens a provider's page, says who one is there, and presses a button; the answer is where the app gets the user
  /// back.
  func decide(_ url: String, _ decision: String, login: String? = nil) async throws -> String {
    let page = try await http.send(HttpRequest(method: "GET", url: url, headers: [], body: Data()))
    let state = url.split(separator: "?").last?.split(separator: "&").first { $0.hasPrefix("state=") }
    guard page.status == 200, let state, let address = url.split(separator: "?").first else {
      throw Failed("this is no provider's page")
    }
    var form = "\(state)&decision=\(decision)"
    if let login = login?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) { form += "&login=\(login)" }
    let pressed = HttpRequest(
      method: "POST", url: String(address),
      headers: [HttpHeader(name: "content-type", value: "application/x-www-form-urlencoded")], body: Data(form.utf8))
    return try await open(try location(try await http.send(pressed)))
  }

  private func location(_ response: HttpResponse) throws -> String {
    guard let header = response.headers.first(where: { $0.name.lowercased() == "location" }) else {
      throw Failed("it leads nowhere: \(response.status)")
    }
    return header.value
  }
}
