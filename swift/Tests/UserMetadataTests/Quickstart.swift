// The code between the markers is the README's quickstart, word for word: a test compares the two and runs it.

import Foundation
import UserMetadata

func quickstart(
  frontendApi: String, store: any TokenStore, presenter: some BrowserPresenter, askCode: (String) async throws -> String,
  show: (String) -> Void
) async throws {
  // README: begin
  let session = try Session(
    frontendApi: frontendApi,  // in your app: publishableKey: "pk_live_…"
    credentials: .native(token: try store.load() ?? Secret(""))
  )
  let user = User(session: session, tokenStore: store)

  // One call at a time:
  let email = try await user.createEmailAddress(email: "test@test.com")
  show("created \(email.emailAddress), not verified yet")

  // Or all the way: created (here: found and taken up), code sent, code asked for, verified.
  let enrolling = try user.enroll(.emailAddress(email: "test@test.com"))
  for try await effect in enrolling {
    switch effect {
    case .askCode(let destination, _, _, _, _, let problem):
      if let problem { show("That did not do: \(problem)") }
      try enrolling.answer(.codeEntered(code: Secret(try await askCode(destination))))
    case .askSignature(let message, _, _, _, _, _):
      show("Sign this: \(message)")  // then: enrolling.answer(.signed(signature: …))
    case .openUrl:
      try await enrolling.openBrowser(with: presenter)  // closed: the next effect is finish(cancelled)
    case .signIn, .reverify:
      enrolling.cancel()  // or show those screens, then answer(.signedIn), answer(.reverified)
    case .finish(.verified(let resource)):
      show("verified \(resource.identifier)")
    case .finish(let outcome):
      show("not verified: \(outcome)")
    case .awaitLink, .wait, .send:
      break  // only time, which the loop waits for
    }
  }
  // README: end
}
