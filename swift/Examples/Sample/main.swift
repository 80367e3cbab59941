// The four operations against a sandbox, as an app would do them: what is asked of a person is answered by the inbox,
// the wallet and the provider's page of the sandbox.
//
//   cargo xtask sandbox --port 4010
//   user-metadata-sample http://127.0.0.1:4010

import Foundation
import UserMetadata

guard CommandLine.arguments.count == 2 else {
  print("Usage: user-metadata-sample SANDBOX_URL")
  exit(2)
}
let people = People(url: CommandLine.arguments[1])
let session = try Session(frontendApi: people.url, credentials: .native(token: try await people.newUser()))
let user = User(session: session, tokenStore: InMemoryTokenStore())

/// Drives one enrollment to its end.
func enroll(_ request: EnrollmentRequest, closingTheBrowser: Bool = false) async throws -> Outcome {
  let enrolling = try user.enroll(request)
  let browser = ProviderPage(people: people, isClosed: closingTheBrowser)
  for try await effect in enrolling {
    switch effect {
    case .askCode(let destination, _, _, _, _, _):
      print("  we sent a code to \(destination)")
      try enrolling.answer(.codeEntered(code: Secret(try await people.newestCode(to: destination))))
    case .askSignature(let message, _, _, _, _, _):
      print("  the wallet is asked to sign")
      try enrolling.answer(.signed(signature: Secret(try await people.sign(message))))
    case .openUrl:
      print("  the browser opens")
      try await enrolling.openBrowser(with: browser)
    case .finish(let outcome):
      return outcome
    case .signIn, .reverify:
      enrolling.cancel()  // this sample has no such screens
    case .awaitLink, .wait, .send:
      continue  // only time, which the loop waits for
    }
  }
  throw CancellationError()
}

func report(_ what: String, _ outcome: Outcome) {
  switch outcome {
  case .verified(let resource): print("\(what): verified, \(resource.identifier)")
  case .cancelled: print("\(what): cancelled")
  case .refused(_, let error): print("\(what): refused, \(error.userMessage)")
  case .rejected(let error, _): print("\(what): rejected, \(error.userMessage)")
  case .created, .expired, .exhausted, .unreadable, .unreachable: print("\(what): \(outcome)")
  }
}

do {
  _ = try await user.createEmailAddress(email: "jane@@example.com")
} catch let error as UserMetadataError {
  print("a typo: \(error.kind.rawValue), \(error.code)")
}
report("email address", try await enroll(.emailAddress(email: "jane@example.com")))
report("phone number", try await enroll(.phoneNumber(phoneNumber: "15551234567")))
report("web3 wallet", try await enroll(.web3Wallet(web3Wallet: try await people.wallet())))
let notion = EnrollmentRequest.externalAccount(
  params: ExternalAccountParams(strategy: "oauth_notion", redirectUrl: "com.example.app://callback"))
report("external account, the browser closed", try await enroll(notion, closingTheBrowser: true))
report("external account, once more", try await enroll(notion))
let held = try await user.reload()
print(
  "the user has \(held.emailAddresses.count) email address, \(held.phoneNumbers.count) phone number, "
    + "\(held.web3Wallets.count) wallet and \(held.externalAccounts.filter { $0.verification?.isVerified == true }.count)"
    + " verified external account")
