package dev.usermetadata

import dev.usermetadata.core.ApiError
import dev.usermetadata.core.ApiErrorClass
import dev.usermetadata.core.CoreException
import dev.usermetadata.core.MisuseError
import dev.usermetadata.core.ProtocolError
import dev.usermetadata.core.Sent
import dev.usermetadata.core.SnapshotError
import dev.usermetadata.core.TransportFailure
import dev.usermetadata.core.ValidationError

/**
 * Why something could not be done, sorted by who must act.
 *
 * No text of an exception holds what was typed, a token, a URL with its query or a body.
 *
 * @property code The stable code, to be translated or matched on. Of a refusal it is the first one that the server
 *   gave, which may be empty.
 */
public sealed class UserMetadataException(
    message: String,
    public val code: String,
    cause: Throwable? = null,
) : Exception(message, cause)

/**
 * The person typing: it was refused before anything was sent.
 *
 * @property field Which input, by the name of the documented parameter, in lower_snake.
 * @property position Where, as an index into the string as it was typed, when one place is to blame.
 */
public class ValidationException internal constructor(
    error: ValidationError,
    public val position: Int?,
) : UserMetadataException(error.text, error.code) {
    public val field: String = error.field
}

/**
 * The person, or support: the server said no.
 *
 * @property error All that the server said: every reason, the trace id, how long to wait.
 */
public class ApiException internal constructor(
    public val error: ApiError,
) : UserMetadataException(error.text, error.code) {
    /** The HTTP status. */
    public val status: Int get() = error.status

    /** What to do about it. */
    public val errorClass: ApiErrorClass get() = error.errorClass

    /** The server's own text for the user, or the empty text. */
    public val userMessage: String get() = error.userMessage

    /** How long to wait before the next try, in milliseconds. */
    public val retryAfterMillis: Long? get() = error.retryAfterMillis
}

/**
 * Us: the server's answer could not be read.
 *
 * @property status The HTTP status of the answer.
 * @property path The JSON path of the place, where there is one.
 */
public class ProtocolException internal constructor(
    error: ProtocolError,
) : UserMetadataException(error.text, error.code) {
    public val status: Int = error.status
    public val path: String? = error.path
}

/**
 * The network. Made by a [Transport], with the cause; the cause's text must hold no URL, for a query may hold a token.
 *
 * @property failure What the network did.
 * @property sent Whether the server may have seen the request: in doubt [Sent.MAYBE].
 */
public class TransportException @JvmOverloads constructor(
    public val failure: TransportFailure,
    public val sent: Sent,
    cause: Throwable? = null,
) : UserMetadataException(
    "there is no answer: ${failure.name.lowercase()}, sent: ${sent.name.lowercase()}",
    failure.name.lowercase(),
    cause,
)

/** The programmer: a call that does not exist, or an input that has no meaning now. Nothing has changed. */
public class MisuseException internal constructor(error: MisuseError) : UserMetadataException(error.text, error.code)

/** The programmer: the text is no snapshot of this machine. */
public class SnapshotException internal constructor(
    error: SnapshotError,
) : UserMetadataException(error.text, error.code)

/** Calls the core, and says its errors as this package's. `typed` is the text that a position counts in. */
internal inline fun <T> core(typed: String? = null, call: () -> T): T =
    try {
        call()
    } catch (exception: CoreException) {
        throw exception.toPublic(typed)
    }

internal fun CoreException.toPublic(typed: String?): UserMetadataException =
    when (this) {
        is CoreException.Validation -> error.toPublic(typed)
        is CoreException.Api -> ApiException(error)
        is CoreException.Protocol -> ProtocolException(error)
        is CoreException.Transport -> TransportException(error.failure, error.sent)
        is CoreException.Misuse -> MisuseException(error)
        is CoreException.Snapshot -> SnapshotException(error)
    }

internal fun ValidationError.toPublic(typed: String?): ValidationException =
    ValidationException(this, position?.let { bytes -> if (typed == null) bytes else indexAt(typed, bytes) })

/** The index of the character that begins at this byte of the text's UTF-8. */
private fun indexAt(text: String, bytes: Int): Int {
    var byte = 0
    var index = 0
    while (index < text.length && byte < bytes) {
        val codePoint = text.codePointAt(index)
        byte += when {
            codePoint < 0x80 -> 1
            codePoint < 0x800 -> 2
            codePoint < 0x1_0000 -> 3
            else -> 4
        }
        index += Character.charCount(codePoint)
    }
    return index
}
