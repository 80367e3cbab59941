import Foundation
import UserMetadata
import UserMetadataCore

/// A script of inputs, and where the machine stands after each.
func enrollment(_ input: JSON) throws -> JSON {
  let session = try session(input["session"])
  let request = try enrollmentRequest(input["request"])
  var enrollment: Enrollment
  switch try input.required("goal") {
  case "verify": enrollment = try .start(request: request)
  case "create": enrollment = try .createOnly(request: request)
  case let other: throw Failed("unknown goal \(other)")
  }
  var stations = [try station(enrollment, session)]
  for step in input["steps"].list {
    guard let now = step["now"].int else { throw Failed("no time") }
    if step["restart"] == true {
      enrollment = try .fromSnapshot(snapshot: enrollment.snapshot())
    } else {
      do {
        enrollment = try enrollment.handle(
          input: try machineInput(step["input"], enrollment), now: Date(milliseconds: now))
      } catch CoreError.Misuse(let error) {
        stations.append(["misuse": .text(error.code)])
        continue
      }
    }
    stations.append(try station(enrollment, session))
  }
  return ["stations": .list(stations)]
}

private func enrollmentRequest(_ json: JSON) throws -> EnrollmentRequest {
  switch try json.required("add") {
  case "email_address":
    let proof = json["proof"]
    let strategy: String
    switch try proof.required("by") {
    case "code": strategy = "email_code"
    case "link": strategy = "email_link"
    case "enterprise_sso": strategy = "enterprise_sso"
    case let other: throw Failed("unknown proof \(other)")
    }
    return .emailAddress(email: try json.required("email"), strategy: strategy, redirectUrl: proof["redirect_url"].text)
  case "phone_number": return .phoneNumber(phoneNumber: try json.required("phone_number"))
  case "web3_wallet":
    return .web3Wallet(web3Wallet: try json.required("web3_wallet"), strategy: json["strategy"].text)
  case "external_account": return .externalAccount(params: externalAccount(json))
  case "reauthorize": return .reauthorize(id: try json.required("id"), params: try reauthorize(json))
  case let other: throw Failed("unknown request \(other)")
  }
}

private func machineInput(_ json: JSON, _ enrollment: Enrollment) throws -> Input {
  var id: Int64 = 0
  if case .send(let present) = enrollment.effect() { id = present }
  id = json["id"].int ?? id
  let secret = { (name: String) in Secret(try json.required(name)) }
  switch try json.required("type") {
  case "responded": return .responded(id: id, response: try answer(json))
  case "transport_failed":
    return .transportFailed(id: id, failure: try failure(json.required("failure")), sent: try sent(json))
  case "code_entered": return .codeEntered(code: try secret("code"))
  case "signed": return .signed(signature: try secret("signature"))
  case "resend_requested": return .resendRequested
  case "redirect_returned": return .redirectReturned(url: try secret("url"))
  case "signed_in": return .signedIn
  case "reverified": return .reverified
  case "tick": return .tick
  case "cancelled": return .cancelled
  case let other: throw Failed("unknown input \(other)")
  }
}

private func failure(_ code: String) throws -> TransportFailure {
  let all: [TransportFailure] = [.offline, .connect, .tls, .timeout, .interrupted, .other]
  guard let failure = all.first(where: { $0.code == code }) else { throw Failed("unknown failure \(code)") }
  return failure
}

private func sent(_ json: JSON) throws -> Sent {
  switch try json.required("sent") {
  case "maybe": .maybe
  case "no": .no
  case let other: throw Failed("unknown sent \(other)")
  }
}

private func answer(_ json: JSON) throws -> HttpResponse {
  guard let status = json["status"].int else { throw Failed("no status") }
  let headers = json["headers"].fields.compactMap { name, value in
    value.text.map { HttpHeader(name: name, value: $0) }
  }
  let body = json["body_text"].text ?? json["body"].description
  return HttpResponse(status: Int32(status), headers: headers, body: Data(body.utf8))
}

private func station(_ enrollment: Enrollment, _ session: Session) throws -> JSON {
  try render(enrollment.effect(), request: enrollment.request(session: session)).merging(["state": .text(enrollment.state())])
}

private func render(_ effect: Effect, request: HttpRequest?) throws -> JSON {
  switch effect {
  case .send(let id):
    guard let request, let path = request.url.range(of: "/v1/") else { throw Failed("no request") }
    let parts = request.url[path.upperBound...].split(separator: "?", maxSplits: 1)
    // The rest of the query is the session's.
    let nonce = parts.last?.split(separator: "&").first { $0.hasPrefix("rotating_token_nonce=") }
    let sends = "\(request.method) /v1/\(parts[0])\(nonce.map { "?\($0)" } ?? "")"
    return [
      "effect": "send", "id": .int(id), "sends": .text(sends),
      "body": .text(String(decoding: request.body, as: UTF8.self)),
    ]
  case .openUrl(let url, let expiresAt):
    return ["effect": "open_url", "url": .text(url), "expires_at": JSON(expiresAt)]
  case .askCode(let destination, let channel, let expiresAt, let resendAt, let attempts, let last):
    return [
      "effect": "ask_code", "destination": .text(destination), "channel": JSON(channel), "expires_at": JSON(expiresAt),
      "resend_at": JSON(resendAt), "attempts": JSON(attempts), "problem": problem(last),
    ]
  case .askSignature(let message, let wallet, let strategy, let expiresAt, let attempts, let last):
    return [
      "effect": "ask_signature", "message": .text(message), "wallet": .text(wallet), "strategy": .text(strategy),
      "expires_at": JSON(expiresAt), "attempts": JSON(attempts), "problem": problem(last),
    ]
  case .awaitLink(let destination, let pollAt, let expiresAt, let resendAt):
    return [
      "effect": "await_link", "destination": .text(destination), "poll_at": JSON(pollAt),
      "expires_at": JSON(expiresAt), "resend_at": JSON(resendAt),
    ]
  case .signIn: return ["effect": "sign_in"]
  case .reverify(let level): return ["effect": "reverify", "level": JSON(level)]
  case .wait(let until, let reason):
    return ["effect": "wait", "until": JSON(until), "reason": .text(snake(reason))]
  case .finish(let outcome): return render(outcome).merging(["effect": "finish"])
  }
}

/// Why the last answer did not do, as vectors and scenarios write it.
func problem(_ problem: Problem?) -> JSON {
  switch problem {
  case nil: .null
  case .malformed(let code): ["problem": "malformed", "code": .text(code)]
  case .incorrect(let error): ["problem": "incorrect", "code": .text(error.code)]
  case .over(let error): ["problem": "over", "code": .text(error.code)]
  }
}

private func render(_ outcome: Outcome) -> JSON {
  switch outcome {
  case .verified(let held): ["outcome": "verified", "resource": .text(held.id)]
  case .created(let held): ["outcome": "created", "resource": .text(held.id)]
  case .expired(let held): ["outcome": "expired", "resource": .text(held.id)]
  case .exhausted(let held): ["outcome": "exhausted", "resource": .text(held.id)]
  case .refused(let held, let error):
    [
      "outcome": "refused", "resource": .text(held.id), "error": .text(error.code), "shown": .text(error.userMessage),
    ]
  case .rejected(let error, let leftOver):
    [
      "outcome": "rejected", "error": .text(error.code), "status": JSON(error.status), "left_over": left(leftOver),
    ]
  case .unreadable(let error, let leftOver):
    ["outcome": "unreadable", "error": .text(error.code), "path": JSON(error.path), "left_over": left(leftOver)]
  case .unreachable(let failure, let leftOver):
    ["outcome": "unreachable", "failure": .text(failure.code), "left_over": left(leftOver)]
  case .cancelled(let leftOver): ["outcome": "cancelled", "left_over": left(leftOver)]
  }
}

private func left(_ leftOver: LeftOver) -> JSON {
  switch leftOver {
  case .nothing: "nothing"
  case .unverified(let resource): ["unverified": .text(resource.id)]
  case .unknown: "unknown"
  }
}
