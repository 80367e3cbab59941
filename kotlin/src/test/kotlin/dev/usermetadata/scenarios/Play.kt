package dev.usermetadata.scenarios

import dev.usermetadata.Browser
import dev.usermetadata.MisuseException
import dev.usermetadata.Reverifying
import dev.usermetadata.UserMetadataException
import dev.usermetadata.compare
import dev.usermetadata.core.Effect
import dev.usermetadata.core.Input
import dev.usermetadata.core.LeftOver
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ReverificationEffect
import dev.usermetadata.core.ReverificationOutcome
import dev.usermetadata.core.Secret
import dev.usermetadata.obj
import dev.usermetadata.required
import dev.usermetadata.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** More looks at one link than any scenario needs. */
private const val MOST_WAITS = 300

/** Plays a scenario, step by step. */
internal suspend fun play(scenario: JsonObject) {
    scenario.read {
        listOf("\$schema", "title", "reports", "notes").forEach { take(it) ?: error("no $it") }
        Stage(obj("setup") ?: obj()).use { stage ->
            list("steps").forEachIndexed { at, step ->
                try {
                    Play(stage).take(step.jsonObject)
                    Play(stage).showsNoSecret()
                } catch (failure: Throwable) {
                    throw AssertionError("step ${at + 1}: $failure", failure)
                }
            }
            Play(stage).endsAs(obj("outcome"), obj("server"), obj("requests"))
        }
    }
}

private class Play(private val stage: Stage) {
    suspend fun take(step: JsonObject) {
        step.read {
            when (val name = required("step")) {
                "enroll" -> {
                    stage.flows[stage.current] = stage.user.enroll(stage.request(obj("request")!!))
                    proceed()
                }
                "switch_to" -> stage.current = required("flow")
                "expect_effect" ->
                    compare("effect", take("effect")!!, view(stage.flow().effect, stage.clock.now()))
                "enter_code" -> answer(Input.CodeEntered(Secret(code(obj("code")!!))))
                "open_link" -> {
                    openLink(required("to"), required("by"), text("lands_with"))
                    if (flag("hand_over")) comeBack(null, null)
                }
                "provider" -> visitProvider(required("decision"), text("login"))
                "return" -> comeBack(text("url"), text("misuse"))
                "sign" -> sign(take("by")!!)
                "resend" -> answerOrMisuse(Input.ResendRequested, text("misuse"))
                "advance_clock" -> {
                    stage.clock.advance(number("ms")!!)
                    if (stage.current in stage.flows) answer(Input.Tick)
                }
                "wait" -> wait(text("until"))
                "restart" -> restart()
                "sign_out" -> stage.sandbox.post("sign_out", obj("session_id" to stage.client.text("session_id")))
                "sign_in" -> signIn()
                "reverify" -> reverify(list("given").map { it.jsonObject }, required("outcome"))
                "fault" -> stage.sandbox.post("faults", obj("fault")!!)
                "settings" -> stage.sandbox.patch("settings", obj("settings")!!)
                "change_user" ->
                    stage.sandbox.patch("users", JsonObject(obj("change")!! + obj("user_id" to stage.userId)))
                "cancel" -> answer(Input.Cancelled)
                "delete_left_over" -> deleteLeftOver()
                "create" -> ended(obj("error")) { stage.create(obj("request")!!) }
                "set_primary" -> ended(obj("error")) {
                    stage.latest!!.also { stage.user.setPrimary(it) }
                }
                "expect_server" -> serverHolds(take("server")!!)
                "expect_requests" -> sent(obj("requests")!!)
                else -> error("nobody knows the step $name")
            }
        }
    }

    /** Lets the app do what needs nobody else. */
    private suspend fun proceed() {
        stage.flow().proceed()
        stage.latest = stage.flow().resource ?: stage.latest
    }

    private suspend fun answer(input: Input) {
        stage.flow().answer(input)
        proceed()
    }

    /** Hands something over that may have to be refused as a mistake of the app. */
    private suspend fun answerOrMisuse(input: Input, misuse: String?) {
        if (misuse == null) return answer(input)
        val before = stage.flow().effect
        try {
            stage.flow().answer(input)
        } catch (exception: MisuseException) {
            check(exception.code == misuse) { "expected the misuse $misuse, found $exception" }
            check(stage.flow().effect == before) { "a misuse has changed something" }
            return
        }
        error("expected the misuse $misuse, and it was taken")
    }

    private fun code(source: JsonObject): String {
        val (kind, value) = source.single()
        val text = value.jsonPrimitive.content
        fun newest(n: Int) = stage.sandbox.inbox(text, "code").asReversed().getOrNull(n) ?: error("no code has come")
        return when (kind) {
            "literal" -> text
            "newest_to" -> newest(0)
            "previous_to" -> newest(1)
            "not_newest_to" -> if (newest(0) == "000000") "111111" else "000000"
            else -> error("nobody knows the code $kind")
        }
    }

    private fun openLink(to: String, by: String, landsWith: String?) {
        val link = stage.sandbox.inbox(to, "link").lastOrNull() ?: error("no link has come to $to")
        val cookie = when (by) {
            "same_client" -> stage.client.text("client_cookie")
            "another_device" -> null
            else -> error("nobody knows the opener $by")
        }
        val landing = Browser.open(link, cookie) ?: error("the link leads nowhere")
        if (landsWith != null) check("__clerk_status=$landsWith" in landing) { "it landed at $landing" }
        stage.landing = landing
    }

    private fun visitProvider(decision: String, login: String?) {
        val effect = stage.flow().effect as? Effect.OpenUrl ?: error("nobody is sent to a provider")
        val landing = Browser.decide(effect.url, decision, login) ?: error("the provider's page leads nowhere")
        if ("rotating_token_nonce=" in landing) {
            stage.secrets += landing.substringAfter("rotating_token_nonce=").substringBefore('&')
        }
        stage.landing = landing
    }

    private suspend fun comeBack(url: String?, misuse: String?) {
        val landed = url ?: stage.landing ?: error("the user is nowhere")
        answerOrMisuse(Input.RedirectReturned(Secret(landed)), misuse)
    }

    private suspend fun sign(by: JsonElement) {
        val effect = stage.flow().effect as? Effect.AskSignature ?: error("nobody asked for a signature")
        val signature = when {
            by is JsonObject -> by.read { required("literal") }
            by.jsonPrimitive.content == "the_wallet" -> sign(effect, ethereum = 7, solana = 9)
            by.jsonPrimitive.content == "another_wallet" -> sign(effect, ethereum = 8, solana = 10)
            else -> error("nobody knows the signer $by")
        }
        stage.secrets += signature
        answer(Input.Signed(Secret(signature)))
    }

    /** The keys stand in `tests/scenarios/README.md`. */
    private fun sign(effect: Effect.AskSignature, ethereum: Int, solana: Int): String {
        val isEthereum = effect.wallet.startsWith("0x")
        val key = "%02x".format(if (isEthereum) ethereum else solana).repeat(32)
        return stage.sandbox.sign(if (isEthereum) "ethereum" else "solana", key, effect.message)
    }

    private suspend fun wait(until: String?) {
        repeat(MOST_WAITS) {
            stage.flow().waitForTime()
            proceed()
            val effect = stage.flow().effect
            if (until == null || until == effectName(effect)) return
            check(effect is Effect.Wait || effect is Effect.AwaitLink) { "waiting ended at ${effectName(effect)}" }
        }
        error("it waits for ever")
    }

    /** The app is killed and started again: everything but what was stored is gone. */
    private suspend fun restart() {
        val snapshots = stage.flows.mapValues { it.value.snapshot }
        stage.startApp()
        snapshots.forEach { (name, snapshot) -> stage.flows[name] = stage.user.resume(snapshot) }
        proceed()
    }

    private suspend fun signIn() {
        val who = obj("client_token" to stage.clientToken(), "user_id" to stage.userId)
        val session = stage.sandbox.post("sign_in", who)
        stage.client = JsonObject(stage.client + ("session_id" to session.getValue("session_id")))
        stage.flow().signedIn(stage.session(null))
        proceed()
    }

    private suspend fun reverify(given: List<JsonObject>, outcome: String) {
        // The calls name their session, which the app knows from its sign-in.
        stage.user.replaceSession(stage.user.session.withSessionId(stage.client.required("session_id")))
        val asked = stage.flow().effect as? Effect.Reverify ?: error("nobody asked for fresh credentials")
        val reverifying = stage.user.reverify(asked.level, "http://localhost:3000/fresh")
        val rest = ArrayDeque(given)
        while (true) {
            hides("$reverifying ${reverifying.snapshot} ${reverifying.effect}")
            when (val effect = reverifying.proceed()) {
                is ReverificationEffect.Finish -> {
                    val found = outcomeName(effect.outcome)
                    check(rest.isEmpty() && found == outcome) { "expected $outcome after all was given, found $found" }
                    if (effect.outcome is ReverificationOutcome.Complete) answer(Input.Reverified)
                    return
                }
                is ReverificationEffect.Wait -> reverifying.waitForTime()
                else -> give(reverifying, effect, rest.removeFirstOrNull() ?: error("nothing is given for $effect"))
            }
        }
    }

    private suspend fun give(reverifying: Reverifying, asked: ReverificationEffect, given: JsonObject) {
        val (kind, value) = given.single()
        val text = (value as? JsonPrimitive)?.contentOrNull.orEmpty()
        when {
            asked is ReverificationEffect.ChooseFactor && kind == "factor" ->
                reverifying.choose(asked.factors.indexOfFirst { it.factor.strategy == text })
            asked is ReverificationEffect.AskPassword && kind == "password" -> {
                stage.secrets += text
                reverifying.enterPassword(text)
            }
            asked is ReverificationEffect.AskCode && kind == "code" -> {
                val code = code(value.jsonObject)
                stage.secrets += code
                reverifying.enterCode(code)
            }
            asked is ReverificationEffect.AwaitLink && kind == "link_opened" -> {
                openLink(text, "another_device", "verified")
                reverifying.waitForTime()
            }
            else -> error("what is given ($kind) does not fit $asked")
        }
    }

    private suspend fun deleteLeftOver() {
        val left = stage.flow().leftOver as? LeftOver.Unverified ?: error("nothing is known to be left over")
        check(stage.user.destroy(left.resource).deleted) { "it was not deleted" }
    }

    private suspend fun ended(expected: JsonObject?, act: suspend () -> Resource) {
        try {
            stage.latest = act()
        } catch (exception: UserMetadataException) {
            hides(exception.stackTraceToString())
            compare("error", expected ?: throw exception, view(exception))
            return
        }
        check(expected == null) { "it should have been refused" }
    }

    private fun serverHolds(expected: JsonElement) {
        compare("server", expected, stage.sandbox.get("state?user_id=${stage.userId}"))
    }

    private fun sent(expected: JsonObject) {
        val counts = stage.sandbox.get("log").jsonArray.map { it.jsonObject }.groupingBy { entry ->
            val path = entry.required("path").split("/").joinToString("/", transform = ::withoutId)
            "${entry.required("method")} $path"
        }.eachCount()
        expected.forEach { (request, wanted) ->
            val found = counts[request] ?: 0
            check(found == wanted.jsonPrimitive.int) { "$request: expected $wanted, found $found in $counts" }
        }
    }

    fun endsAs(outcome: JsonObject?, server: JsonObject?, requests: JsonObject?) {
        if (outcome == null) {
            check(stage.flows.isEmpty()) { "an enrollment has to end with an outcome" }
        } else {
            val effect = stage.flow().effect as? Effect.Finish
            compare("outcome", outcome, effect?.let { view(it.outcome) } ?: JsonNull)
        }
        server?.let(::serverHolds)
        requests?.let(::sent)
    }

    /** Neither what is stored nor what is logged may hold a token, a code, a signature or a nonce. */
    fun showsNoSecret() {
        stage.secrets += stage.sandbox.codes()
        stage.flows.values.forEach { flow ->
            hides("${flow.snapshot} ${flow.effect} $flow ${flow.trouble} ${flow.leftOver}")
        }
    }

    private fun hides(shown: String) {
        stage.secrets.filter { it.isNotEmpty() }.forEach { check(it !in shown) { "a secret ($it) shows in $shown" } }
    }
}

/** Ids are `idn_…` and the like; no collection has a capital letter or a digit behind its underscore. */
private fun withoutId(segment: String): String {
    val rest = segment.substringAfter('_', "")
    return if (rest.length > 16 && rest.any { it.isUpperCase() || it.isDigit() }) "{id}" else segment
}
