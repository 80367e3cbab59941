package dev.usermetadata

import dev.usermetadata.core.HttpHeader
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Sent
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.future.await
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpConnectTimeoutException
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodySubscriber
import java.net.http.HttpTimeoutException
import java.nio.ByteBuffer
import java.nio.channels.UnresolvedAddressException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow

/**
 * Carries requests with `java.net.http`, which every JVM since 11 has. Android has no such package and never loads this
 * class: take [OkHttpTransport] there.
 *
 * The client must not follow redirects, which is how `HttpClient.newHttpClient()` is.
 */
public class JdkTransport @JvmOverloads constructor(
    private val client: HttpClient = HttpClient.newHttpClient(),
    private val timeout: Duration = Duration.ofSeconds(TIMEOUT_SECONDS),
) : Transport {
    init {
        require(client.followRedirects() == HttpClient.Redirect.NEVER) { "the client follows redirects" }
    }

    override suspend fun send(request: HttpRequest): HttpResponse {
        val builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url)).timeout(timeout)
        request.headers.forEach { builder.header(it.name, it.value) }
        val form = if (request.body.isEmpty()) BodyPublishers.noBody() else BodyPublishers.ofByteArray(request.body)
        builder.method(request.method, form)
        return try {
            client.sendAsync(builder.build()) { LimitedBody() }.await().toCore()
        } catch (exception: CancellationException) {
            throw exception
        } catch (exception: IOException) {
            throw failure(exception)
        }
    }

    private fun java.net.http.HttpResponse<ByteArray>.toCore(): HttpResponse =
        HttpResponse(
            statusCode(),
            headers().map().flatMap { (name, values) -> values.map { HttpHeader(name, it) } },
            body(),
        )

    private fun failure(exception: IOException): TransportException =
        when {
            exception is HttpConnectTimeoutException ->
                TransportException(TransportFailure.CONNECT, Sent.NO, exception)
            exception is HttpTimeoutException -> TransportException(TransportFailure.TIMEOUT, Sent.MAYBE, exception)
            generateSequence<Throwable>(exception) { it.cause }.any { it is UnresolvedAddressException } ->
                TransportException(TransportFailure.OFFLINE, Sent.NO, exception)
            else -> transportException(exception)
        }
}

/** Collects a body, up to the limit. */
private class LimitedBody : BodySubscriber<ByteArray> {
    private val result = CompletableFuture<ByteArray>()
    private val bytes = ByteArrayOutputStream()
    private lateinit var subscription: Flow.Subscription

    override fun getBody(): CompletionStage<ByteArray> = result

    override fun onSubscribe(subscription: Flow.Subscription) {
        this.subscription = subscription
        subscription.request(Long.MAX_VALUE)
    }

    override fun onNext(item: List<ByteBuffer>) {
        for (buffer in item) {
            val part = ByteArray(buffer.remaining())
            buffer.get(part)
            bytes.write(part)
        }
        if (bytes.size() > MAX_RESPONSE_BYTES) {
            subscription.cancel()
            result.completeExceptionally(IOException("the answer is too large"))
        }
    }

    override fun onError(throwable: Throwable) {
        result.completeExceptionally(throwable)
    }

    override fun onComplete() {
        result.complete(bytes.toByteArray())
    }
}
