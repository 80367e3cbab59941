package dev.usermetadata

import dev.usermetadata.core.Effect
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.Secret
import dev.usermetadata.readme.SandboxProcess
import dev.usermetadata.readme.Saved
import dev.usermetadata.readme.Screen
import dev.usermetadata.readme.beginOrGoOn
import dev.usermetadata.readme.giveUp
import dev.usermetadata.readme.goAllTheWay
import dev.usermetadata.readme.requests
import dev.usermetadata.readme.sentence
import dev.usermetadata.readme.signedInUser
import dev.usermetadata.readme.singleCalls
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.io.File

/** The code of `docs/guides/kotlin.md` and `docs/testing.md`, which `cargo xtask test kotlin` puts beside the tests word for word. */
internal class GuideTest {
    @Test
    fun theSingleCallsVerifyANumberAndLeadToAProvider() = withSandbox { sandbox, user ->
        val url = singleCalls(user) { sandbox.inbox("+15551234567", "code").last() }
        assertTrue(url.startsWith(sandbox.url))
    }

    @Test
    fun everyRequestOfTheGuideEndsVerified() = withSandbox { sandbox, user ->
        val notion = EnrollmentRequest.ExternalAccount(
            ExternalAccountParams("oauth_notion", "https://app.example.com/back", emptyList(), null, null, null),
        )
        for (request in requests + notion) {
            assertInstanceOf(Outcome.Verified::class.java, goAllTheWay(user, user.enroll(request), Person(sandbox)))
        }
    }

    @Test
    fun aKilledAppGoesOnThroughFreshCredentials() = withSandbox(passwordOf = "correct horse") { sandbox, user ->
        val saved = Saved()
        beginOrGoOn(user, requests.first(), saved).proceed()
        val outcome = goAllTheWay(user, beginOrGoOn(user, requests.first(), saved), Person(sandbox))
        assertInstanceOf(Outcome.Verified::class.java, outcome)
        assertEquals(1, sandbox.inbox("jane@example.com", "code").size)
    }

    @Test
    fun whoGivesUpLeavesNothingBehind() = withSandbox { _, user ->
        val enrolling = user.enroll(requests.first())
        assertInstanceOf(Effect.AskCode::class.java, enrolling.proceed())
        giveUp(user, enrolling)
        assertEquals(emptyList<Any>(), user.reload().emailAddresses)
    }

    @Test
    fun aTypoHasItsPlace() = withSandbox { _, user ->
        val typo = assertThrows<ValidationException> { runBlocking { user.createEmailAddress("jane@@example.com") } }
        assertEquals("multiple_at at 5", sentence(typo))
    }

    @Test
    fun theSandboxOfTheTestingPageTakesFaults() {
        SandboxProcess(File(workspace, "target/debug/user-metadata-sandbox").path).use { sandbox ->
            sandbox.control("POST", "faults", """{"kind":"lost_after","method":"POST"}""")
            assertTrue("lost_after" in sandbox.control("GET", "faults"))
            assertTrue(sandbox.field("native_token").isNotEmpty())
        }
    }

    private fun withSandbox(passwordOf: String? = null, test: suspend (Sandbox, User) -> Unit) {
        Sandbox().use { sandbox ->
            var who = sandbox.first
            if (passwordOf != null) {
                sandbox.patch("settings", obj("reverification" to obj("enabled" to true)))
                who = sandbox.seed("users", obj("password" to passwordOf, "factor_age_minutes" to 30))
            }
            val tokens = MemoryTokenStore(Secret(who.required("native_token")))
            runBlocking { test(sandbox, signedInUser(sandbox.url, who.required("session_id"), tokens)) }
        }
    }
}

/** The person at the screen, with a wallet and a browser. */
private class Person(private val sandbox: Sandbox) : Screen {
    override suspend fun code(asked: Effect.AskCode) = sandbox.inbox(asked.destination, "code").last()

    override suspend fun link(awaited: Effect.AwaitLink) =
        Browser.open(sandbox.inbox(awaited.destination, "link").last(), null)

    override suspend fun signature(asked: Effect.AskSignature) =
        sandbox.sign("ethereum", "07".repeat(32), asked.message)

    override suspend fun browser(url: String) = Browser.decide(url, "allow", null)

    override suspend fun password() = "correct horse"
}
