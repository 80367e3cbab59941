package dev.usermetadata.vectors

import dev.usermetadata.ValidationException
import dev.usermetadata.Validators
import dev.usermetadata.Validators.Kind
import dev.usermetadata.describeEmail
import dev.usermetadata.describeOAuthStrategy
import dev.usermetadata.describePhone
import dev.usermetadata.describeRedirectUrl
import dev.usermetadata.describeWallet
import dev.usermetadata.describeWeb3Strategy
import dev.usermetadata.obj
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Suites `identifiers`: one text each, and what the parser makes of it, all three ways. */
internal fun identifier(suite: String, input: String): JsonObject =
    when (suite) {
        "email" -> email(input)
        "phone" -> alike(Kind.PHONE, input) {
            val facts = describePhone(input)
            obj("ok" to facts.text, "country_code" to facts.countryCode, "possible" to facts.possible)
        }
        "wallet" -> alike(Kind.WALLET, input) {
            val facts = describeWallet(input)
            obj("ok" to facts.text, "chain" to facts.chain.name.lowercase(), "checksummed" to facts.checksummed)
        }
        "oauth_strategy" -> alike(Kind.OAUTH_STRATEGY, input) {
            val facts = describeOAuthStrategy(input)
            obj(
                "ok" to facts.text,
                "kind" to facts.kind,
                "provider" to facts.provider,
                "display_name" to facts.displayName,
            )
        }
        "web3_strategy" -> alike(Kind.WEB3_STRATEGY, input) {
            val facts = describeWeb3Strategy(input)
            obj(
                "ok" to facts.text,
                "provider" to facts.provider,
                "display_name" to facts.displayName,
                "chain" to facts.chain?.name?.lowercase(),
            )
        }
        "redirect_url" -> alike(Kind.REDIRECT_URL, input) {
            val facts = describeRedirectUrl(input)
            obj("ok" to facts.text, "kind" to facts.kind, "scheme" to facts.scheme, "host" to facts.host)
        }
        "scope" -> alike(Kind.SCOPE, input) { obj("ok" to Validators.generated(Kind.SCOPE, input)) }
        else -> error("identifiers/$suite: a suite that this runner does not know")
    }

private fun email(input: String): JsonObject {
    val result = alike(Kind.EMAIL, input) {
        val facts = describeEmail(input)
        obj("ok" to facts.text, "ascii" to facts.ascii, "local" to facts.local, "domain" to facts.domain)
    }
    val strict = alike(Kind.EMAIL_AS_IT_IS, input) { obj("ok" to Validators.generated(Kind.EMAIL_AS_IT_IS, input)) }
    val refused = strict["error"]
    return if (refused == null || refused == result["error"]) result else JsonObject(result + ("check" to refused))
}

/** What all is known of it, after the quick way and the generated layer have said the same. */
private fun alike(kind: Kind, input: String, describe: () -> JsonObject): JsonObject {
    val described = said(input, describe)
    val quick = said(input) { obj("ok" to Validators.parse(kind, input)) }
    val generated = said(input) { obj("ok" to Validators.generated(kind, input)) }
    for (name in listOf("ok", "error", "position")) {
        check(quick[name] == generated[name]) { "the quick way says $quick, the generated layer $generated" }
        check(described[name] == generated[name]) { "described as $described, the generated layer says $generated" }
    }
    return described
}

private fun said(input: String, parse: () -> JsonObject): JsonObject =
    try {
        parse()
    } catch (exception: ValidationException) {
        val position = exception.position
        if (position == null) {
            obj("error" to exception.code)
        } else {
            // Vectors count in bytes.
            obj("error" to exception.code, "position" to input.substring(0, position).encodeToByteArray().size)
        }
    }

internal fun text(input: kotlinx.serialization.json.JsonElement): String = (input as JsonPrimitive).content
