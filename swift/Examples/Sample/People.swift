import Foundation
import UserMetadata

/// Everybody besides the app: who reads the messages, who holds the wallet, who sits at the provider's page. They act
/// through the sandbox's control endpoints; an app has real people instead.
struct People: Sendable {
  let url: String
  private let http = URLSessionTransport()
  /// Known to everybody: never use it for anything else.
  private let walletKey = String(repeating: "07", count: 32)

  init(url: String) {
    self.url = url
  }

  func newUser() async throws -> Secret {
    Secret(try text(try await post("users", [:]), "native_token"))
  }

  func newestCode(to recipient: String) async throws -> String {
    let answer = try await http.send(request("GET", "\(url)/sandbox/inbox"))
    let messages = try JSONSerialization.jsonObject(with: answer.body) as? [[String: Any]] ?? []
    guard let code = messages.last(where: { $0["to"] as? String == recipient })?["code"] as? String else {
      throw Nobody()
    }
    return code
  }

  func wallet() async throws -> String {
    try text(try await post("wallets/sign", ["chain": "ethereum", "key": walletKey, "message": ""]), "wallet")
  }

  func sign(_ message: String) async throws -> String {
    try text(try await post("wallets/sign", ["chain": "ethereum", "key": walletKey, "message": message]), "signature")
  }

  /// Presses "allow" on a provider's page, and follows to where the app gets the user back.
  func allow(_ page: URL) async throws -> URL? {
    guard let state = page.query?.split(separator: "&").first(where: { $0.hasPrefix("state=") }),
      let address = page.absoluteString.split(separator: "?").first
    else { throw Nobody() }
    let form = HttpHeader(name: "content-type", value: "application/x-www-form-urlencoded")
    let pressed = try await http.send(request("POST", String(address), [form], "\(state)&decision=allow"))
    return URL(string: try location(try await http.send(request("GET", try location(pressed)))))
  }

  struct Nobody: Error {}

  private func post(_ path: String, _ body: [String: String]) async throws -> [String: Any] {
    let json = HttpHeader(name: "content-type", value: "application/json")
    let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    let answer = try await http.send(request("POST", "\(url)/sandbox/\(path)", [json], text))
    return try JSONSerialization.jsonObject(with: answer.body) as? [String: Any] ?? [:]
  }

  private func request(_ method: String, _ url: String, _ headers: [HttpHeader] = [], _ body: String = "") -> HttpRequest
  {
    HttpRequest(method: method, url: url, headers: headers, body: Data(body.utf8))
  }

  private func text(_ answer: [String: Any], _ name: String) throws -> String {
    guard let text = answer[name] as? String else { throw Nobody() }
    return text
  }

  private func location(_ response: HttpResponse) throws -> String {
    guard let header = response.headers.first(where: { $0.name.lowercased() == "location" }) else { throw Nobody() }
    return header.value
  }
}

/// The sheet with the provider's page, which the user closes or does not.
struct ProviderPage: BrowserPresenter {
  let people: People
  let isClosed: Bool

  func visit(_ url: URL, redirectUrl: String) async throws -> URL? {
    isClosed ? nil : try await people.allow(url)
  }
}
