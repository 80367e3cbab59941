package dev.usermetadata.scenarios

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** An object whose every field has to be known: what nobody took is refused by [done]. */
internal class Fields(private val source: JsonObject) {
    private val taken = mutableSetOf<String>()

    fun take(name: String): JsonElement? {
        taken += name
        return source[name].takeIf { it !is JsonNull }
    }

    fun text(name: String): String? = (take(name) as? JsonPrimitive)?.contentOrNull

    fun required(name: String): String = text(name) ?: error("no $name in $source")

    fun number(name: String): Long? = take(name)?.jsonPrimitive?.long

    fun flag(name: String): Boolean = take(name)?.jsonPrimitive?.boolean == true

    fun obj(name: String): JsonObject? = take(name)?.jsonObject

    fun list(name: String): List<JsonElement> = take(name)?.jsonArray.orEmpty()

    fun texts(name: String): List<String> = list(name).map { it.jsonPrimitive.content }

    fun done() {
        check(taken.containsAll(source.keys)) { "nobody knows ${source.keys - taken} in $source" }
    }
}

/** Reads an object, and makes sure that all of it was read. */
internal inline fun <T> JsonObject.read(read: Fields.() -> T): T {
    val fields = Fields(this)
    return fields.read().also { fields.done() }
}

/** An object with one field, whose name says what it is. */
internal fun JsonObject.single(): Pair<String, JsonElement> = entries.single().toPair()
