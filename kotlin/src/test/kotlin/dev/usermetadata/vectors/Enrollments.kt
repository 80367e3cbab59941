package dev.usermetadata.vectors

import dev.usermetadata.core.CoreException
import dev.usermetadata.core.Effect
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.HttpHeader
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Input
import dev.usermetadata.core.LeftOver
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.Problem
import dev.usermetadata.core.Resource
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Sent
import dev.usermetadata.core.Session
import dev.usermetadata.core.TransportFailure
import dev.usermetadata.flag
import dev.usermetadata.id
import dev.usermetadata.list
import dev.usermetadata.number
import dev.usermetadata.obj
import dev.usermetadata.required
import dev.usermetadata.text
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

/** Suite `enrollments`: a script of inputs, and where the machine stands after each. */
internal fun enrollment(input: JsonObject): JsonObject {
    val session = session(input.getValue("session").jsonObject)
    val request = request(input.getValue("request").jsonObject)
    var enrollment = when (val goal = input.text("goal")) {
        "verify" -> Enrollment.start(request)
        "create" -> Enrollment.createOnly(request)
        else -> error("unknown goal $goal")
    }
    val stations = mutableListOf(station(enrollment, session))
    for (step in input.list("steps").map { it.jsonObject }) {
        val now = step.number("now") ?: error("a time")
        if (step.flag("restart")) {
            enrollment = Enrollment.fromSnapshot(enrollment.snapshot())
        } else {
            try {
                enrollment = enrollment.handle(input(step.getValue("input").jsonObject, enrollment), now)
            } catch (exception: CoreException.Misuse) {
                stations += obj("misuse" to exception.error.code)
                continue
            }
        }
        stations += station(enrollment, session)
    }
    return obj("stations" to stations)
}

private fun request(input: JsonObject): EnrollmentRequest =
    when (val add = input.required("add")) {
        "email_address" -> {
            val proof = input.getValue("proof").jsonObject
            val strategy = when (val by = proof.required("by")) {
                "code" -> "email_code"
                "link" -> "email_link"
                "enterprise_sso" -> by
                else -> error("unknown proof $by")
            }
            EnrollmentRequest.EmailAddress(input.required("email"), strategy, proof.text("redirect_url"))
        }
        "phone_number" -> EnrollmentRequest.PhoneNumber(input.required("phone_number"))
        "web3_wallet" -> EnrollmentRequest.Web3Wallet(input.required("web3_wallet"), input.text("strategy"))
        "external_account" -> EnrollmentRequest.ExternalAccount(externalAccount(input))
        "reauthorize" -> EnrollmentRequest.Reauthorize(input.required("id"), reauthorize(input))
        else -> error("unknown request $add")
    }

private fun input(input: JsonObject, enrollment: Enrollment): Input {
    val id = input.number("id") ?: (enrollment.effect() as? Effect.Send)?.id ?: 0
    return when (val type = input.required("type")) {
        "responded" -> Input.Responded(id, response(input))
        "transport_failed" -> Input.TransportFailed(
            id,
            TransportFailure.valueOf(input.required("failure").uppercase()),
            Sent.valueOf(input.required("sent").uppercase()),
        )
        "code_entered" -> Input.CodeEntered(Secret(input.required("code")))
        "signed" -> Input.Signed(Secret(input.required("signature")))
        "resend_requested" -> Input.ResendRequested
        "redirect_returned" -> Input.RedirectReturned(Secret(input.required("url")))
        "signed_in" -> Input.SignedIn
        "reverified" -> Input.Reverified
        "tick" -> Input.Tick
        "cancelled" -> Input.Cancelled
        else -> error("unknown input $type")
    }
}

private fun response(input: JsonObject): HttpResponse {
    val headers = (input["headers"] as? JsonObject).orEmpty().map { (name, value) ->
        HttpHeader(name, (value as JsonPrimitive).content)
    }
    val body = input.text("body_text") ?: (input["body"] ?: JsonNull).toString()
    return HttpResponse(input.number("status")!!.toInt(), headers, body.encodeToByteArray())
}

private fun station(enrollment: Enrollment, session: Session): JsonObject =
    JsonObject(effect(enrollment, session) + ("state" to JsonPrimitive(enrollment.state())))

private fun effect(enrollment: Enrollment, session: Session): JsonObject =
    when (val effect = enrollment.effect()) {
        is Effect.Send -> {
            val request = enrollment.request(session) ?: error("nothing to send")
            val (path, query) = request.url.substringAfter("/v1/").split("?", limit = 2)
            // The rest of the query is the session's.
            val nonce = query.split("&").find { it.startsWith("rotating_token_nonce=") }?.let { "?$it" }.orEmpty()
            obj(
                "effect" to "send",
                "id" to effect.id,
                "sends" to "${request.method} /v1/$path$nonce",
                "body" to request.body.decodeToString(),
            )
        }
        is Effect.OpenUrl -> obj("effect" to "open_url", "url" to effect.url, "expires_at" to effect.expiresAt)
        is Effect.AskCode -> obj(
            "effect" to "ask_code",
            "destination" to effect.destination,
            "channel" to effect.channel,
            "expires_at" to effect.expiresAt,
            "resend_at" to effect.resendAt,
            "attempts" to effect.attempts,
            "problem" to problem(effect.problem),
        )
        is Effect.AskSignature -> obj(
            "effect" to "ask_signature",
            "message" to effect.message,
            "wallet" to effect.wallet,
            "strategy" to effect.strategy,
            "expires_at" to effect.expiresAt,
            "attempts" to effect.attempts,
            "problem" to problem(effect.problem),
        )
        is Effect.AwaitLink -> obj(
            "effect" to "await_link",
            "destination" to effect.destination,
            "poll_at" to effect.pollAt,
            "expires_at" to effect.expiresAt,
            "resend_at" to effect.resendAt,
        )
        is Effect.SignIn -> obj("effect" to "sign_in")
        is Effect.Reverify -> obj("effect" to "reverify", "level" to effect.level)
        is Effect.Wait ->
            obj("effect" to "wait", "until" to effect.until, "reason" to effect.reason.name.lowercase())
        is Effect.Finish -> JsonObject(obj("effect" to "finish") + outcome(effect.outcome))
    }

private fun problem(problem: Problem?): JsonObject? =
    when (problem) {
        null -> null
        is Problem.Malformed -> obj("problem" to "malformed", "code" to problem.code)
        is Problem.Incorrect -> obj("problem" to "incorrect", "code" to problem.error.code)
        is Problem.Over -> obj("problem" to "over", "code" to problem.error.code)
    }

private fun outcome(outcome: Outcome): JsonObject =
    when (outcome) {
        is Outcome.Verified -> ended("verified", outcome.resource)
        is Outcome.Created -> ended("created", outcome.resource)
        is Outcome.Expired -> ended("expired", outcome.resource)
        is Outcome.Exhausted -> ended("exhausted", outcome.resource)
        is Outcome.Refused -> JsonObject(
            ended("refused", outcome.resource) +
                obj("error" to outcome.error.code, "shown" to outcome.error.userMessage),
        )
        is Outcome.Rejected -> obj(
            "outcome" to "rejected",
            "error" to outcome.error.code,
            "status" to outcome.error.status,
            "left_over" to leftOver(outcome.leftOver),
        )
        is Outcome.Unreadable -> obj(
            "outcome" to "unreadable",
            "error" to outcome.error.code,
            "path" to outcome.error.path,
            "left_over" to leftOver(outcome.leftOver),
        )
        is Outcome.Unreachable -> obj(
            "outcome" to "unreachable",
            "failure" to outcome.failure.name.lowercase(),
            "left_over" to leftOver(outcome.leftOver),
        )
        is Outcome.Cancelled -> obj("outcome" to "cancelled", "left_over" to leftOver(outcome.leftOver))
    }

private fun ended(outcome: String, resource: Resource) = obj("outcome" to outcome, "resource" to resource.id)

private fun leftOver(leftOver: LeftOver): Any =
    when (leftOver) {
        is LeftOver.Nothing -> "nothing"
        is LeftOver.Unknown -> "unknown"
        is LeftOver.Unverified -> obj("unverified" to leftOver.resource.id)
    }
