package dev.usermetadata.scenarios

import dev.usermetadata.obj
import dev.usermetadata.parseJson
import dev.usermetadata.readJson
import dev.usermetadata.sayCount
import dev.usermetadata.workspace
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.TestInstance
import java.io.File

/** What people do, told in `tests/scenarios`, done with this host against a running sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
internal class ScenarioTest {
    private val files = File(workspace, "tests/scenarios").listFiles()!!
        .filter { it.name !in setOf("README.md", "schema.json") }
        .sortedBy { it.name }
    private var passed = 0

    @TestFactory
    fun everyScenarioEndsAsItSays(): List<DynamicTest> =
        files.map { file ->
            check(file.extension == "json") { "$file is never run" }
            DynamicTest.dynamicTest(file.nameWithoutExtension) {
                runBlocking { play(readJson(file)) }
                passed += 1
            }
        }

    @Test
    fun whatTheRunnerDoesNotKnowIsRefused() {
        fun scenario(steps: String): JsonObject {
            val head = obj("\$schema" to "schema.json", "title" to "t", "reports" to emptyList<String>(), "notes" to "n")
            return JsonObject(head + parseJson("""{"steps": $steps, "outcome": null}""").jsonObject)
        }
        runBlocking { play(scenario("[]")) }
        for (steps in listOf(
            """[{"step": "fly"}]""",
            """[{"step": "advance_clock", "ms": 1, "softly": true}]""",
            """[{"step": "create", "request": {"phone_number": {"phone_number": "+15551234567", "x": 1}}}]""",
        )) {
            assertThrows(AssertionError::class.java) { runBlocking { play(scenario(steps)) } }
        }
    }

    @AfterAll
    fun allOfThemHaveRun() {
        println("scenarios passed: $passed of ${files.size}")
        assertEquals(files.size, passed)
        sayCount("scenarios", passed)
    }
}
