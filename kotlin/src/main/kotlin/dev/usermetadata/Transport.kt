package dev.usermetadata

import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Sent
import dev.usermetadata.core.TransportFailure
import java.io.IOException
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketTimeoutException
import java.net.UnknownHostException
import javax.net.ssl.SSLException

/**
 * Carries a request to the server and its answer back: any HTTP client.
 *
 * It sends each request once and never again by itself, follows no redirects, takes every status for an answer, and
 * gives up after some time. Cancelling the coroutine gives up too. Where there is no answer it throws a
 * [TransportException]; an [IOException] counts as one of which nothing is known.
 *
 * ```
 * val canned = Transport { HttpResponse(204, emptyList(), ByteArray(0)) }
 * ```
 */
public fun interface Transport {
    /** Sends it, and waits for the answer. */
    public suspend fun send(request: HttpRequest): HttpResponse
}

/** The answers of the Frontend API are far smaller; whatever is larger is not one of them. */
internal const val MAX_RESPONSE_BYTES: Long = 4 * 1024 * 1024

/** Seconds until a request is given up, unless the client says otherwise. */
internal const val TIMEOUT_SECONDS: Long = 30

/** What an exception of a JVM socket means. What surely came before the first byte was sent is not [Sent.MAYBE]. */
internal fun transportException(exception: IOException): TransportException =
    when (exception) {
        is UnknownHostException -> TransportException(TransportFailure.OFFLINE, Sent.NO, exception)
        is ConnectException, is NoRouteToHostException -> TransportException(TransportFailure.CONNECT, Sent.NO, exception)
        // A handshake may fail in the middle of a connection that was used before.
        is SSLException -> TransportException(TransportFailure.TLS, Sent.MAYBE, exception)
        is SocketTimeoutException -> TransportException(TransportFailure.TIMEOUT, Sent.MAYBE, exception)
        else -> TransportException(TransportFailure.INTERRUPTED, Sent.MAYBE, exception)
    }
