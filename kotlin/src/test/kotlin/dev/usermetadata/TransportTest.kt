package dev.usermetadata

import com.sun.net.httpserver.HttpServer
import dev.usermetadata.core.HttpHeader
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.Sent
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import okhttp3.OkHttpClient
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Named
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.http.HttpClient
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

/** What both transports promise. */
internal class TransportTest {
    private val seen = CopyOnWriteArrayList<String>()
    private var server: HttpServer? = null

    @AfterEach
    fun stop() {
        server?.stop(0)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun carriesAllOfARequestAndOfItsAnswer(transport: Transport) = runBlocking {
        val url = serve { exchange ->
            seen += exchange.requestMethod + " " + exchange.requestURI + " " + exchange.requestHeaders.getFirst("Authorization")
            seen += exchange.requestBody.readBytes().decodeToString()
            exchange.responseHeaders.add("Set-Cookie", "a=1")
            exchange.responseHeaders.add("Set-Cookie", "b=2")
            exchange.sendResponseHeaders(422, 3)
            exchange.responseBody.write(byteArrayOf(1, 0, -1))
        }
        val headers = listOf(HttpHeader("authorization", "Bearer t"), HttpHeader("content-type", "x/y"))
        val answer = transport.send(HttpRequest("PATCH", "$url/v1/me?x=%2F", headers, "a=b".encodeToByteArray()))
        assertEquals(listOf("PATCH /v1/me?x=%2F Bearer t", "a=b"), seen)
        assertEquals(422, answer.status)
        assertArrayEquals(byteArrayOf(1, 0, -1), answer.body)
        val cookies = answer.headers.filter { it.name.equals("set-cookie", ignoreCase = true) }.map { it.value }
        assertEquals(listOf("a=1", "b=2"), cookies)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun followsNoRedirect(transport: Transport) = runBlocking {
        val url = serve { exchange ->
            seen += exchange.requestURI.path
            exchange.responseHeaders.add("Location", "/elsewhere")
            exchange.sendResponseHeaders(302, -1)
        }
        assertEquals(302, transport.send(get("$url/here")).status)
        assertEquals(listOf("/here"), seen)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun aPostWithoutABodyIsAPost(transport: Transport) = runBlocking {
        val url = serve { exchange ->
            seen += exchange.requestMethod
            exchange.sendResponseHeaders(204, -1)
        }
        transport.send(HttpRequest("POST", url, emptyList(), ByteArray(0)))
        transport.send(HttpRequest("DELETE", url, emptyList(), ByteArray(0)))
        assertEquals(listOf("POST", "DELETE"), seen)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun airplaneMode(transport: Transport) {
        val failure = lost(transport, "http://no-such-host.invalid/")
        assertEquals(TransportFailure.OFFLINE to Sent.NO, failure.failure to failure.sent)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun nobodyListens(transport: Transport) {
        val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        val failure = lost(transport, "http://127.0.0.1:$port/")
        assertEquals(TransportFailure.CONNECT to Sent.NO, failure.failure to failure.sent)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun aConnectionThatBreaksMayHaveCarriedTheRequest(transport: Transport) {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { socket ->
            val hangUp = Thread { socket.accept().close() }.apply { start() }
            val failure = lost(transport, "http://127.0.0.1:${socket.localPort}/?__clerk_db_jwt=secret")
            hangUp.join()
            assertEquals(Sent.MAYBE, failure.sent)
            assertFalse("secret" in failure.stackTraceToString(), failure.stackTraceToString())
        }
    }

    @ParameterizedTest
    @MethodSource("impatient")
    fun aServerThatSaysNothingIsGivenUp(transport: Transport) {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { socket ->
            val failure = lost(transport, "http://127.0.0.1:${socket.localPort}/")
            assertEquals(TransportFailure.TIMEOUT to Sent.MAYBE, failure.failure to failure.sent)
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun whatIsFarTooLargeIsNoAnswer(transport: Transport) {
        val url = serve { exchange ->
            exchange.sendResponseHeaders(200, MAX_RESPONSE_BYTES + 1)
            val part = ByteArray(1 shl 16)
            // The reader hangs up before the end.
            runCatching { repeat(65) { exchange.responseBody.write(part) } }
        }
        assertEquals(Sent.MAYBE, lost(transport, url).sent)
    }

    @ParameterizedTest
    @MethodSource("transports")
    fun cancellingGivesUpTheRequest(transport: Transport) = runBlocking {
        val came = CompletableDeferred<Unit>()
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { socket ->
            val accepting = Thread {
                socket.accept().use { connection ->
                    came.complete(Unit)
                    connection.getInputStream().readAllBytes()
                }
            }
            accepting.start()
            val sending = async(Dispatchers.Default) { transport.send(get("http://127.0.0.1:${socket.localPort}/")) }
            came.await()
            sending.cancel()
            sending.join()
            assertTrue(sending.isCancelled)
            // The connection is closed, so that the server's read ends.
            accepting.join()
        }
    }

    private fun lost(transport: Transport, url: String): TransportException =
        assertThrows(TransportException::class.java) { runBlocking { transport.send(get(url)) } }

    private fun get(url: String) = HttpRequest("GET", url, emptyList(), ByteArray(0))

    private fun serve(answer: (com.sun.net.httpserver.HttpExchange) -> Unit): String {
        val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        server.createContext("/") { it.use(answer) }
        server.start()
        this.server = server
        return "http://127.0.0.1:${server.address.port}"
    }

    private fun com.sun.net.httpserver.HttpExchange.use(answer: (com.sun.net.httpserver.HttpExchange) -> Unit) {
        try {
            answer(this)
        } finally {
            close()
        }
    }

    companion object {
        @JvmStatic
        fun transports(): List<Named<Transport>> =
            listOf(Named.of("OkHttp", OkHttpTransport()), Named.of("java.net.http", JdkTransport()))

        @JvmStatic
        fun impatient(): List<Named<Transport>> = listOf(
            Named.of("OkHttp", OkHttpTransport(OkHttpClient.Builder().callTimeout(200, TimeUnit.MILLISECONDS).build())),
            Named.of("java.net.http", JdkTransport(HttpClient.newHttpClient(), Duration.ofMillis(200))),
        )
    }
}
