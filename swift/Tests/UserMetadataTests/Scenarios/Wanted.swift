import UserMetadata

// What a scenario wants added, in this host's terms.

extension Stage {
  /// The whole flow.
  func request(_ wanted: JSON) async throws -> EnrollmentRequest {
    let (kind, wanted) = try single(wanted)
    switch kind {
    case "email_address":
      return .emailAddress(
        email: try wanted.required("email"), strategy: wanted["strategy"].text ?? "email_code",
        redirectUrl: wanted["redirect_url"].text)
    case "phone_number":
      return .phoneNumber(phoneNumber: try wanted.required("phone_number"))
    case "web3_wallet":
      return .web3Wallet(
        web3Wallet: try wanted.required("web3_wallet"), strategy: wanted["strategy"].text ?? "web3_metamask_signature")
    case "external_account":
      return .externalAccount(params: externalAccount(wanted))
    case "reauthorize":
      let held = try await user.reload().externalAccounts.first { $0.provider == wanted["provider"].text }
      guard let held else { throw Failed("there is no such account") }
      return .reauthorize(id: held.id, params: try reauthorize(wanted))
    default:
      throw Failed("unknown request \(kind)")
    }
  }

  /// The single call, as it is documented.
  func create(_ wanted: JSON) async throws -> Resource {
    let (kind, wanted) = try single(wanted)
    switch kind {
    case "email_address":
      return try await user.createEmailAddress(email: try wanted.required("email")).resource
    case "phone_number":
      return try await user.createPhoneNumber(phoneNumber: try wanted.required("phone_number")).resource
    case "web3_wallet":
      return try await user.createWeb3Wallet(web3Wallet: try wanted.required("web3_wallet")).resource
    case "external_account":
      let params = externalAccount(wanted)
      return try await user.createExternalAccount(
        strategy: params.strategy, redirectUrl: params.redirectUrl, additionalScopes: params.additionalScopes,
        oidcPrompt: params.oidcPrompt, oidcLoginHint: params.oidcLoginHint,
        enterpriseConnectionId: params.enterpriseConnectionId
      ).resource
    default:
      throw Failed("unknown request \(kind)")
    }
  }

  private func single(_ wanted: JSON) throws -> (String, JSON) {
    guard let (kind, fields) = wanted.fields.first, wanted.fields.count == 1 else { throw Failed("not one request") }
    switch kind {
    case "email_address": try onlyFields(fields, "email", "strategy", "redirect_url")
    case "phone_number": try onlyFields(fields, "phone_number")
    case "web3_wallet": try onlyFields(fields, "web3_wallet", "strategy")
    case "external_account":
      try onlyFields(
        fields, "strategy", "redirect_url", "additional_scopes", "oidc_prompt", "oidc_login_hint",
        "enterprise_connection_id")
    case "reauthorize": try onlyFields(fields, "provider", "redirect_url", "additional_scopes")
    default: throw Failed("unknown request \(kind)")
    }
    return (kind, fields)
  }
}
