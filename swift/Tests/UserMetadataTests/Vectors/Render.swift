import Foundation
import UserMetadata
import UserMetadataCore

// Answers as the vectors write them: the server's names, with what this release has no field for beside them.

func render(_ answer: Answer) throws -> JSON {
  switch answer {
  case .resource(let resource): ["answer": "resource", "value": try render(resource)]
  case .resources(let resources): ["answer": "resources", "value": .list(try resources.map(render))]
  case .user(let user): ["answer": "user", "value": try render(user)]
  case .deleted(let deleted):
    [
      "answer": "deleted",
      "value": ["id": JSON(deleted.id), "object": .text(deleted.object), "deleted": .bool(deleted.deleted)],
    ]
  case .reverification(let reverification): ["answer": "reverification", "value": try render(reverification)]
  }
}

func render(_ error: ApiError) throws -> JSON {
  [
    "status": JSON(error.status), "errors": .list(try error.errors.map(render)), "meta": try JSON(parsing: error.meta),
    "trace_id": JSON(error.traceId), "retry_after_millis": JSON(error.retryAfterMillis),
  ]
}

func render(_ error: ProtocolError) -> JSON {
  ["status": JSON(error.status), "code": .text(error.code), "path": JSON(error.path)]
}

private func render(_ error: ClerkError) throws -> JSON {
  [
    "code": .text(error.code), "message": .text(error.message), "long_message": .text(error.longMessage),
    "meta": try JSON(parsing: error.meta),
  ]
}

private func render(_ resource: Resource) throws -> JSON {
  let held: JSON =
    switch resource {
    case .emailAddress(let email): try render(email)
    case .phoneNumber(let phone): try render(phone)
    case .web3Wallet(let wallet): try render(wallet)
    case .externalAccount(let account): try render(account)
    }
  return ["kind": .text(snake(resource.kind)), "resource": held]
}

private func render(_ email: EmailAddress) throws -> JSON {
  try fields(
    email.extra,
    [
      "id": .text(email.id), "email_address": .text(email.emailAddress),
      "verification": try email.verification.map(render) ?? .null, "reserved": .bool(email.reserved),
      "linked_to": .list(email.linkedTo.map(render)), "created_at": JSON(email.createdAt),
      "updated_at": JSON(email.updatedAt),
    ],
    present: ["matches_sso_connection": JSON(email.matchesSsoConnection)])
}

private func render(_ phone: PhoneNumber) throws -> JSON {
  try fields(
    phone.extra,
    [
      "id": .text(phone.id), "phone_number": .text(phone.phoneNumber),
      "verification": try phone.verification.map(render) ?? .null, "reserved": .bool(phone.reserved),
      "reserved_for_second_factor": .bool(phone.reservedForSecondFactor),
      "default_second_factor": .bool(phone.defaultSecondFactor), "linked_to": .list(phone.linkedTo.map(render)),
      "created_at": JSON(phone.createdAt), "updated_at": JSON(phone.updatedAt),
    ])
}

private func render(_ wallet: Web3Wallet) throws -> JSON {
  try fields(
    wallet.extra,
    [
      "id": .text(wallet.id), "web3_wallet": .text(wallet.web3Wallet),
      "verification": try wallet.verification.map(render) ?? .null, "created_at": JSON(wallet.createdAt),
      "updated_at": JSON(wallet.updatedAt),
    ])
}

private func render(_ account: ExternalAccount) throws -> JSON {
  try fields(
    account.extra,
    [
      "id": .text(account.id), "object": .text(account.object), "provider": .text(account.rawProvider),
      "identification_id": .text(account.identificationId), "provider_user_id": .text(account.providerUserId),
      "approved_scopes": .text(account.approvedScopes), "email_address": JSON(account.emailAddress),
      "username": JSON(account.username), "first_name": .text(account.firstName), "last_name": .text(account.lastName),
      "public_metadata": try JSON(parsing: account.publicMetadata),
      "verification": try account.verification.map(render) ?? .null, "created_at": JSON(account.createdAt),
      "updated_at": JSON(account.updatedAt),
    ],
    present: [
      "email_address_verified": JSON(account.emailAddressVerified), "phone_number": JSON(account.phoneNumber),
      "image_url": JSON(account.imageUrl), "label": JSON(account.label),
    ])
}

private func render(_ link: IdentificationLink) -> JSON {
  ["type": .text(link.kind), "id": .text(link.id)]
}

private func render(_ verification: Verification) throws -> JSON {
  try fields(
    verification.extra,
    [
      "status": .text(verification.status), "strategy": .text(verification.strategy),
      "attempts": JSON(verification.attempts), "expire_at": JSON(verification.expireAt),
    ],
    present: [
      "object": JSON(verification.object),
      "external_verification_redirect_url": JSON(verification.externalVerificationRedirectUrl),
      "error": try verification.error.map(render) ?? .null, "nonce": JSON(verification.nonce),
      "message": JSON(verification.message), "verified_at_client": JSON(verification.verifiedAtClient),
      "channel": JSON(verification.channel),
    ])
}

private func render(_ user: UserResource) throws -> JSON {
  try fields(
    user.extra,
    [
      "id": .text(user.id), "username": JSON(user.username), "first_name": JSON(user.firstName),
      "last_name": JSON(user.lastName), "image_url": JSON(user.imageUrl),
      "primary_email_address_id": JSON(user.primaryEmailAddressId),
      "primary_phone_number_id": JSON(user.primaryPhoneNumberId),
      "primary_web3_wallet_id": JSON(user.primaryWeb3WalletId),
      "email_addresses": .list(try user.emailAddresses.map(render)),
      "phone_numbers": .list(try user.phoneNumbers.map(render)),
      "web3_wallets": .list(try user.web3Wallets.map(render)),
      "external_accounts": .list(try user.externalAccounts.map(render)),
      "enterprise_accounts": .list(try user.enterpriseAccounts.map(render)),
      "password_enabled": .bool(user.passwordEnabled), "two_factor_enabled": .bool(user.twoFactorEnabled),
      "totp_enabled": .bool(user.totpEnabled), "backup_code_enabled": .bool(user.backupCodeEnabled),
      "created_at": JSON(user.createdAt), "updated_at": JSON(user.updatedAt),
    ])
}

private func render(_ reverification: SessionReverification) throws -> JSON {
  let session: JSON =
    reverification.session.map { ["id": .text($0.id), "status": .text($0.status)] } ?? .null
  return try fields(
    reverification.extra,
    [
      "status": .text(reverification.status), "level": .text(reverification.level),
      "supported_first_factors": .list(try reverification.supportedFirstFactors.map(render)),
      "supported_second_factors": .list(try reverification.supportedSecondFactors.map(render)),
      "first_factor_verification": try reverification.firstFactorVerification.map(render) ?? .null,
      "second_factor_verification": try reverification.secondFactorVerification.map(render) ?? .null,
      "session": session,
    ])
}

private func render(_ factor: SignInFactor) throws -> JSON {
  try fields(
    factor.extra, ["strategy": .text(factor.strategy)],
    present: [
      "safe_identifier": JSON(factor.safeIdentifier), "email_address_id": JSON(factor.emailAddressId),
      "phone_number_id": JSON(factor.phoneNumberId), "web3_wallet_id": JSON(factor.web3WalletId),
      "passkey_id": JSON(factor.passkeyId), "trusted_device_id": JSON(factor.trustedDeviceId),
      "enterprise_connection_id": JSON(factor.enterpriseConnectionId),
      "enterprise_connection_name": JSON(factor.enterpriseConnectionName), "primary": JSON(factor.primary),
      "default": JSON(factor.`default`),
      "external_verification_redirect_url": JSON(factor.externalVerificationRedirectUrl),
    ])
}

/// The fields that are always there, those that are there where there is something to say, and those without a place.
private func fields(_ extra: String, _ always: [String: JSON], present: [String: JSON] = [:]) throws -> JSON {
  try JSON(parsing: extra).merging(present.filter { $0.value != .null }).merging(always)
}
