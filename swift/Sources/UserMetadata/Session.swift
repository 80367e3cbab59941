import UserMetadataCore

extension Session {
  /// Where the calls go and as whom. A session is a value that never changes.
  ///
  /// The Frontend API is named by the publishable key or by its URL; where both are given the URL wins, and the key is
  /// checked all the same.
  ///
  /// ```swift
  /// let session = try Session(
  ///   publishableKey: "pk_live_…",
  ///   credentials: .native(token: try store.load() ?? Secret(""))
  /// )
  /// ```
  ///
  /// - Parameters:
  ///   - publishableKey: `pk_test_…` or `pk_live_…`.
  ///   - frontendApi: the URL of the Frontend API: https, or http on loopback such as the sandbox.
  ///   - credentials: as whom. An app takes `.native`; its token may be empty, before the first answer.
  ///   - sessionId: the session (`sess_…`) whose user the calls act on; without it the server takes the client's last
  ///     active one. A reverification needs it.
  ///   - origin: the app's own origin, for a host that is no browser. Native credentials never send it.
  ///   - proxyUrl: sends every call through a proxy, `https://app.example.com/__clerk`.
  ///   - domain: the domain of a satellite app, `example.com`.
  ///   - apiVersion: another version of the Frontend API than the one that this release was written against.
  /// - Throws: ``UserMetadataError/validation(_:)`` of the fields `publishable_key`, `frontend_api`, `token`, `origin`,
  ///   `proxy_url` and `domain`.
  public convenience init(
    publishableKey: String? = nil,
    frontendApi: String? = nil,
    credentials: Credentials,
    sessionId: String? = nil,
    origin: String? = nil,
    proxyUrl: String? = nil,
    domain: String? = nil,
    apiVersion: String? = nil
  ) throws {
    let config = SessionConfig(
      credentials: credentials, publishableKey: publishableKey, frontendApi: frontendApi, proxyUrl: proxyUrl,
      domain: domain, sessionId: sessionId, origin: origin, apiVersion: apiVersion)
    do {
      try self.init(config: config)
    } catch let error as CoreError {
      throw UserMetadataError(error)
    }
  }
}
