package dev.usermetadata

import dev.usermetadata.core.Effect
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.Secret
import dev.usermetadata.sample.add
import dev.usermetadata.sample.request
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Test

/** The sample app, with a person who answers what it asks. */
internal class SampleTest {
    @Test
    fun allFourKindsAreAddedAndVerified() {
        Sandbox().use { sandbox ->
            for (arguments in listOf(
                listOf("email", "jane@example.com"),
                listOf("phone", "+15551234567"),
                listOf("wallet", "0x4a62316623ad457f02cdc5d997ded67a383ec569"),
                listOf("account", "oauth_notion", "com.example.app:/callback"),
            )) {
                assertInstanceOf(Outcome.Verified::class.java, run(sandbox, arguments) { answer(sandbox, it) })
            }
        }
    }

    /** The browser is closed half-way: it is over, and the next one goes through. */
    @Test
    fun whoGivesUpCanStartAgain() {
        Sandbox().use { sandbox ->
            val account = listOf("account", "oauth_notion", "com.example.app:/callback")
            assertInstanceOf(Outcome.Cancelled::class.java, run(sandbox, account) { "" })
            assertInstanceOf(Outcome.Verified::class.java, run(sandbox, account) { answer(sandbox, it) })
        }
    }

    @Test
    fun whatItDoesNotKnowIsRefused() {
        assertEquals(null, request(listOf("email")))
        assertEquals(null, request(listOf("fax", "1")))
    }

    private fun run(sandbox: Sandbox, arguments: List<String>, ask: (Effect) -> String): Outcome =
        runBlocking { add(request(arguments)!!, sandbox.url, Secret(sandbox.first.required("native_token")), ask) }

    private fun answer(sandbox: Sandbox, effect: Effect): String =
        when (effect) {
            is Effect.AskCode -> sandbox.inbox(effect.destination, "code").last()
            is Effect.AskSignature -> sandbox.sign("ethereum", "07".repeat(32), effect.message)
            is Effect.OpenUrl -> Browser.decide(effect.url, "allow", null)!!
            else -> error("nothing to say to $effect")
        }
}
