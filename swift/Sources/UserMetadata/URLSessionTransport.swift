import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Carries requests with `URLSession`: no redirects, no repeats, no cookies or caches of its own, 30 seconds.
public final class URLSessionTransport: Transport {
  private let configuration: @Sendable () -> URLSessionConfiguration
  private let exchanges = Exchanges()
  private let session: URLSession

  /// - Parameters:
  ///   - timeout: for everything from the name's resolution to the last byte of the answer, in seconds.
  ///   - configuring: sets what an app needs beyond that, such as a proxy or `waitsForConnectivity`. Redirects, cookies
  ///     and caches stay switched off: the exactly-once rule and the credentials rest on that.
  public init(
    timeout: TimeInterval = 30, configuring: (@Sendable (URLSessionConfiguration) -> Void)? = nil
  ) {
    configuration = {
      let configuration = URLSessionConfiguration.ephemeral
      configuration.timeoutIntervalForRequest = timeout
      configuration.timeoutIntervalForResource = timeout
      configuring?(configuration)
      configuration.httpShouldSetCookies = false
      configuration.httpCookieStorage = nil
      configuration.urlCache = nil
      configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
      return configuration
    }
    session = URLSession(configuration: configuration(), delegate: exchanges, delegateQueue: nil)
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  public func send(_ request: HttpRequest) async throws -> HttpResponse {
    guard let url = URL(string: request.url) else {
      throw TransportError(.other, sent: .no)
    }
    var carried = URLRequest(url: url)
    carried.httpMethod = request.method
    carried.httpShouldHandleCookies = false
    for header in request.headers {
      carried.setValue(header.value, forHTTPHeaderField: header.name)
    }
    if !request.body.isEmpty {
      carried.httpBody = request.body
    }
    if request.method == "GET" {
      return try await exchanges.send(carried, on: session)
    }
    // On a connection of its own. Where a kept one turns out to be dead, the system below may send a request once more,
    // unasked; that is harmless for a read only.
    let fresh = URLSession(configuration: configuration(), delegate: exchanges, delegateQueue: nil)
    defer { fresh.finishTasksAndInvalidate() }
    return try await exchanges.send(carried, on: fresh)
  }
}

/// The requests that are under way.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
  /// The answers of the Frontend API are far smaller; whatever is larger is not one of them.
  private static let mostBytes = 4 * 1024 * 1024

  private struct Exchange {
    let continuation: CheckedContinuation<HttpResponse, any Error>
    var body = Data()
    var isTooLarge = false
  }

  private let open = Locked<[ObjectIdentifier: Exchange]>([:])

  func send(_ request: URLRequest, on session: URLSession) async throws -> HttpResponse {
    let task = session.dataTask(with: request)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        open.with { $0[ObjectIdentifier(task)] = Exchange(continuation: continuation) }
        if Task.isCancelled {
          // It never begins, so no delegate would hear of it.
          end(task, .failure(TransportError(.interrupted, sent: .no, cause: CancellationError())))
        } else {
          task.resume()
        }
      }
    } onCancel: {
      task.cancel()
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = open.with { open in
      let key = ObjectIdentifier(dataTask)
      open[key]?.body.append(data)
      let isTooLarge = open[key].map { $0.body.count > Self.mostBytes } ?? false
      open[key]?.isTooLarge = isTooLarge
      return isTooLarge
    }
    if isTooLarge {
      dataTask.cancel()
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let exchange = open.with { $0[ObjectIdentifier(task)] }
    if exchange?.isTooLarge == true {
      end(task, .failure(TransportError(.other, sent: .maybe)))
    } else if let error {
      end(task, .failure(TransportError(urlError: error)))
    } else if let response = task.response as? HTTPURLResponse {
      let headers = response.allHeaderFields.flatMap { headerLines("\($0.key)", "\($0.value)") }
      let status = Int32(clamping: response.statusCode)
      end(task, .success(HttpResponse(status: status, headers: headers, body: exchange?.body ?? Data())))
    } else {
      end(task, .failure(TransportError(.other, sent: .maybe)))
    }
  }

  private func end(_ task: URLSessionTask, _ result: Result<HttpResponse, any Error>) {
    open.with { $0.removeValue(forKey: ObjectIdentifier(task)) }?.continuation.resume(with: result)
  }
}

/// `URLSession` joins headers of one name with commas. Cookies have to be told apart again: a comma parts two of them
/// where a name and an equals sign follow, which no date does.
func headerLines(_ name: String, _ value: String) -> [HttpHeader] {
  guard name.lowercased() == "set-cookie" else {
    return [HttpHeader(name: name, value: value)]
  }
  var cookies: [String] = []
  for part in value.split(separator: ",", omittingEmptySubsequences: false) {
    let name = part.prefix { $0 != "=" && $0 != ";" }
    let begins = name.endIndex < part.endIndex && part[name.endIndex] == "="
      && !name.trimmingCharacters(in: .whitespaces).contains(" ")
    if begins || cookies.isEmpty {
      cookies.append(String(part))
    } else {
      cookies[cookies.count - 1] += "," + part
    }
  }
  return cookies.map { HttpHeader(name: name, value: $0.trimmingCharacters(in: .whitespaces)) }
}

extension TransportError {
  /// Where the way ended. `no` only where no byte of the request can have left.
  init(urlError error: any Error) {
    switch (error as? URLError)?.code {
    case .notConnectedToInternet, .cannotFindHost, .dnsLookupFailed, .dataNotAllowed, .internationalRoamingOff,
      .callIsActive:
      self.init(.offline, sent: .no, cause: error)
    case .cannotConnectToHost:
      self.init(.connect, sent: .no, cause: error)
    case .serverCertificateUntrusted, .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
      .serverCertificateNotYetValid, .clientCertificateRejected, .clientCertificateRequired:
      self.init(.tls, sent: .no, cause: error)
    case .secureConnectionFailed:
      // Usually the handshake, before the request; but it may break later.
      self.init(.tls, sent: .maybe, cause: error)
    case .badURL, .unsupportedURL, .appTransportSecurityRequiresSecureConnection:
      self.init(.other, sent: .no, cause: error)
    case .timedOut:
      self.init(.timeout, sent: .maybe, cause: error)
    case .networkConnectionLost, .cancelled, .badServerResponse, .cannotParseResponse:
      // A server that hangs up without a word is a bad response on Linux.
      self.init(.interrupted, sent: .maybe, cause: error)
    default:
      self.init(.other, sent: .maybe, cause: error)
    }
  }
}
