package dev.usermetadata.sample

import dev.usermetadata.JdkTransport
import dev.usermetadata.MemoryTokenStore
import dev.usermetadata.User
import dev.usermetadata.UserMetadataException
import dev.usermetadata.core.Credentials
import dev.usermetadata.core.Effect
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.identifier
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

private const val USAGE = """Adds and verifies one identifier of a signed-in user, and asks at the terminal.

Usage: sample email ADDRESS | phone NUMBER | wallet ADDRESS | account STRATEGY REDIRECT_URL

FRONTEND_API and TOKEN name the Frontend API and the client's token: `cargo xtask sandbox` prints both.
An empty line gives up."""

/** The command-line app: all four kinds of identifier, against the sandbox or a real development instance. */
public fun main(arguments: Array<String>) {
    val request = request(arguments.toList())
    val url = System.getenv("FRONTEND_API")
    val token = System.getenv("TOKEN")
    if (request == null || url == null || token == null) {
        System.err.println(USAGE)
        exitProcess(2)
    }
    val outcome = try {
        runBlocking { add(request, url, Secret(token)) { readlnOrNull().orEmpty() } }
    } catch (exception: UserMetadataException) {
        System.err.println(exception.message)
        exitProcess(1)
    }
    println(said(outcome))
    exitProcess(if (outcome is Outcome.Verified) 0 else 1)
}

internal fun request(arguments: List<String>): EnrollmentRequest? =
    when {
        arguments.size == 2 && arguments[0] == "email" -> EnrollmentRequest.EmailAddress(arguments[1])
        arguments.size == 2 && arguments[0] == "phone" -> EnrollmentRequest.PhoneNumber(arguments[1])
        arguments.size == 2 && arguments[0] == "wallet" -> EnrollmentRequest.Web3Wallet(arguments[1])
        arguments.size == 3 && arguments[0] == "account" ->
            EnrollmentRequest.ExternalAccount(ExternalAccountParams(arguments[1], arguments[2]))
        else -> null
    }

/** Goes all the way. `ask` reads a line; an empty one gives up. */
internal suspend fun add(request: EnrollmentRequest, url: String, token: Secret, ask: (Effect) -> String): Outcome {
    val session = Session(SessionConfig(Credentials.Native(token), frontendApi = url))
    val enrolling = User(session, JdkTransport(), MemoryTokenStore(token)).enroll(request)
    var outcome: Outcome? = null
    enrolling.effects.collect { effect ->
        when (effect) {
            is Effect.AskCode -> println("The code that we sent to ${effect.destination}:")
            is Effect.AskSignature -> println("The wallet ${effect.wallet} has to sign:\n${effect.message}")
            is Effect.OpenUrl -> println("Open ${effect.url}\nand give the address where the browser ends:")
            is Effect.AwaitLink -> println("We sent a link to ${effect.destination}.")
            is Effect.Wait -> println("The server needs a moment.")
            is Effect.SignIn, is Effect.Reverify -> {
                println("This needs you to sign in again; the sample cannot.")
                enrolling.cancel()
            }
            is Effect.Finish -> outcome = effect.outcome
            // The flow sends by itself.
            is Effect.Send -> Unit
        }
        if (effect is Effect.AskCode || effect is Effect.AskSignature || effect is Effect.OpenUrl) {
            val line = ask(effect).trim()
            when {
                line.isEmpty() -> enrolling.cancel()
                effect is Effect.AskCode -> enrolling.enterCode(line)
                effect is Effect.AskSignature -> enrolling.sign(line)
                else -> enrolling.returned(line)
            }
        }
    }
    return checkNotNull(outcome)
}

private fun said(outcome: Outcome): String =
    when (outcome) {
        is Outcome.Verified -> "verified: ${outcome.resource.identifier}"
        is Outcome.Created -> "created: ${outcome.resource.identifier}"
        is Outcome.Refused -> "refused: ${outcome.error.userMessage}"
        is Outcome.Rejected -> "rejected: ${outcome.error.userMessage}"
        is Outcome.Expired -> "it was not proved in time"
        is Outcome.Exhausted -> "too many wrong answers"
        is Outcome.Unreadable -> "the server's answer cannot be read: ${outcome.error.code}"
        is Outcome.Unreachable -> "the server cannot be reached: ${outcome.failure.name.lowercase()}"
        is Outcome.Cancelled -> "cancelled"
    }
