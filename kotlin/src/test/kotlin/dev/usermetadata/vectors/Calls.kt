package dev.usermetadata.vectors

import dev.usermetadata.core.Call
import dev.usermetadata.core.Credentials
import dev.usermetadata.core.EmailAddress
import dev.usermetadata.core.ExternalAccount
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.FirstFactorPreparation
import dev.usermetadata.core.FirstFactorProof
import dev.usermetadata.core.PhoneNumber
import dev.usermetadata.core.ReauthorizeParams
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.Secret
import dev.usermetadata.core.SecondFactorProof
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.core.Verification
import dev.usermetadata.core.Web3Wallet
import dev.usermetadata.required
import dev.usermetadata.text
import dev.usermetadata.texts
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** The session of a vector. */
internal fun session(input: JsonObject): Session =
    Session(
        SessionConfig(
            credentials = credentials(input.getValue("credentials").jsonObject),
            publishableKey = input.text("publishable_key"),
            frontendApi = input.text("frontend_api"),
            proxyUrl = input.text("proxy_url"),
            domain = input.text("domain"),
            sessionId = input.text("session_id"),
            origin = input.text("origin"),
            apiVersion = input.text("api_version"),
        ),
    )

internal fun credentials(input: JsonObject): Credentials =
    when (val kind = input.required("kind")) {
        "native" -> Credentials.Native(Secret(input.required("token")))
        "dev_browser" -> Credentials.DevBrowser(Secret(input.required("token")))
        "cookie" -> Credentials.Cookie(Secret(input.required("client")))
        "none" -> Credentials.Anonymous
        else -> error("unknown credentials $kind")
    }

/** The call of a vector. */
internal fun call(input: JsonObject): Call =
    when (val operation = input.required("operation")) {
        "create_email_address" -> Call.createEmailAddress(input.required("email"))
        "create_phone_number" -> Call.createPhoneNumber(input.required("phone_number"))
        "create_web3_wallet" -> Call.createWeb3Wallet(input.required("web3_wallet"))
        "create_external_account" ->
            Call.createExternalAccount(externalAccount(input), secret(input, "token"), secret(input, "code"))
        "prepare_verification" ->
            Call.prepareVerification(kind(input), id(input), input.required("strategy"), input.text("redirect_url"))
        "attempt_verification" -> Call.attemptVerification(kind(input), id(input), Secret(input.required("proof")))
        "read_user" -> Call.readUser(secret(input, "rotating_token_nonce"))
        "read_resource" -> Call.readResource(kind(input), id(input))
        "list" -> Call.list(kind(input))
        "reauthorize_external_account" -> Call.reauthorizeExternalAccount(id(input), reauthorize(input))
        "set_primary" -> Call.setPrimary(resourceWithStatus(input))
        "delete" -> Call.delete(kind(input), id(input))
        "start_reverification" -> Call.startReverification(input.required("level"))
        "read_reverification" -> Call.readReverification()
        "prepare_first_factor" -> Call.prepareFirstFactor(preparation(input), secret(input, "proof_token"))
        "attempt_first_factor" -> Call.attemptFirstFactor(first(input))
        "prepare_second_factor" ->
            Call.prepareSecondFactor(input.text("phone_number_id"), secret(input, "proof_token"))
        "attempt_second_factor" -> Call.attemptSecondFactor(second(input))
        else -> error("unknown operation $operation")
    }

internal fun externalAccount(input: JsonObject): ExternalAccountParams =
    ExternalAccountParams(
        strategy = input.text("strategy").orEmpty(),
        redirectUrl = input.text("redirect_url"),
        additionalScopes = input.texts("additional_scopes"),
        oidcPrompt = input.text("oidc_prompt"),
        oidcLoginHint = input.text("oidc_login_hint"),
        enterpriseConnectionId = input.text("enterprise_connection_id"),
    )

internal fun reauthorize(input: JsonObject): ReauthorizeParams =
    ReauthorizeParams(
        redirectUrl = input.required("redirect_url"),
        additionalScopes = input.texts("additional_scopes"),
        oidcPrompt = input.text("oidc_prompt"),
        oidcLoginHint = input.text("oidc_login_hint"),
    )

private fun preparation(input: JsonObject): FirstFactorPreparation {
    val email = input.text("email_address_id")
    return when (val strategy = input.required("strategy")) {
        "email_code" -> FirstFactorPreparation.EmailCode(email)
        "email_link" -> FirstFactorPreparation.EmailLink(email, input.required("redirect_url"))
        "phone_code" -> FirstFactorPreparation.PhoneCode(input.text("phone_number_id"))
        "passkey" -> FirstFactorPreparation.Passkey
        "enterprise_sso" -> FirstFactorPreparation.EnterpriseSso(
            email,
            input.text("enterprise_connection_id"),
            input.required("redirect_url"),
        )
        else -> error("unknown strategy $strategy")
    }
}

private fun first(input: JsonObject): FirstFactorProof {
    fun proof(name: String) = Secret(input.required(name))
    return when (val strategy = input.required("strategy")) {
        "password" -> FirstFactorProof.Password(proof("password"))
        "email_code" -> FirstFactorProof.EmailCode(proof("code"))
        "phone_code" -> FirstFactorProof.PhoneCode(proof("code"))
        "passkey" -> FirstFactorProof.Passkey(proof("public_key_credential"))
        else -> error("unknown strategy $strategy")
    }
}

private fun second(input: JsonObject): SecondFactorProof {
    val code = Secret(input.required("code"))
    return when (val strategy = input.required("strategy")) {
        "phone_code" -> SecondFactorProof.PhoneCode(code)
        "totp" -> SecondFactorProof.Totp(code)
        "backup_code" -> SecondFactorProof.BackupCode(code)
        else -> error("unknown strategy $strategy")
    }
}

private fun resourceWithStatus(input: JsonObject): Resource {
    val id = input.required("id")
    val verification = input.text("verification_status")?.let(::verification)
    return when (kind(input)) {
        ResourceKind.EMAIL_ADDRESS ->
            Resource.EmailAddress(EmailAddress(id, "", verification, false, emptyList(), null, null, null, "{}"))
        ResourceKind.PHONE_NUMBER -> Resource.PhoneNumber(
            PhoneNumber(id, "", verification, false, false, false, null, emptyList(), null, null, "{}"),
        )
        ResourceKind.WEB3_WALLET -> Resource.Web3Wallet(Web3Wallet(id, "", verification, null, null, "{}"))
        ResourceKind.EXTERNAL_ACCOUNT -> Resource.ExternalAccount(
            ExternalAccount(
                id, "", "", "", "", "", null, null, null, null, "", "", null, null, "{}", verification, null, null, "{}", "",
            ),
        )
    }
}

private fun verification(status: String): Verification =
    Verification(null, status, "", null, null, null, null, null, null, null, null, "{}", false)

private fun kind(input: JsonObject): ResourceKind = ResourceKind.valueOf(input.required("kind").uppercase())

private fun id(input: JsonObject): String = input.required("id")

private fun secret(input: JsonObject, name: String): Secret? = input.text(name)?.let(::Secret)
