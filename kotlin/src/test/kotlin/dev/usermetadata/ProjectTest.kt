package dev.usermetadata

import dev.usermetadata.core.ApiErrorClass
import dev.usermetadata.core.TransportFailure
import dev.usermetadata.core.errorCodes
import dev.usermetadata.core.version
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** What must hold for the package as a whole. */
internal class ProjectTest {
    @Test
    fun thePackageHasTheVersionOfTheCore() {
        assertEquals(version(), System.getProperty("project.version"))
    }

    /** `tests/vectors/error_codes.json` is the table of every language. */
    @Test
    fun everyCodeOfTheTableIsKnownWithItsMeaning() {
        val table = readJson(File(workspace, "tests/vectors/error_codes.json"))
        val known = errorCodes().groupBy { it.kind }
        for ((kind, codes) in known) {
            val expected = table.getValue(kind).jsonObject.mapValues { it.value.jsonPrimitive.content }
            assertEquals(expected, codes.associate { it.code to it.meaning }, kind)
        }
        assertEquals(table.texts("api_classes"), ApiErrorClass.entries.map { it.name.lowercase() })
        assertEquals(table.texts("transport"), TransportFailure.entries.map { it.name.lowercase() })
    }

    /** What Android has not; `JdkTransport` alone may know of it, and is never loaded there. */
    @Test
    fun nothingOnTheWayToAndroidNeedsAJvm() {
        val forbidden = listOf("java/net/http/", "java/lang/ref/Cleaner", "java/nio/file/", "java/awt/", "java/lang/invoke/VarHandle")
        val classes = File(System.getProperty("classes")).walk().filter { it.extension == "class" }.toList()
        assertTrue(classes.size > 400, "only ${classes.size} classes")
        val found = classes.filterNot { it.name.startsWith("JdkTransport") || it.name.startsWith("LimitedBody") }.flatMap { file ->
            val bytes = file.readBytes().decodeToString()
            forbidden.filter { it in bytes }.map { "${file.name}: $it" }
        }
        assertEquals(emptyList<String>(), found)
    }

    @Test
    fun noSourceHasMoreThan400Lines() {
        val sources = File(workspace, "kotlin").walk().onEnter { it.name != "target" }
            .filter { it.extension == "kt" || it.extension == "java" }
        for (file in sources) assertTrue(file.readLines().size <= 400, "$file")
    }
}
