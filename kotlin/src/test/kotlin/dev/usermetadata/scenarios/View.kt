package dev.usermetadata.scenarios

import dev.usermetadata.ApiException
import dev.usermetadata.MisuseException
import dev.usermetadata.ProtocolException
import dev.usermetadata.SnapshotException
import dev.usermetadata.TransportException
import dev.usermetadata.UserMetadataException
import dev.usermetadata.ValidationException
import dev.usermetadata.core.Effect
import dev.usermetadata.core.LeftOver
import dev.usermetadata.core.Outcome
import dev.usermetadata.core.Problem
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ReverificationOutcome
import dev.usermetadata.identifier
import dev.usermetadata.kind
import dev.usermetadata.obj
import kotlinx.serialization.json.JsonObject

/** Effects, outcomes and errors as JSON, the same in every language. */
internal fun view(effect: Effect, now: Long): JsonObject {
    fun inMs(time: Long?) = time?.let { it - now }
    val fields = when (effect) {
        is Effect.Send, is Effect.SignIn -> obj()
        is Effect.OpenUrl -> obj("expires_in_ms" to inMs(effect.expiresAt))
        is Effect.AskCode -> obj(
            "destination" to effect.destination,
            "channel" to effect.channel,
            "attempts" to effect.attempts,
            "expires_in_ms" to inMs(effect.expiresAt),
            "resend_in_ms" to inMs(effect.resendAt)!!.coerceAtLeast(0),
            "problem" to view(effect.problem),
        )
        is Effect.AskSignature -> obj(
            "wallet" to effect.wallet,
            "strategy" to effect.strategy,
            "attempts" to effect.attempts,
            "expires_in_ms" to inMs(effect.expiresAt),
            "problem" to view(effect.problem),
        )
        is Effect.AwaitLink -> obj(
            "destination" to effect.destination,
            "poll_in_ms" to inMs(effect.pollAt),
            "expires_in_ms" to inMs(effect.expiresAt),
            "resend_in_ms" to inMs(effect.resendAt)!!.coerceAtLeast(0),
        )
        is Effect.Reverify -> obj("level" to effect.level)
        is Effect.Wait -> obj("wait_ms" to inMs(effect.until), "reason" to effect.reason.name.lowercase())
        is Effect.Finish -> view(effect.outcome)
    }
    return JsonObject(fields + obj("effect" to effectName(effect)))
}

internal fun effectName(effect: Effect): String =
    when (effect) {
        is Effect.Send -> "send"
        is Effect.OpenUrl -> "open_url"
        is Effect.AskCode -> "ask_code"
        is Effect.AskSignature -> "ask_signature"
        is Effect.AwaitLink -> "await_link"
        is Effect.SignIn -> "sign_in"
        is Effect.Reverify -> "reverify"
        is Effect.Wait -> "wait"
        is Effect.Finish -> "finish"
    }

internal fun view(outcome: Outcome): JsonObject =
    when (outcome) {
        is Outcome.Verified -> ended("verified", outcome.resource)
        is Outcome.Created -> ended("created", outcome.resource)
        is Outcome.Expired -> ended("expired", outcome.resource)
        is Outcome.Exhausted -> ended("exhausted", outcome.resource)
        is Outcome.Refused -> JsonObject(
            ended("refused", outcome.resource) +
                obj("code" to outcome.error.code, "message" to outcome.error.userMessage),
        )
        is Outcome.Rejected -> obj(
            "outcome" to "rejected",
            "status" to outcome.error.status,
            "code" to outcome.error.code,
            "message" to outcome.error.userMessage,
            "retry_after_ms" to outcome.error.retryAfterMillis,
            "has_trace_id" to (outcome.error.traceId != null),
            "lockout_seconds" to outcome.error.errors.firstOrNull()?.lockoutExpiresInSeconds,
            "left_over" to view(outcome.leftOver),
        )
        is Outcome.Unreadable -> obj(
            "outcome" to "unreadable",
            "status" to outcome.error.status,
            "code" to outcome.error.code,
            "left_over" to view(outcome.leftOver),
        )
        is Outcome.Unreachable -> obj(
            "outcome" to "unreachable",
            "failure" to outcome.failure.name.lowercase(),
            "left_over" to view(outcome.leftOver),
        )
        is Outcome.Cancelled -> obj("outcome" to "cancelled", "left_over" to view(outcome.leftOver))
    }

internal fun outcomeName(outcome: ReverificationOutcome): String =
    when (outcome) {
        is ReverificationOutcome.Complete -> "complete"
        is ReverificationOutcome.Refused -> "refused"
        is ReverificationOutcome.Rejected -> "rejected"
        is ReverificationOutcome.NoFactor -> "no_factor"
        is ReverificationOutcome.Expired -> "expired"
        is ReverificationOutcome.Exhausted -> "exhausted"
        is ReverificationOutcome.Unreadable -> "unreadable"
        is ReverificationOutcome.Unreachable -> "unreachable"
        is ReverificationOutcome.Cancelled -> "cancelled"
    }

internal fun view(exception: UserMetadataException): JsonObject {
    val (kind, fields) = when (exception) {
        is ValidationException ->
            "validation" to obj("field" to exception.field, "position" to exception.position)
        is ApiException -> "api" to obj(
            "status" to exception.status,
            "message" to exception.userMessage,
            "retry_after_ms" to exception.retryAfterMillis,
        )
        is ProtocolException -> "protocol" to obj("status" to exception.status)
        is TransportException -> "transport" to obj()
        is MisuseException -> "misuse" to obj()
        is SnapshotException -> "snapshot" to obj()
    }
    return JsonObject(fields + obj("kind" to kind, "code" to exception.code))
}

private fun ended(outcome: String, resource: Resource) =
    obj("outcome" to outcome, "kind" to resource.kind.name.lowercase(), "identifier" to resource.identifier)

private fun view(problem: Problem?): JsonObject? =
    when (problem) {
        null -> null
        is Problem.Malformed -> obj("problem" to "malformed", "code" to problem.code)
        is Problem.Incorrect -> obj("problem" to "incorrect", "code" to problem.error.code)
        is Problem.Over -> obj("problem" to "over", "code" to problem.error.code)
    }

private fun view(leftOver: LeftOver): String =
    when (leftOver) {
        is LeftOver.Nothing -> "nothing"
        is LeftOver.Unverified -> "unverified"
        is LeftOver.Unknown -> "unknown"
    }
