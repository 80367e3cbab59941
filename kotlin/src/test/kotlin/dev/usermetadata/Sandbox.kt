package dev.usermetadata

import dev.usermetadata.core.Credentials
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.io.File
import java.net.URI
import java.net.URLEncoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** A sandbox of its own, and its control endpoints: JSON in, JSON out. */
internal class Sandbox(vararg options: String) : AutoCloseable {
    private val process: Process =
        ProcessBuilder(File(workspace, "target/debug/user-metadata-sandbox").path, "--port", "0", "--json", *options)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()

    /** Where it is, and the tokens of its first user. */
    val first: JsonObject = process.inputStream.bufferedReader().readLine().let { parseJson(it).jsonObject }
    val url: String = first.required("url")

    fun get(path: String): JsonElement = send(path, "GET", null)

    fun post(path: String, body: JsonObject = obj()): JsonObject = send(path, "POST", body).jsonObject

    fun patch(path: String, body: JsonObject): JsonObject = send(path, "PATCH", body).jsonObject

    fun advance(ms: Long) {
        post("clock", obj("advance_ms" to ms))
    }

    /** What was sent to somebody, oldest first: codes or links. */
    fun inbox(to: String, what: String): List<String> =
        messages().filter { it.text("to").equals(to, ignoreCase = true) }.mapNotNull { it.text(what) }

    /** Every code that was ever sent. */
    fun codes(): List<String> = messages().mapNotNull { it.text("code") }

    fun sign(chain: String, key: String, message: String): String =
        post("wallets/sign", obj("chain" to chain, "key" to key, "message" to message)).required("signature")

    /** How often the app has asked for this. */
    fun count(method: String, path: String): Int =
        get("log").jsonArray.map { it.jsonObject }.count { it.text("method") == method && it.text("path") == path }

    /** A session of the first user. */
    fun session(): Session =
        Session(
            SessionConfig(
                Credentials.Native(Secret(first.required("native_token"))),
                frontendApi = url,
                sessionId = first.required("session_id"),
            ),
        )

    override fun close() {
        process.destroy()
        process.waitFor()
    }

    private fun messages() = get("inbox").jsonArray.map { it.jsonObject }

    private fun send(path: String, method: String, body: JsonObject?): JsonElement {
        val content = body?.let { BodyPublishers.ofString(it.toString()) } ?: BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI.create("$url/sandbox/$path")).method(method, content).build()
        val answer = client.send(request, BodyHandlers.ofString())
        check(answer.statusCode() == 200) { "/sandbox/$path answered ${answer.statusCode()}: ${answer.body()}" }
        return parseJson(answer.body())
    }

    companion object {
        val client: HttpClient = HttpClient.newHttpClient()
    }
}

/** The browser of a story: opens links and presses buttons, and stops where the app takes over again. */
internal object Browser {
    /** Opens a link of a mail, as the client of this cookie or as one that nobody has met; the answer is where it leads. */
    fun open(link: String, clientCookie: String?): String? {
        val request = HttpRequest.newBuilder(URI.create(link))
        clientCookie?.let { request.header("cookie", "__client=$it") }
        return location(Sandbox.client.send(request.build(), BodyHandlers.ofString()))
    }

    /** Opens a provider's page, says who one is there, and presses a button; the answer is where the user comes back. */
    fun decide(url: String, decision: String, login: String?): String? {
        val page = Sandbox.client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        if (page.statusCode() != 200) return null
        val (address, query) = url.split("?", limit = 2)
        val state = query.split("&").first { it.startsWith("state=") }
        val form = listOfNotNull(state, "decision=$decision", login?.let { "login=" + URLEncoder.encode(it, Charsets.UTF_8) })
        val press = HttpRequest.newBuilder(URI.create(address))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.joinToString("&")))
            .build()
        return location(Sandbox.client.send(press, BodyHandlers.ofString()))?.let { open(it, null) }
    }

    private fun location(answer: HttpResponse<String>): String? = answer.headers().firstValue("location").orElse(null)
}
