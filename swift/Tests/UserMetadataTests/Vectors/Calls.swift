import Foundation
import UserMetadata
import UserMetadataCore

// From the JSON of a vector to a session and a call.

func session(_ json: JSON) throws -> Session {
  guard (json["frontend_api"] == .null) != (json["publishable_key"] == .null) else {
    throw Failed("a vector names either frontend_api or publishable_key")
  }
  return try Session(
    config: SessionConfig(
      credentials: try credentials(json["credentials"]), publishableKey: json["publishable_key"].text,
      frontendApi: json["frontend_api"].text, proxyUrl: json["proxy_url"].text, domain: json["domain"].text,
      sessionId: json["session_id"].text, origin: json["origin"].text, apiVersion: json["api_version"].text))
}

func credentials(_ json: JSON) throws -> Credentials {
  switch try json.required("kind") {
  case "native": .native(token: Secret(try json.required("token")))
  case "dev_browser": .devBrowser(token: Secret(try json.required("token")))
  case "cookie": .cookie(client: Secret(try json.required("client")))
  case "none": .anonymous
  case let other: throw Failed("unknown credentials \(other)")
  }
}

func call(_ json: JSON) throws -> Call {
  switch try json.required("operation") {
  case "create_email_address":
    return try .createEmailAddress(email: try json.required("email"))
  case "create_phone_number":
    return try .createPhoneNumber(phoneNumber: try json.required("phone_number"))
  case "create_web3_wallet":
    return try .createWeb3Wallet(web3Wallet: try json.required("web3_wallet"))
  case "create_external_account":
    return try .createExternalAccount(params: externalAccount(json), token: secret(json["token"]), code: secret(json["code"]))
  case "prepare_verification":
    return try .prepareVerification(
      kind: try kind(json), id: try json.required("id"), strategy: try json.required("strategy"),
      redirectUrl: json["redirect_url"].text)
  case "attempt_verification":
    return try .attemptVerification(
      kind: try kind(json), id: try json.required("id"), proof: Secret(try json.required("proof")))
  case "read_user":
    return .readUser(rotatingTokenNonce: secret(json["rotating_token_nonce"]))
  case "read_resource":
    return try .readResource(kind: try kind(json), id: try json.required("id"))
  case "list":
    return .list(kind: try kind(json))
  case "reauthorize_external_account":
    return try .reauthorizeExternalAccount(id: try json.required("id"), params: try reauthorize(json))
  case "set_primary":
    return try .setPrimary(resource: try resource(json))
  case "delete":
    return try .delete(kind: try kind(json), id: try json.required("id"))
  case "start_reverification":
    return .startReverification(level: try json.required("level"))
  case "read_reverification":
    return .readReverification()
  case "prepare_first_factor":
    return try .prepareFirstFactor(preparation: try firstFactor(json), proofToken: secret(json["proof_token"]))
  case "attempt_first_factor":
    return .attemptFirstFactor(proof: try firstProof(json))
  case "prepare_second_factor":
    return try .prepareSecondFactor(
      phoneNumberId: json["phone_number_id"].text, proofToken: secret(json["proof_token"]))
  case "attempt_second_factor":
    return .attemptSecondFactor(proof: try secondProof(json))
  case let other:
    throw Failed("unknown operation \(other)")
  }
}

func externalAccount(_ json: JSON) -> ExternalAccountParams {
  ExternalAccountParams(
    strategy: json["strategy"].text ?? "", redirectUrl: json["redirect_url"].text,
    additionalScopes: json["additional_scopes"].list.compactMap(\.text), oidcPrompt: json["oidc_prompt"].text,
    oidcLoginHint: json["oidc_login_hint"].text, enterpriseConnectionId: json["enterprise_connection_id"].text)
}

func reauthorize(_ json: JSON) throws -> ReauthorizeParams {
  ReauthorizeParams(
    redirectUrl: try json.required("redirect_url"), additionalScopes: json["additional_scopes"].list.compactMap(\.text),
    oidcPrompt: json["oidc_prompt"].text, oidcLoginHint: json["oidc_login_hint"].text)
}

private func kind(_ json: JSON) throws -> ResourceKind {
  switch try json.required("kind") {
  case "email_address": .emailAddress
  case "phone_number": .phoneNumber
  case "web3_wallet": .web3Wallet
  case "external_account": .externalAccount
  case let other: throw Failed("unknown kind \(other)")
  }
}

private func secret(_ json: JSON) -> Secret? {
  json.text.map { Secret($0) }
}

/// A resource of which nothing is known but its id and how far its verification has come.
private func resource(_ json: JSON) throws -> Resource {
  let id = try json.required("id")
  let verification = json["verification_status"].text.map { status in
    Verification(
      object: nil, status: status, strategy: "", attempts: nil, expireAt: nil, externalVerificationRedirectUrl: nil,
      error: nil, nonce: nil, message: nil, verifiedAtClient: nil, channel: nil, extra: "{}",
      isVerified: status == "verified")
  }
  switch try kind(json) {
  case .emailAddress:
    return .emailAddress(
      email: EmailAddress(
        id: id, emailAddress: "", verification: verification, reserved: false, linkedTo: [], matchesSsoConnection: nil,
        createdAt: nil, updatedAt: nil, extra: "{}"))
  case .phoneNumber:
    return .phoneNumber(
      phone: PhoneNumber(
        id: id, phoneNumber: "", verification: verification, reserved: false, reservedForSecondFactor: false,
        defaultSecondFactor: false, backupCodes: nil, linkedTo: [], createdAt: nil, updatedAt: nil, extra: "{}"))
  case .web3Wallet:
    return .web3Wallet(
      wallet: Web3Wallet(
        id: id, web3Wallet: "", verification: verification, createdAt: nil, updatedAt: nil, extra: "{}"))
  case .externalAccount:
    return .externalAccount(
      account: ExternalAccount(
        id: id, object: "", rawProvider: "", identificationId: "", providerUserId: "", approvedScopes: "",
        emailAddress: nil, emailAddressVerified: nil, phoneNumber: nil, username: nil, firstName: "", lastName: "",
        imageUrl: nil, label: nil, publicMetadata: "{}", verification: verification, createdAt: nil, updatedAt: nil,
        extra: "{}", provider: ""))
  }
}

private func firstFactor(_ json: JSON) throws -> FirstFactorPreparation {
  let email = json["email_address_id"].text
  switch try json.required("strategy") {
  case "email_code": return .emailCode(emailAddressId: email)
  case "email_link": return .emailLink(emailAddressId: email, redirectUrl: try json.required("redirect_url"))
  case "phone_code": return .phoneCode(phoneNumberId: json["phone_number_id"].text)
  case "passkey": return .passkey
  case "enterprise_sso":
    return .enterpriseSso(
      emailAddressId: email, enterpriseConnectionId: json["enterprise_connection_id"].text,
      redirectUrl: try json.required("redirect_url"))
  case let other: throw Failed("unknown strategy \(other)")
  }
}

private func firstProof(_ json: JSON) throws -> FirstFactorProof {
  switch try json.required("strategy") {
  case "password": .password(password: Secret(try json.required("password")))
  case "email_code": .emailCode(code: Secret(try json.required("code")))
  case "phone_code": .phoneCode(code: Secret(try json.required("code")))
  case "passkey": .passkey(publicKeyCredential: Secret(try json.required("public_key_credential")))
  case let other: throw Failed("unknown strategy \(other)")
  }
}

private func secondProof(_ json: JSON) throws -> SecondFactorProof {
  let code = Secret(try json.required("code"))
  switch try json.required("strategy") {
  case "phone_code": return .phoneCode(code: code)
  case "totp": return .totp(code: code)
  case "backup_code": return .backupCode(code: code)
  case let other: throw Failed("unknown strategy \(other)")
  }
}
