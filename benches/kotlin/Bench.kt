package dev.usermetadata.benches

import dev.usermetadata.core.Credentials
import dev.usermetadata.core.Effect
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Input
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.describeEmail
import dev.usermetadata.describePhone
import dev.usermetadata.parseEmail
import dev.usermetadata.parsePhone
import dev.usermetadata.parseWallet
import java.util.regex.Pattern

private const val ROUNDS = 31
private const val NOW = 1_767_225_600_000L

/** Where results go, so that no call is left out. */
@Volatile
private var sink: Any? = null

private class Contender(val name: String, val perRound: Int, val call: () -> Any?) {
    val nanos = ArrayList<Double>()

    fun round() {
        val start = System.nanoTime()
        repeat(perRound) { sink = call() }
        nanos += (System.nanoTime() - start).toDouble() / perRound
    }

    fun median(): Double = nanos.sorted()[nanos.size / 2]
}

/**
 * What a call from Kotlin costs. Contenders take turns, a round each, so that all are measured under the same load; the
 * first half of the rounds warms up.
 */
public fun main() {
    // The pattern of the HTML standard: what a careful app does without this package.
    val html = Pattern.compile(
        "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?" +
            "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*",
    )
    val contenders = listOf(
        Contender("email: java.util.regex, yes or no only", 20_000) { html.matcher("jane.doe@example.com").matches() },
        Contender("email: parseEmail", 20_000) { parseEmail("jane.doe@example.com") },
        Contender("email: parseEmail, refused", 5_000) { runCatching { parseEmail("jane..doe@example.com") } },
        Contender("email: the generated function", 1_000) { describeEmail("jane.doe@example.com") },
        Contender("phone: parsePhone", 20_000) { parsePhone("+1 (555) 123-4567") },
        Contender("phone: the generated function", 1_000) { describePhone("+1 (555) 123-4567") },
        Contender("wallet: parseWallet, EIP-55", 20_000) { parseWallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed") },
    ) + steps()
    repeat(2 * ROUNDS) { round ->
        if (round == ROUNDS) contenders.forEach { it.nanos.clear() }
        contenders.forEach { it.round() }
    }
    val best = contenders.groupBy { it.name.substringBefore(':') }.mapValues { (_, of) -> of.minOf { it.median() } }
    for (contender in contenders) {
        val ratio = contender.median() / best.getValue(contender.name.substringBefore(':'))
        println("%-44s %10.0f ns %8.1f x".format(contender.name, contender.median(), ratio))
    }
}

/** The machine in the middle of an email code: the answer to a prepare comes in, and the code is asked for. */
private fun steps(): List<Contender> {
    val session = Session(SessionConfig(Credentials.Native(Secret("tok_1")), frontendApi = "https://clerk.example.com"))
    fun answer(verification: String): HttpResponse {
        val resource = """{"id":"idn_1","email_address":"jane@example.com","verification":$verification}"""
        return HttpResponse(200, emptyList(), """{"response":$resource,"client":null}""".encodeToByteArray())
    }
    val created = answer("null")
    val begun = Enrollment.start(EnrollmentRequest.EmailAddress("jane@example.com"))
    val preparing = begun.handle(Input.Responded((begun.effect() as Effect.Send).id, created), NOW)
    val id = (preparing.effect() as Effect.Send).id
    val sent = answer("""{"status":"unverified","strategy":"email_code","attempts":0,"expire_at":1767226200000}""")
    return listOf(
        Contender("machine: an answer comes in (handle)", 500) { preparing.handle(Input.Responded(id, sent), NOW) },
        Contender("machine: effect, request, snapshot (step)", 500) { preparing.step(session) },
    )
}
