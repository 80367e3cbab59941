package dev.usermetadata

import dev.usermetadata.core.Effect
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.LeftOver
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.ReverificationEffect
import dev.usermetadata.core.ReverificationOutcome
import dev.usermetadata.core.Sent
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList

/** Enrollments as apps collect them, on a device where anything may happen at any time. */
internal class EnrollingTest {
    private val sandbox = Sandbox()
    private val user = User(sandbox.session(), JdkTransport())

    @AfterEach
    fun stop() {
        sandbox.close()
    }

    @Test
    fun theFlowAsksForTheCodeAndEnds() = runBlocking {
        val stored = CopyOnWriteArrayList<String>()
        val enrolling = user.enroll(email("jane@example.com"), stored::add)
        val effects = mutableListOf<Effect>()
        enrolling.effects.collect { effect ->
            effects += effect
            if (effect is Effect.AskCode) {
                assertEquals("jane@example.com", effect.destination)
                enrolling.enterCode(if (effects.size == 1) "12" else sandbox.inbox("jane@example.com", "code").last())
            }
        }
        // A code that cannot be right is asked for again.
        assertEquals(listOf(Effect.AskCode::class, Effect.AskCode::class, Effect.Finish::class), effects.map { it::class })
        assertInstanceOf(Outcome.Verified::class.java, (effects.last() as Effect.Finish).outcome)
        assertTrue(enrolling.resource!!.isVerified)
        assertEquals(enrolling.snapshot, stored.last())
    }

    @Test
    fun aClosedBrowserEndsInCancelledAndTheNextOneGoesThrough() = runBlocking {
        val outcome = last(account()) { enrolling, effect -> if (effect is Effect.OpenUrl) enrolling.cancel() }
        val left = assertInstanceOf(Outcome.Cancelled::class.java, outcome).leftOver
        assertInstanceOf(LeftOver.Unverified::class.java, left)

        val again = last(account()) { enrolling, effect ->
            if (effect is Effect.OpenUrl) enrolling.returned(Browser.decide(effect.url, "allow", null)!!)
        }
        assertInstanceOf(Outcome.Verified::class.java, again)
    }

    @Test
    fun giveUpWhileARequestIsUnderWayAndItIsOverAtOnce() = runBlocking {
        val held = HeldTransport(JdkTransport())
        val enrolling = User(sandbox.session(), held).enroll(email("jane@example.com"))
        val finish = async(Dispatchers.Default) { enrolling.effects.first { it is Effect.Finish } as Effect.Finish }
        held.came.await()
        enrolling.cancel()
        // Nobody lets the request go on, and the end comes all the same.
        val outcome = assertInstanceOf(Outcome.Cancelled::class.java, finish.await().outcome)
        assertEquals(LeftOver.Unknown, outcome.leftOver)
    }

    @Test
    fun aCollectorThatWasCancelledDuringARequestIsFollowedByALook() = runBlocking {
        val held = HeldTransport(JdkTransport(), after = true)
        val enrolling = User(sandbox.session(), held).enroll(email("jane@example.com"))
        val collector = launch(Dispatchers.Default) { enrolling.effects.collect { } }
        // The server has created it, and the answer never reaches the app: its screen is closed.
        held.came.await()
        collector.cancelAndJoin()
        held.open()
        enrolling.effects.first { it is Effect.AskCode }
        assertEquals(1, sandbox.count("POST", "/v1/me/email_addresses"))
        assertEquals(1, sandbox.inbox("jane@example.com", "code").size)
    }

    @Test
    fun theProcessDiesInTheRedirectAndAnotherOneGoesOn() = runBlocking {
        val store = MemorySnapshot()
        val enrolling = user.enroll(account(), store)
        val url = (enrolling.effects.first() as Effect.OpenUrl).url
        val landing = Browser.decide(url, "allow", null)!!
        assertTrue(landing.startsWith("com.example.app:/callback"), landing)

        val revived = User(sandbox.session(), JdkTransport()).resume(store.snapshot!!)
        revived.returned(landing)
        val finish = revived.effects.first() as Effect.Finish
        assertInstanceOf(Outcome.Verified::class.java, finish.outcome)
    }

    @Test
    fun theProcessDiesWhileThePersonReadsTheMailAndNoSecondOneIsSent() = runBlocking {
        val store = MemorySnapshot()
        user.enroll(email("jane@example.com"), store).effects.first()

        val revived = User(sandbox.session(), JdkTransport()).resume(store.snapshot!!)
        assertEquals("jane@example.com", (revived.effects.first() as Effect.AskCode).destination)
        revived.enterCode(sandbox.inbox("jane@example.com", "code").single())
        assertInstanceOf(Outcome.Verified::class.java, (revived.effects.first() as Effect.Finish).outcome)
        assertEquals(1, sandbox.inbox("jane@example.com", "code").size)
    }

    @Test
    fun twoFlowsAtOnceKnowNothingOfEachOther() = runBlocking {
        val one = async(Dispatchers.Default) { last(email("one@example.com"), ::typeTheCode) }
        val two = async(Dispatchers.Default) { last(email("two@example.com"), ::typeTheCode) }
        assertInstanceOf(Outcome.Verified::class.java, one.await())
        assertInstanceOf(Outcome.Verified::class.java, two.await())
    }

    @Test
    fun airplaneModeIsWaitedOutAndNothingIsDoneTwice() = runBlocking {
        var inTheAir = true
        val network = JdkTransport()
        val transport = Transport { request ->
            if (inTheAir) throw TransportException(TransportFailure.OFFLINE, Sent.NO)
            network.send(request)
        }
        val clock = SteppingClock()
        val enrolling = User(sandbox.session(), transport, null, clock).enroll(email("jane@example.com"))
        val effects = enrolling.effects.takeWhile { effect ->
            if (effect is Effect.Wait) inTheAir = false
            effect !is Effect.AskCode
        }.toList()
        assertInstanceOf(Effect.Wait::class.java, effects.single())
        assertEquals(1, sandbox.count("POST", "/v1/me/email_addresses"))
    }

    @Test
    fun aDeviceClockThatIsWrongByADayChangesNothing() = runBlocking {
        for (day in listOf(-86_400_000L, 86_400_000L)) {
            val clock = SteppingClock(day)
            val enrolling = User(sandbox.session(), JdkTransport(), null, clock).enroll(email("jane$day@example.com"))
            val asked = enrolling.effects.first() as Effect.AskCode
            val left = asked.expiresAt!! - clock.now()
            assertTrue(left in 500_000..600_000, "the code is good for $left ms")
            enrolling.enterCode(sandbox.inbox("jane$day@example.com", "code").last())
            assertInstanceOf(Outcome.Verified::class.java, (enrolling.effects.first() as Effect.Finish).outcome)
        }
    }

    @Test
    fun whatHasNoMeaningNowIsRefusedAndChangesNothing() = runBlocking {
        val enrolling = user.enroll(account())
        val asked = enrolling.effects.first()
        val misuse = assertThrows(MisuseException::class.java) { enrolling.returned("https://evil.example/") }
        assertEquals("foreign_return_url", misuse.code)
        assertEquals("input_not_expected", assertThrows(MisuseException::class.java) { enrolling.enterCode("424242") }.code)
        assertEquals(asked, enrolling.effect)
    }

    @Test
    fun whatWasTypedIsCheckedBeforeAnythingIsSent() {
        val refused = assertThrows(ValidationException::class.java) { user.enroll(email("jane..doe@example.com")) }
        assertEquals(listOf("email", "local_dot", 5), listOf(refused.field, refused.code, refused.position))
        assertEquals("snapshot_not_json", assertThrows(SnapshotException::class.java) { user.resume("{") }.code)
        assertEquals(0, sandbox.count("POST", "/v1/me/email_addresses"))
    }

    @Test
    fun freshCredentialsAreGivenAndTheEnrollmentGoesOn() = runBlocking {
        sandbox.patch("settings", obj("reverification" to obj("enabled" to true, "max_age_minutes" to 10)))
        sandbox.patch(
            "users",
            obj("user_id" to sandbox.first.required("user_id"), "password" to "correct horse", "factor_age_minutes" to 60),
        )
        val outcome = last(email("jane@example.com")) { enrolling, effect ->
            if (effect is Effect.Reverify) {
                val reverifying = user.reverify(effect.level)
                reverifying.effects.collect { asked ->
                    when (asked) {
                        is ReverificationEffect.AskPassword -> reverifying.enterPassword("correct horse")
                        is ReverificationEffect.Finish ->
                            if (asked.outcome is ReverificationOutcome.Complete) enrolling.reverified() else enrolling.cancel()
                        else -> error("nothing is given for $asked")
                    }
                }
            }
            typeTheCode(enrolling, effect)
        }
        assertInstanceOf(Outcome.Verified::class.java, outcome)
    }

    @Test
    fun aPersonWhoGivesUpAReverificationGivesUp() = runBlocking {
        val reverifying = user.reverify()
        reverifying.cancel()
        assertEquals(ReverificationEffect.Finish(ReverificationOutcome.Cancelled), reverifying.effects.toList().single())
        val again = user.resumeReverification(user.reverify("first_factor").snapshot)
        assertEquals("first_factor", again.level)
    }

    private suspend fun last(request: EnrollmentRequest, answer: suspend (Enrolling, Effect) -> Unit): Outcome {
        val enrolling = user.enroll(request)
        var outcome: Outcome? = null
        enrolling.effects.collect { effect ->
            answer(enrolling, effect)
            if (effect is Effect.Finish) outcome = effect.outcome
        }
        return outcome!!
    }

    private fun typeTheCode(enrolling: Enrolling, effect: Effect) {
        if (effect is Effect.AskCode) enrolling.enterCode(sandbox.inbox(effect.destination, "code").last())
    }

    private fun email(address: String) = EnrollmentRequest.EmailAddress(address)

    private fun account() =
        EnrollmentRequest.ExternalAccount(ExternalAccountParams("oauth_notion", "com.example.app:/callback"))
}

private class MemorySnapshot : SnapshotStore {
    @Volatile
    var snapshot: String? = null

    override fun store(snapshot: String) {
        this.snapshot = snapshot
    }
}

/** Holds the first request back until it is opened: before it is sent, or after it was answered. */
private class HeldTransport(private val network: Transport, private val after: Boolean = false) : Transport {
    val came = CompletableDeferred<Unit>()

    @Volatile
    private var isOpen = false

    fun open() {
        isOpen = true
    }

    override suspend fun send(request: HttpRequest): HttpResponse {
        if (isOpen) return network.send(request)
        if (after) network.send(request)
        came.complete(Unit)
        awaitCancellation()
    }
}

/** Real time, off by some; it waits for nothing. */
private class SteppingClock(private var offBy: Long = 0) : Clock {
    override fun now(): Long = System.currentTimeMillis() + offBy

    override suspend fun sleepUntil(until: Long) {
        offBy += (until - now()).coerceAtLeast(0)
    }
}
