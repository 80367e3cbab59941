package dev.usermetadata

import dev.usermetadata.core.Outcome
import dev.usermetadata.readme.addEmail
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Test

/** The quickstart of the README, which `cargo xtask test kotlin` puts beside the tests word for word. */
internal class ReadmeTest {
    @Test
    fun theQuickstartVerifiesAnEmailAddress() {
        Sandbox().use { sandbox ->
            val questions = mutableListOf<String>()
            val outcome = runBlocking {
                addEmail(sandbox.url, sandbox.first.required("native_token")) { question ->
                    questions += question
                    sandbox.inbox("jane@example.com", "code").last()
                }
            }
            assertInstanceOf(Outcome.Verified::class.java, outcome)
            assertEquals(listOf("The code that we sent to jane@example.com:"), questions)
        }
    }
}
