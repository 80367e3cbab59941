package dev.usermetadata

import dev.usermetadata.core.HttpHeader
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Sent
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.suspendCancellableCoroutine
import okhttp3.Call
import okhttp3.Callback
import okhttp3.Headers
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import okhttp3.Response
import java.io.IOException
import java.io.InterruptedIOException
import java.util.concurrent.TimeUnit
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException

/**
 * Carries requests with OkHttp, on Android and everywhere else. The app brings OkHttp: it is an optional dependency.
 *
 * The client's own settings are kept, but for those that would send a request twice or hide an answer: redirects,
 * retries, the cache and the cookie jar. Where it sets no call timeout, 30 s is taken.
 */
public class OkHttpTransport @JvmOverloads constructor(client: OkHttpClient = OkHttpClient()) : Transport {
    private val client: OkHttpClient = client.newBuilder()
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .cache(null)
        .cookieJar(okhttp3.CookieJar.NO_COOKIES)
        .apply { if (client.callTimeoutMillis == 0) callTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS) }
        .build()

    override suspend fun send(request: HttpRequest): HttpResponse {
        val call = client.newCall(request.toOkHttp())
        return suspendCancellableCoroutine { continuation ->
            continuation.invokeOnCancellation { call.cancel() }
            call.enqueue(object : Callback {
                override fun onFailure(call: Call, e: IOException) {
                    continuation.resumeWithException(failure(e))
                }

                override fun onResponse(call: Call, response: Response) {
                    try {
                        continuation.resume(response.use { it.toCore() })
                    } catch (exception: IOException) {
                        continuation.resumeWithException(failure(exception))
                    }
                }
            })
        }
    }

    private fun HttpRequest.toOkHttp(): Request {
        val headers = Headers.Builder()
        this.headers.forEach { headers.add(it.name, it.value) }
        // The content type is among the headers already.
        val form = if (method == "GET") null else body.toRequestBody()
        return Request.Builder().url(url).headers(headers.build()).method(method, form).build()
    }

    private fun Response.toCore(): HttpResponse {
        val source = body.source()
        if (source.request(MAX_RESPONSE_BYTES + 1)) throw IOException("the answer is too large")
        return HttpResponse(code, headers.map { (name, value) -> HttpHeader(name, value) }, source.readByteArray())
    }

    private fun failure(exception: IOException): TransportException =
        // The call's own timeout is an interrupted read; a socket's is a subclass of it.
        if (exception is InterruptedIOException) {
            TransportException(TransportFailure.TIMEOUT, Sent.MAYBE, exception)
        } else {
            transportException(exception)
        }
}
