package dev.usermetadata

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import java.io.File
import java.math.BigDecimal

/** The root of the workspace. */
internal val workspace: File = File(System.getProperty("workspace")).canonicalFile

/** For `cargo xtask test counts`, which compares the languages. */
internal fun sayCount(kind: String, count: Int) {
    System.getenv("USER_METADATA_COUNTS")?.let { File(it, "$kind.kotlin").writeText("$count") }
}

internal fun readJson(file: File): JsonObject = Json.parseToJsonElement(file.readText()).jsonObject

internal fun parseJson(text: String): JsonElement = Json.parseToJsonElement(text)

/** The text of a field; null where there is none. */
internal fun JsonObject.text(name: String): String? = (this[name] as? JsonPrimitive)?.contentOrNull

internal fun JsonObject.required(name: String): String = text(name) ?: error("no $name in $this")

internal fun JsonObject.number(name: String): Long? = (this[name] as? JsonPrimitive)?.takeIf { it !is JsonNull }?.long

internal fun JsonObject.flag(name: String): Boolean = (this[name] as? JsonPrimitive)?.booleanOrNull == true

internal fun JsonObject.list(name: String): List<JsonElement> = (this[name] as? JsonArray).orEmpty()

internal fun JsonObject.texts(name: String): List<String> = list(name).map { it.jsonPrimitive.content }

/** An object out of plain values; JSON goes in as it is. */
internal fun obj(vararg fields: Pair<String, Any?>): JsonObject = JsonObject(fields.associate { (name, value) -> name to json(value) })

internal fun json(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull
        is JsonElement -> value
        is String -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        is List<*> -> JsonArray(value.map(::json))
        else -> error("no JSON: $value")
    }

/** The same, when numbers are compared as numbers. */
internal fun same(one: JsonElement, other: JsonElement): Boolean =
    when {
        one is JsonObject && other is JsonObject ->
            one.keys == other.keys && one.all { (name, value) -> same(value, other.getValue(name)) }
        one is JsonArray && other is JsonArray ->
            one.size == other.size && one.indices.all { same(one[it], other[it]) }
        one is JsonPrimitive && other is JsonPrimitive -> samePrimitive(one, other)
        else -> false
    }

private fun samePrimitive(one: JsonPrimitive, other: JsonPrimitive): Boolean {
    if (one.isString != other.isString) return false
    if (one == other) return true
    val number = one.content.toBigDecimalOrNull()
    return !one.isString && number != null && number.compareTo(other.content.toBigDecimalOrNull() ?: BigDecimal.TEN.negate()) == 0
}

/** Without fields that are null: what a binding says with null, the wire says with null or with silence. */
internal fun withoutNulls(value: JsonElement): JsonElement =
    when (value) {
        is JsonObject -> JsonObject(value.filterValues { it !is JsonNull }.mapValues { withoutNulls(it.value) })
        is JsonArray -> JsonArray(value.map(::withoutNulls))
        is JsonPrimitive -> value
    }

/** Whatever is expected must be there; objects may hold more, lists may not. */
internal fun compare(what: String, expected: JsonElement, actual: JsonElement) {
    when {
        expected is JsonObject && actual is JsonObject -> expected.forEach { (name, value) ->
            compare("$what.$name", value, actual[name] ?: error("$what.$name: there is no such field in $actual"))
        }
        expected is JsonArray && actual is JsonArray && expected.size == actual.size ->
            expected.indices.forEach { compare("$what[$it]", expected[it], actual[it]) }
        !same(expected, actual) -> error("$what: expected $expected, found $actual")
    }
}
