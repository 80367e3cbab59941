package dev.usermetadata.benches

import dev.usermetadata.EnrollmentMachine
import dev.usermetadata.Held
import dev.usermetadata.ValidationException
import dev.usermetadata.core.Credentials
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
import java.io.File
import java.util.Locale
import java.util.regex.Pattern

private const val ROUNDS = 31
private const val NOW = 1_767_225_600_000L

/** What one validation or one step of a machine may cost. */
private const val GOAL = 5_000L

/** Where results go, so that no call is left out. */
@Volatile
private var sink: Any? = null

private class Contender(
    val operation: String,
    val input: String,
    val name: String,
    val perRound: Int,
    val goal: Long? = null,
    val ours: Boolean = true,
    val call: () -> Any?,
) {
    val nanos = ArrayList<Double>()

    fun round() {
        val start = System.nanoTime()
        repeat(perRound) { sink = call() }
        nanos += (System.nanoTime() - start).toDouble() / perRound
    }

    fun median(): Double = at(1, 2)

    /** Between the quartiles. */
    fun spread(): Double = at(3, 4) - at(1, 4)

    private fun at(part: Int, of: Int) = nanos.sorted()[nanos.size * part / of]

    fun json(): String =
        """{"operation":"$operation","input":"$input","name":"$name","ours":$ours,""" +
            """"median_ns":${"%.1f".format(Locale.ROOT, median())},"spread_ns":${"%.1f".format(Locale.ROOT, spread())},"goal_ns":$goal}"""
}

/**
 * What a call from Kotlin costs. Contenders take turns, a round each, so that all are measured under the same load; the
 * first half of the rounds warms up. The table is printed, and written to the file that the argument names.
 */
public fun main(arguments: Array<String>) {
    val contenders = validators() + steps()
    repeat(2 * ROUNDS) { round ->
        if (round == ROUNDS) contenders.forEach { it.nanos.clear() }
        contenders.forEach { it.round() }
    }
    println("$ROUNDS rounds in turns; nanoseconds a call: the median, and what lies between the quartiles")
    for (contender in contenders) {
        val verdict = contender.goal?.let { if (contender.median() <= it) "within $it" else "ABOVE $it" }.orEmpty()
        val title = "${contender.operation}, ${contender.input}"
        println("%-36s %-24s %8.0f ± %-8.0f %s".format(title, contender.name, contender.median(), contender.spread(), verdict))
    }
    arguments.firstOrNull()?.let { path ->
        File(path).writeText(contenders.joinToString(",\n", "[\n", "\n]\n") { it.json() })
        println("also in $path")
    }
}

private fun validators(): List<Contender> {
    // The pattern of the HTML standard: what a careful app does without this package. It says yes or no, and not why.
    val html = Pattern.compile(
        "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?" +
            "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*",
    )
    val good = "jane.doe@example.com"
    val bad = "jane..doe@example.com"
    val phone = "+1 (555) 123-4567"
    fun refusal(call: () -> Any?): Any? = try { call() } catch (refusal: ValidationException) { refusal }
    return listOf(
        Contender("email", "accepted", "java.util.regex", 20_000, ours = false) { html.matcher(good).matches() },
        Contender("email", "accepted", "parseEmail", 20_000, GOAL) { parseEmail(good) },
        Contender("email", "accepted", "the generated parseEmail", 1_000) { dev.usermetadata.core.parseEmail(good) },
        Contender("email", "accepted", "describeEmail", 10_000, GOAL) { describeEmail(good) },
        Contender("email", "refused", "java.util.regex", 20_000, ours = false) { html.matcher(bad).matches() },
        Contender("email", "refused", "parseEmail", 10_000, GOAL) { refusal { parseEmail(bad) } },
        Contender("phone", "accepted", "parsePhone", 20_000, GOAL) { parsePhone(phone) },
        Contender("phone", "accepted", "describePhone", 10_000, GOAL) { describePhone(phone) },
        Contender("phone", "refused", "parsePhone", 10_000, GOAL) { refusal { parsePhone("+1 555 CALL") } },
        Contender("wallet", "accepted, EIP-55", "parseWallet", 20_000, GOAL) {
            parseWallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
        },
    )
}

/** The machine in the middle of an email code: the answer to a prepare comes in, and the code is asked for. */
private fun steps(): List<Contender> {
    val session = Session(SessionConfig(Credentials.Native(Secret("tok_1")), frontendApi = "https://clerk.example.com"))
    val held = Held.of(session)
    fun answer(verification: String): HttpResponse {
        val resource = """{"id":"idn_1","email_address":"jane@example.com","verification":$verification}"""
        return HttpResponse(200, emptyList(), """{"response":$resource,"client":null}""".encodeToByteArray())
    }
    val begun = EnrollmentMachine(Enrollment.start(EnrollmentRequest.EmailAddress("jane@example.com")))
    val preparing = begun.handle(Input.Responded(begun.toSend()!!, answer("null")), NOW)
    val sent = Input.Responded(
        preparing.toSend()!!,
        answer("""{"status":"unverified","strategy":"email_code","attempts":0,"expire_at":1767226200000}"""),
    )
    val asking = preparing.handle(sent, NOW)
    return listOf(
        Contender("machine", "an answer comes in", "handle", 2_000, GOAL) { preparing.handle(sent, NOW).effect },
        Contender("machine", "an answer comes in", "the generated handle", 200) {
            preparing.core.value.handle(sent, NOW).effect()
        },
        Contender("machine", "a request is to be sent", "request", 2_000, GOAL) { preparing.request(held) },
        Contender("machine", "a request is to be sent", "the generated request", 200) {
            preparing.core.value.request(session)
        },
        Contender("machine", "a code is asked for", "snapshot", 2_000, GOAL) { asking.snapshot() },
        Contender("machine", "a code is asked for", "the generated snapshot", 200) { asking.core.value.snapshot() },
    )
}
