import Foundation
import UserMetadata

// Effects, outcomes and errors as JSON, the same in every language, and the comparison with what a scenario expects.

func view(_ effect: Effect, now: Date) -> JSON {
  func inMs(_ time: Date) -> JSON { .int(time.milliseconds - now.milliseconds) }
  func inMs(_ time: Date?) -> JSON { time.map { inMs($0) } ?? .null }
  func fromNow(_ time: Date) -> JSON { .int(max(0, time.milliseconds - now.milliseconds)) }
  let fields: JSON =
    switch effect {
    case .send, .signIn: [:]
    case .openUrl(_, let expiresAt): ["expires_in_ms": inMs(expiresAt)]
    case .askCode(let destination, let channel, let expiresAt, let resendAt, let attempts, let last):
      [
        "destination": .text(destination), "channel": JSON(channel), "attempts": JSON(attempts),
        "expires_in_ms": inMs(expiresAt), "resend_in_ms": fromNow(resendAt), "problem": problem(last),
      ]
    case .askSignature(_, let wallet, let strategy, let expiresAt, let attempts, let last):
      [
        "wallet": .text(wallet), "strategy": .text(strategy), "attempts": JSON(attempts),
        "expires_in_ms": inMs(expiresAt), "problem": problem(last),
      ]
    case .awaitLink(let destination, let pollAt, let expiresAt, let resendAt):
      [
        "destination": .text(destination), "poll_in_ms": inMs(pollAt), "expires_in_ms": inMs(expiresAt),
        "resend_in_ms": fromNow(resendAt),
      ]
    case .reverify(let level): ["level": JSON(level)]
    case .wait(let until, let reason): ["wait_ms": inMs(until), "reason": .text(snake(reason))]
    case .finish(let outcome): view(outcome)
    }
  return fields.merging(["effect": .text(name(effect))])
}

func name(_ effect: Effect) -> String {
  switch effect {
  case .send: "send"
  case .openUrl: "open_url"
  case .askCode: "ask_code"
  case .askSignature: "ask_signature"
  case .awaitLink: "await_link"
  case .signIn: "sign_in"
  case .reverify: "reverify"
  case .wait: "wait"
  case .finish: "finish"
  }
}

func view(_ outcome: Outcome) -> JSON {
  switch outcome {
  case .verified(let held): ofResource(held, "verified")
  case .created(let held): ofResource(held, "created")
  case .expired(let held): ofResource(held, "expired")
  case .exhausted(let held): ofResource(held, "exhausted")
  case .refused(let held, let error):
    ofResource(held, "refused").merging(["code": .text(error.code), "message": .text(error.userMessage)])
  case .rejected(let error, let left):
    [
      "outcome": "rejected", "status": JSON(error.status), "code": .text(error.code),
      "message": .text(error.userMessage), "retry_after_ms": JSON(error.retryAfterMillis),
      "has_trace_id": .bool(error.traceId != nil),
      "lockout_seconds": JSON(error.errors.first?.lockoutExpiresInSeconds), "left_over": leftOver(left),
    ]
  case .unreadable(let error, let left):
    [
      "outcome": "unreadable", "status": JSON(error.status), "code": .text(error.code), "left_over": leftOver(left),
    ]
  case .unreachable(let failure, let left):
    ["outcome": "unreachable", "failure": .text(failure.code), "left_over": leftOver(left)]
  case .cancelled(let left): ["outcome": "cancelled", "left_over": leftOver(left)]
  }
}

func view(_ error: UserMetadataError) -> JSON {
  let fields: JSON =
    switch error {
    case .validation(let error): ["field": .text(error.field), "position": JSON(error.position)]
    case .api(let error):
      [
        "status": JSON(error.status), "message": .text(error.userMessage),
        "retry_after_ms": JSON(error.retryAfterMillis),
      ]
    case .protocol(let error): ["status": JSON(error.status)]
    case .transport, .misuse, .snapshot: [:]
    }
  return fields.merging(["kind": .text(error.kind.rawValue), "code": .text(error.code)])
}

private func ofResource(_ resource: Resource, _ outcome: JSON) -> JSON {
  ["outcome": outcome, "kind": .text(snake(resource.kind)), "identifier": .text(resource.identifier)]
}

private func leftOver(_ leftOver: LeftOver) -> JSON {
  switch leftOver {
  case .nothing: "nothing"
  case .unverified: "unverified"
  case .unknown: "unknown"
  }
}

/// Whatever is expected must be there; objects may hold more, lists may not.
func compare(_ what: String, _ expected: JSON, _ actual: JSON) throws {
  switch (expected, actual) {
  case (.object(let wanted), .object(let found)):
    for (key, wanted) in wanted {
      guard let found = found[key] else { throw Failed("\(what).\(key): there is no such field in \(actual)") }
      try compare("\(what).\(key)", wanted, found)
    }
  case (.list(let wanted), .list(let found)) where wanted.count == found.count:
    for (at, pair) in zip(wanted, found).enumerated() {
      try compare("\(what)[\(at)]", pair.0, pair.1)
    }
  default:
    guard expected == actual else { throw Failed("\(what): expected \(expected), found \(actual)") }
  }
}
