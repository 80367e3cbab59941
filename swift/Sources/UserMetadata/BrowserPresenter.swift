import Foundation

/// Shows the user a provider's page, and gets the user back.
///
/// On Apple's platforms take `WebAuthenticationPresenter`; a command-line tool may print the URL and read the one that
/// the user came back with.
public protocol BrowserPresenter: Sendable {
  /// Opens the page, and returns the whole URL on which the user came back; nil when the user closed the browser.
  ///
  /// - Parameters:
  ///   - url: where to. It was checked: https, or http on loopback.
  ///   - redirectUrl: where the user will come back to: an app's own scheme, or a universal link.
  func visit(_ url: URL, redirectUrl: String) async throws -> URL?
}

extension Enrolling {
  /// At the effect `openUrl`, shows the page and hands over what came of it: the user's return, or that the browser was
  /// closed, which ends the enrollment with ``Outcome/cancelled(leftOver:)``. Does nothing at any other effect.
  ///
  /// ```swift
  /// case .openUrl: try await enrolling.openBrowser(with: presenter)
  /// ```
  ///
  /// - Throws: misuse, when the user came back elsewhere than was asked for; `CancellationError`, and what the presenter
  ///   throws: the enrollment then stands, and the page may be shown again.
  public func openBrowser(with presenter: some BrowserPresenter) async throws {
    guard case .openUrl(let text, _) = effect, let url = URL(string: text), let redirectUrl else { return }
    let landing = try await presenter.visit(url, redirectUrl: redirectUrl)
    try Task.checkCancellation()
    if let landing {
      try answer(.redirectReturned(url: Secret(landing.absoluteString)))
    } else {
      cancel()
    }
  }
}
