package dev.usermetadata.scenarios

import dev.usermetadata.Clock
import dev.usermetadata.Enrolling
import dev.usermetadata.OkHttpTransport
import dev.usermetadata.Sandbox
import dev.usermetadata.TokenStore
import dev.usermetadata.User
import dev.usermetadata.core.Credentials
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.ReauthorizeParams
import dev.usermetadata.core.Resource
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.obj
import dev.usermetadata.required
import dev.usermetadata.text
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** 2026-01-01T00:00:00Z */
private const val START = 1_767_225_600_000L

/** A sandbox, a device, and the app on it. */
internal class Stage(setup: JsonObject) : AutoCloseable {
    val sandbox = Sandbox("--manual-clock", START.toString())
    val clock: StageClock
    val userId: String

    /** The client's tokens, as the control endpoints gave them. */
    var client: JsonObject
    lateinit var user: User
    val flows = sortedMapOf<String, Enrolling>()
    var current = "first"

    /** Where the browser or the link led last. */
    var landing: String? = null

    /** What was created or enrolled last. */
    var latest: Resource? = null

    /** What no text may hold. */
    val secrets = mutableListOf<String>()
    private val carrier: String
    private val origin: String?

    /** The app's own secure store. */
    private val store = object : TokenStore {
        var token = ""

        override fun load() = Secret(token)

        override fun save(token: Secret) {
            this.token = token.expose()
        }

        override fun clear() {
            token = ""
        }
    }

    init {
        val fields = Fields(setup)
        fields.obj("settings")?.let { sandbox.patch("settings", it) }
        val seeded = sandbox.post("users", fields.obj("user") ?: obj())
        fields.list("others").forEach { sandbox.post("users", it.jsonObject) }
        client = if (fields.flag("signed_out")) sandbox.post("clients") else seeded
        fields.list("faults").forEach { sandbox.post("faults", it.jsonObject) }
        carrier = fields.text("credentials") ?: "native"
        origin = fields.text("origin")
        clock = StageClock(sandbox, fields.number("device_clock_off_by_ms") ?: 0)
        fields.done()
        userId = seeded.required("user_id")
        val field = when (carrier) {
            "native" -> "native_token"
            "dev_browser" -> "dev_browser_token"
            "cookie" -> "client_cookie"
            else -> error("unknown credentials $carrier")
        }
        store.token = client.text(field).orEmpty()
        secrets += listOf("native_token", "dev_browser_token", "client_cookie").mapNotNull { client.text(it) }
        startApp()
    }

    /** Starts the app, with nothing but what it has stored. */
    fun startApp() {
        user = User(session(null), OkHttpTransport(), store, clock)
    }

    /** The session of the stored token. */
    fun session(sessionId: String?): Session {
        val token = store.load()
        val credentials = when (carrier) {
            "native" -> Credentials.Native(token)
            "dev_browser" -> Credentials.DevBrowser(token)
            else -> Credentials.Cookie(token)
        }
        return Session(
            SessionConfig(credentials, frontendApi = sandbox.url, sessionId = sessionId, origin = origin),
        )
    }

    /** Any token of the client, for the control endpoints. */
    fun clientToken(): String = store.token

    fun flow(): Enrolling = flows[current] ?: error("nothing is being enrolled")

    /** What a scenario wants added, for the whole flow. */
    suspend fun request(wanted: JsonObject): EnrollmentRequest {
        val (kind, what) = wanted.single()
        return what.jsonObject.read {
            when (kind) {
                "email_address" ->
                    EnrollmentRequest.EmailAddress(required("email"), text("strategy") ?: "email_code", text("redirect_url"))
                "phone_number" -> EnrollmentRequest.PhoneNumber(required("phone_number"))
                "web3_wallet" -> EnrollmentRequest.Web3Wallet(
                    required("web3_wallet"),
                    text("strategy") ?: "web3_metamask_signature",
                )
                "external_account" -> EnrollmentRequest.ExternalAccount(params(this))
                "reauthorize" -> {
                    val provider = required("provider")
                    val account = user.reload().externalAccounts.first { it.provider == provider }
                    val params = ReauthorizeParams(required("redirect_url"), texts("additional_scopes"))
                    EnrollmentRequest.Reauthorize(account.id, params)
                }
                else -> error("nobody knows $kind")
            }
        }
    }

    /** The single call, as it is documented. */
    suspend fun create(wanted: JsonObject): Resource {
        val (kind, what) = wanted.single()
        return what.jsonObject.read {
            when (kind) {
                "email_address" -> {
                    take("strategy")
                    take("redirect_url")
                    Resource.EmailAddress(user.createEmailAddress(required("email")))
                }
                "phone_number" -> Resource.PhoneNumber(user.createPhoneNumber(required("phone_number")))
                "web3_wallet" -> {
                    take("strategy")
                    Resource.Web3Wallet(user.createWeb3Wallet(required("web3_wallet")))
                }
                "external_account" -> params(this).run {
                    Resource.ExternalAccount(
                        user.createExternalAccount(
                            strategy,
                            redirectUrl,
                            additionalScopes,
                            oidcPrompt,
                            oidcLoginHint,
                            enterpriseConnectionId,
                        ),
                    )
                }
                else -> error("nobody can create $kind")
            }
        }
    }

    override fun close() {
        sandbox.close()
    }

    private fun params(fields: Fields) =
        ExternalAccountParams(
            fields.text("strategy").orEmpty(),
            fields.text("redirect_url"),
            fields.texts("additional_scopes"),
            fields.text("oidc_prompt"),
            fields.text("oidc_login_hint"),
            fields.text("enterprise_connection_id"),
        )
}

/** The device's clock: the sandbox's, and wrong by as much as the scenario says. Whoever waits on it moves both. */
internal class StageClock(private val sandbox: Sandbox, private val offBy: Long) : Clock {
    private var serverNow = START

    fun advance(ms: Long) {
        sandbox.advance(ms)
        serverNow += ms
    }

    override fun now(): Long = serverNow + offBy

    override suspend fun sleepUntil(until: Long) {
        val ms = until - now()
        if (ms > 0) advance(ms)
    }
}
