#if canImport(AuthenticationServices) && !os(tvOS) && !os(watchOS)
  import AuthenticationServices

  /// Shows a provider's page in the system's own sheet, which shares its cookies with the browser and hands the app's
  /// scheme back without any entry in `Info.plist`.
  ///
  /// ```swift
  /// let presenter = WebAuthenticationPresenter(anchor: { window })
  /// for try await effect in enrolling {
  ///   if case .openUrl = effect { try await enrolling.openBrowser(with: presenter) }
  /// }
  /// ```
  ///
  /// A user who closes the sheet ends the enrollment with `cancelled`; a task that is cancelled closes the sheet.
  @MainActor
  public final class WebAuthenticationPresenter: NSObject, BrowserPresenter {
    private let anchor: () -> ASPresentationAnchor
    private let isEphemeral: Bool
    private var shown: ASWebAuthenticationSession?

    /// - Parameters:
    ///   - anchor: the window above which the sheet stands.
    ///   - isEphemeral: true for a page that knows no cookie of the browser.
    public init(anchor: @escaping () -> ASPresentationAnchor, isEphemeral: Bool = false) {
      self.anchor = anchor
      self.isEphemeral = isEphemeral
    }

    public func visit(_ url: URL, redirectUrl: String) async throws -> URL? {
      let scheme = try parseRedirectUrl(redirectUrl).scheme
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let session = ASWebAuthenticationSession(url: url, callbackURLScheme: scheme) { landing, error in
            switch error {
            case nil: continuation.resume(returning: landing)
            case let error as ASWebAuthenticationSessionError where error.code == .canceledLogin:
              continuation.resume(returning: nil)
            case .some(let error): continuation.resume(throwing: error)
            }
          }
          session.prefersEphemeralWebBrowserSession = isEphemeral
          session.presentationContextProvider = self
          shown = session
          if !session.start() {
            // The handler is called for what was shown only.
            shown = nil
            continuation.resume(throwing: ASWebAuthenticationSessionError(.presentationContextInvalid))
          }
        }
      } onCancel: {
        Task { @MainActor in self.shown?.cancel() }
      }
    }
  }

  extension WebAuthenticationPresenter: ASWebAuthenticationPresentationContextProviding {
    public func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
      anchor()
    }
  }
#endif
