package dev.usermetadata.vectors

import dev.usermetadata.core.Call
import dev.usermetadata.core.CoreException
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.HttpHeader
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Rotated
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.id
import dev.usermetadata.list
import dev.usermetadata.number
import dev.usermetadata.obj
import dev.usermetadata.readJson
import dev.usermetadata.required
import dev.usermetadata.same
import dev.usermetadata.sayCount
import dev.usermetadata.text
import dev.usermetadata.texts
import dev.usermetadata.withoutNulls
import dev.usermetadata.workspace
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.DynamicContainer
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.TestInstance
import java.io.File

/** The vectors that every language runs (`tests/vectors/README.md`). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
internal class VectorTest {
    private val root = File(workspace, "tests/vectors")
    private val skips = readJson(File(root, "skips.json")).mapValues { it.value.jsonPrimitive.content }
    private val suites = root.listFiles()!!
        .filter { it.isDirectory && it.name != "schemas" }
        .flatMap { folder -> folder.walk().filter { it.isFile } }
        .sortedBy { it.path }
        .map(::suite)
    private val passed = sortedMapOf<String, Int>()

    private class Suite(val name: String, val count: Int, val cases: List<JsonObject>) {
        val folder = name.substringBefore('/')
        val file = name.substringAfter('/')
    }

    private fun suite(file: File): Suite {
        check(file.extension == "json") { "$file: not JSON" }
        val envelope = readJson(file)
        assertEquals(setOf("suite", "schema", "count", "notes", "cases"), envelope.keys, "$file")
        assertEquals(file.relativeTo(root).path.removeSuffix(".json"), envelope.required("suite"))
        val cases = envelope.list("cases").map { it.jsonObject }
        val used = cases.flatMap { it.texts("flags") }.toSet()
        assertEquals(used, envelope.getValue("notes").jsonObject.keys, "$file: flags used, and flags explained")
        return Suite(envelope.required("suite"), envelope.number("count")!!.toInt(), cases)
    }

    @TestFactory
    fun everyCaseHasTheResultThatItSays(): List<DynamicContainer> =
        suites.map { suite ->
            DynamicContainer.dynamicContainer(
                suite.name,
                suite.cases.map { DynamicTest.dynamicTest(it.required("id")) { run(suite, it) } },
            )
        }

    @Test
    fun idsAreUniqueAndSkipsNameCases() {
        val ids = suites.flatMap { suite -> suite.cases.map { it.required("id") } }
        assertEquals(ids.size, ids.toSet().size)
        assertTrue(ids.containsAll(skips.keys), "skips that name no case: ${skips.keys - ids.toSet()}")
    }

    /** A suite whose count differs from what has run was not run whole. */
    @AfterAll
    fun allOfThemHaveRun() {
        val byFolder = suites.groupBy { it.folder }.mapValues { (_, suites) -> suites.sumOf { it.count } }
        println("vectors passed: " + byFolder.keys.joinToString { "$it ${passed[it] ?: 0} of ${byFolder[it]}" })
        assertEquals(byFolder, passed.toMap())
        passed.forEach(::sayCount)
    }

    private fun run(suite: Suite, case: JsonObject) {
        val id = case.required("id")
        val expected = withoutNulls(case.getValue("result"))
        val found = withoutNulls(result(suite, case.getValue("input")))
        val reason = skips[id]
        when {
            same(expected, found) && reason != null -> fail<Unit>("skipped ($reason), yet it passes")
            !same(expected, found) && reason == null -> fail<Unit>("expected $expected, found $found")
        }
        passed.merge(suite.folder, 1, Int::plus)
    }

    private fun result(suite: Suite, input: JsonElement): JsonObject =
        when (suite.folder) {
            "identifiers" -> identifier(suite.file, text(input))
            "enrollments" -> enrollment(input.jsonObject)
            "requests" -> request(input.jsonObject)
            "responses" -> response(input.jsonObject)
            "snapshots" -> snapshot(input.jsonObject)
            else -> error("${suite.folder}: a suite that this runner does not know")
        }
}

private fun request(input: JsonObject): JsonObject =
    try {
        val session = session(input.getValue("session").jsonObject)
        val request = call(input.getValue("call").jsonObject).request(session)
        val headers = request.headers.associate { it.name to JsonPrimitive(it.value) }
        assertEquals(request.headers.size, headers.size, "a header stands once")
        obj(
            "request" to obj(
                "method" to request.method,
                "url" to request.url,
                "headers" to JsonObject(headers),
                "body" to request.body.decodeToString(),
            ),
        )
    } catch (exception: CoreException.Validation) {
        obj("error" to obj("kind" to "validation", "field" to exception.error.field, "code" to exception.error.code))
    } catch (exception: CoreException.Misuse) {
        obj("error" to obj("kind" to "misuse", "code" to exception.error.code))
    }

private fun response(input: JsonObject): JsonObject {
    val response = answer(input.getValue("response").jsonObject)
    val result = read(call(input.getValue("call").jsonObject), response, input.number("now")!!)
    val credentials = input["credentials"] ?: return result
    return JsonObject(result + obj("rotated" to rotated(credentials.jsonObject, response)))
}

private fun read(call: Call, response: HttpResponse, now: Long): JsonObject =
    try {
        render(call.parse(response, now))
    } catch (exception: CoreException.Api) {
        obj("error" to "api", "value" to record(exception.error))
    } catch (exception: CoreException.Protocol) {
        obj("error" to "protocol", "value" to record(exception.error))
    }

private fun rotated(credentials: JsonObject, response: HttpResponse): JsonObject? {
    val session = Session(SessionConfig(credentials(credentials), frontendApi = "https://clerk.example.com"))
    val absorbed = session.absorb(response.headers) ?: return null
    assertEquals(null, absorbed.session.absorb(response.headers), "the same answer rotates once")
    return when (val rotated = absorbed.rotated) {
        is Rotated.Native -> obj("kind" to "native", "token" to rotated.token.expose())
        is Rotated.DevBrowser -> obj("kind" to "dev_browser", "token" to rotated.token.expose())
        is Rotated.Cookie -> obj("kind" to "cookie", "client" to rotated.client.expose())
        is Rotated.Cleared -> obj("kind" to "cleared")
    }
}

private fun answer(input: JsonObject): HttpResponse {
    val headers = input.getValue("headers").jsonObject.flatMap { (name, values) ->
        values.jsonArray.map { HttpHeader(name, it.jsonPrimitive.content) }
    }
    val body = input.text("body")?.encodeToByteArray() ?: bytes(input.required("body_hex"))
    return HttpResponse(input.number("status")!!.toInt(), headers, body)
}

private fun bytes(hex: String): ByteArray = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

private fun snapshot(input: JsonObject): JsonObject =
    try {
        val enrollment = Enrollment.fromSnapshot(input.required("snapshot"))
        obj(
            "state" to enrollment.state(),
            "identifier" to enrollment.identifier(),
            "resource" to enrollment.resource()?.id,
        )
    } catch (exception: CoreException.Snapshot) {
        obj("error" to exception.error.code)
    }
