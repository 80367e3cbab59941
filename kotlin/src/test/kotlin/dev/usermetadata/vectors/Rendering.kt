package dev.usermetadata.vectors

import dev.usermetadata.core.Answer
import dev.usermetadata.core.ApiError
import dev.usermetadata.core.ClerkError
import dev.usermetadata.core.ExternalAccount
import dev.usermetadata.core.IdentificationLink
import dev.usermetadata.core.PhoneNumber
import dev.usermetadata.core.ProtocolError
import dev.usermetadata.core.Resource
import dev.usermetadata.core.Verification
import dev.usermetadata.json
import dev.usermetadata.kind
import dev.usermetadata.obj
import dev.usermetadata.parseJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import java.lang.reflect.Modifier

/** An answer as the vectors have it. */
internal fun render(answer: Answer): JsonObject =
    when (answer) {
        is Answer.Resource -> obj("answer" to "resource", "value" to render(answer.resource))
        is Answer.Resources -> obj("answer" to "resources", "value" to answer.resources.map(::render))
        is Answer.User -> obj("answer" to "user", "value" to record(answer.user))
        is Answer.Deleted -> obj("answer" to "deleted", "value" to record(answer.deleted))
        is Answer.Reverification -> obj("answer" to "reverification", "value" to record(answer.reverification))
    }

private fun render(resource: Resource): JsonObject {
    val held: Any = when (resource) {
        is Resource.EmailAddress -> resource.email
        is Resource.PhoneNumber -> resource.phone
        is Resource.Web3Wallet -> resource.wallet
        is Resource.ExternalAccount -> resource.account
    }
    return obj("kind" to resource.kind.name.lowercase(), "resource" to record(held))
}

/** What this binding derives for convenience; the vectors do not have it. */
private val DERIVED = mapOf(
    ClerkError::class.java to setOf("paramName", "lockoutExpiresInSeconds", "userMessage"),
    ApiError::class.java to setOf("code", "userMessage", "errorClass", "text"),
    ProtocolError::class.java to setOf("text"),
    Verification::class.java to setOf("isVerified"),
    ExternalAccount::class.java to setOf("provider"),
    // Secrets are never written.
    PhoneNumber::class.java to setOf("backupCodes"),
)

private val RENAMED = mapOf(
    (ExternalAccount::class.java to "rawProvider") to "provider",
    (IdentificationLink::class.java to "kind") to "type",
)

/** Fields that are JSON already. */
private val JSON = setOf("meta", "publicMetadata")

/** Every property of a generated record, under the name that it has on the wire. */
internal fun record(held: Any): JsonObject {
    val type = held.javaClass
    val fields = LinkedHashMap<String, JsonElement>()
    for (property in type.declaredFields.filter { !Modifier.isStatic(it.modifiers) }) {
        if (property.name in DERIVED[type].orEmpty()) continue
        property.isAccessible = true
        val value = property.get(held)
        val name = RENAMED[type to property.name] ?: snakeCase(property.name)
        when (property.name) {
            "extra" -> fields += parseJson(value as String).jsonObject
            in JSON -> fields[name] = parseJson(value as String)
            else -> fields[name] = plain(value)
        }
    }
    return JsonObject(fields)
}

private fun plain(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull
        is String, is Number, is Boolean -> json(value)
        is List<*> -> JsonArray(value.map(::plain))
        else -> record(value)
    }

private fun snakeCase(name: String): String =
    buildString { name.forEach { if (it.isUpperCase()) append('_').append(it.lowercase()) else append(it) } }
