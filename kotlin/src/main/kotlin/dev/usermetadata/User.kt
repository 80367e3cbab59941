package dev.usermetadata

import dev.usermetadata.core.Answer
import dev.usermetadata.core.Deleted
import dev.usermetadata.core.EmailAddress
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.EnrollmentRequest
import dev.usermetadata.core.ExternalAccount
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.Job
import dev.usermetadata.core.PhoneNumber
import dev.usermetadata.core.ReauthorizeParams
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.Reverification
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.Todo
import dev.usermetadata.core.UserResource
import dev.usermetadata.core.Web3Wallet

/**
 * The signed-in user of a session, over any HTTP client.
 *
 * It may be shared between coroutines and threads. The methods are the ones that Clerk documents; [enroll] goes all the
 * way, from what was typed to what is verified. All throw a [UserMetadataException]:
 * [ValidationException] before anything is sent, [ApiException] when the server refuses, [ProtocolException] when its
 * answer cannot be read, [TransportException] when there is none.
 *
 * ```
 * val session = Session(SessionConfig(Credentials.Native(token), publishableKey = "pk_test_…"))
 * val user = User(session, OkHttpTransport(), FileTokenStore(File(context.noBackupFilesDir, "token")))
 * val email = user.createEmailAddress("test@test.com")
 * ```
 *
 * @param session Where the calls go and as whom.
 * @param transport Carries the requests.
 * @param tokens Where a new token is kept, before the answer that brought it is read any further.
 * @param clock What time it is.
 */
public class User @JvmOverloads constructor(
    session: Session,
    transport: Transport,
    tokens: TokenStore? = null,
    clock: Clock = Clock.SYSTEM,
) {
    internal val account = Account(session, transport, tokens, clock)

    /** The session as it is now, with the newest token. */
    public val session: Session get() = account.session

    /** Goes on with another session, after the user has signed in. */
    public fun replaceSession(session: Session) {
        account.session = session
    }

    /**
     * Adds an email address, unverified. Next, [prepareVerification].
     *
     * It is created exactly once, whatever the network does; an address that the user has already, unverified, is given
     * back. A lost connection is waited out, with growing pauses, for about a minute and a half.
     */
    public suspend fun createEmailAddress(email: String): EmailAddress =
        resource<Resource.EmailAddress>(core(email) { Job.createEmailAddress(wellFormed(email)) }).email

    /** Adds a phone number, unverified; otherwise as [createEmailAddress]. The plus sign may be missing. */
    public suspend fun createPhoneNumber(phoneNumber: String): PhoneNumber =
        resource<Resource.PhoneNumber>(core(phoneNumber) { Job.createPhoneNumber(wellFormed(phoneNumber)) }).phone

    /** Adds a web3 wallet of Ethereum or Solana, unverified; otherwise as [createEmailAddress]. */
    public suspend fun createWeb3Wallet(web3Wallet: String): Web3Wallet =
        resource<Resource.Web3Wallet>(core(web3Wallet) { Job.createWeb3Wallet(wellFormed(web3Wallet)) }).wallet

    /**
     * Connects an account at a provider, unverified; otherwise as [createEmailAddress].
     *
     * Send the user to the `externalVerificationRedirectUrl` of its verification. Back at the redirect URL, [reload] and
     * look at the account of that strategy: it is verified, or the `error` of its verification says why not. [enroll]
     * does all that, and checks the URL.
     *
     * @param strategy Which provider: `oauth_google`, `oauth_custom_…`. May be empty beside an enterprise connection.
     * @param redirectUrl Where the provider's page leads back to: `myapp://callback`, or a web address.
     * @param additionalScopes Scopes beyond those that the instance asks for anyway.
     * @param oidcPrompt OpenID Connect `prompt`, such as `consent`.
     * @param oidcLoginHint OpenID Connect `login_hint`.
     * @param enterpriseConnectionId The company's connection, where the account is one at its identity provider.
     */
    public suspend fun createExternalAccount(
        strategy: String,
        redirectUrl: String? = null,
        additionalScopes: List<String> = emptyList(),
        oidcPrompt: String? = null,
        oidcLoginHint: String? = null,
        enterpriseConnectionId: String? = null,
    ): ExternalAccount {
        val params = ExternalAccountParams(
            strategy,
            redirectUrl,
            additionalScopes,
            oidcPrompt,
            oidcLoginHint,
            enterpriseConnectionId,
        )
        return resource<Resource.ExternalAccount>(core { Job.createExternalAccount(params) }).account
    }

    /**
     * Has a code or a link sent: `email_code`, `email_link` or `enterprise_sso`; the last two lead back to [redirectUrl].
     *
     * It is sent once and never again by itself: after a [TransportException] of which nobody knows whether it was sent,
     * look with [resource] before asking for a second message.
     */
    public suspend fun prepareVerification(
        of: EmailAddress,
        strategy: String,
        redirectUrl: String? = null,
    ): EmailAddress = prepared<Resource.EmailAddress>(Resource.EmailAddress(of), strategy, redirectUrl).email

    /** Has a code sent: `phone_code`. Otherwise as for an email address. */
    public suspend fun prepareVerification(of: PhoneNumber, strategy: String): PhoneNumber =
        prepared<Resource.PhoneNumber>(Resource.PhoneNumber(of), strategy, null).phone

    /** Has a message made for the wallet to sign: `web3_metamask_signature` and others. */
    public suspend fun prepareVerification(of: Web3Wallet, strategy: String): Web3Wallet =
        prepared<Resource.Web3Wallet>(Resource.Web3Wallet(of), strategy, null).wallet

    /**
     * Proves it with the code that was sent. What cannot be right is refused before it is sent, and costs no attempt. A
     * wrong code is an [ApiException], `form_code_incorrect`, and the next one is welcome.
     */
    public suspend fun attemptVerification(of: EmailAddress, code: String): EmailAddress =
        attempted<Resource.EmailAddress>(Resource.EmailAddress(of), code).email

    /** Proves it with the code that was sent. */
    public suspend fun attemptVerification(of: PhoneNumber, code: String): PhoneNumber =
        attempted<Resource.PhoneNumber>(Resource.PhoneNumber(of), code).phone

    /** Proves it with the wallet's signature: `0x` hex of `personal_sign`, or base64 of Solana's `signMessage`. */
    public suspend fun attemptVerification(of: Web3Wallet, signature: String): Web3Wallet =
        attempted<Resource.Web3Wallet>(Resource.Web3Wallet(of), signature).wallet

    /** The user as the server holds it, with all identifiers. */
    public suspend fun reload(): UserResource = done<Answer.User>(Job.readUser()).user

    /** One identifier as the server holds it. External accounts are not served so: [reload] the user. */
    public suspend fun resource(kind: ResourceKind, id: String): Resource =
        done<Answer.Resource>(core { Job.readResource(kind, id) }).resource

    /** All identifiers of one kind; otherwise as [resource]. */
    public suspend fun list(kind: ResourceKind): List<Resource> = done<Answer.Resources>(Job.list(kind)).resources

    /** Asks for more scopes, or for a new consent. The answer has a fresh URL to send the user to. */
    public suspend fun reauthorize(
        account: ExternalAccount,
        redirectUrl: String,
        additionalScopes: List<String> = emptyList(),
        oidcPrompt: String? = null,
        oidcLoginHint: String? = null,
    ): ExternalAccount {
        val params = ReauthorizeParams(redirectUrl, additionalScopes, oidcPrompt, oidcLoginHint)
        return resource<Resource.ExternalAccount>(core { Job.reauthorize(account.id, params) }).account
    }

    /** Makes it the primary one of its kind. An unverified one is refused before anything is sent (`not_verified`). */
    public suspend fun setPrimary(resource: Resource): UserResource =
        done<Answer.User>(core { Job.setPrimary(resource) }).user

    /** Removes it from the user. */
    public suspend fun destroy(resource: Resource): Deleted = delete(resource.kind, resource.id)

    /** The same by id. */
    public suspend fun delete(kind: ResourceKind, id: String): Deleted =
        done<Answer.Deleted>(core { Job.delete(kind, id) }).deleted

    /**
     * Begins to add and verify an identifier. Nothing is sent before the effects are collected: see [Enrolling].
     *
     * @param store Keeps the snapshot, so that it goes on after the process was killed.
     * @throws ValidationException when what was typed cannot be right.
     */
    @JvmOverloads
    @Throws(ValidationException::class)
    public fun enroll(request: EnrollmentRequest, store: SnapshotStore? = null): Enrolling =
        Enrolling(this, core(request.typed) { Enrollment.start(request) }, store)

    /** Goes on with an enrollment that was stored. */
    @JvmOverloads
    @Throws(SnapshotException::class)
    public fun resume(snapshot: String, store: SnapshotStore? = null): Enrolling =
        Enrolling(this, core { Enrollment.fromSnapshot(snapshot) }, store)

    /**
     * Begins to give fresh credentials for the session: what the effect `Reverify` and a refusal with
     * `session_reverification_required` ask for. The session has to name its id. See [Reverifying].
     *
     * @param level The level that the effect names; without one, the strongest factor that the user has.
     * @param redirectUrl Where an emailed link leads back to; without it, links are not supported.
     * @param preference The strategies to take without asking the person, the best first.
     */
    @JvmOverloads
    @Throws(ValidationException::class)
    public fun reverify(
        level: String? = null,
        redirectUrl: String? = null,
        preference: List<String> = emptyList(),
        store: SnapshotStore? = null,
    ): Reverifying = Reverifying(this, core { Reverification.start(level, redirectUrl, preference) }, store)

    /** Goes on with a reverification that was stored. */
    @JvmOverloads
    @Throws(SnapshotException::class)
    public fun resumeReverification(snapshot: String, store: SnapshotStore? = null): Reverifying =
        Reverifying(this, core { Reverification.fromSnapshot(snapshot) }, store)

    /** The same methods for Java, as futures. */
    public fun futures(): UserFutures = UserFutures(this)

    override fun toString(): String = "User($session)"

    private suspend inline fun <reified R : Resource> prepared(of: Resource, strategy: String, redirectUrl: String?): R =
        resource(core { Job.prepareVerification(of, strategy, redirectUrl) })

    private suspend inline fun <reified R : Resource> attempted(of: Resource, proof: String): R =
        resource(core(proof) { Job.attemptVerification(of, Secret(wellFormed(proof))) })

    private suspend inline fun <reified R : Resource> resource(job: Job): R =
        done<Answer.Resource>(job).resource as R

    private suspend inline fun <reified A : Answer> done(job: Job): A = perform(job) as A

    /** Carries a job out. Its answer is of the kind that the job promises. */
    private suspend fun perform(first: Job): Answer {
        var job = first
        var lost: TransportException? = null
        while (true) {
            val todo = try {
                core { job.todo(account.session) }
            } catch (exception: TransportException) {
                // With the cause, which the core does not know.
                throw lost ?: exception
            }
            job = when (todo) {
                is Todo.Done -> return todo.answer
                is Todo.Sleep -> {
                    account.clock.sleepUntil(todo.until)
                    core { job.woken(account.clock.now()) }
                }
                is Todo.Send -> when (val reply = account.send(todo.request)) {
                    is Reply.Answered -> core { job.responded(reply.response, account.clock.now()) }
                    is Reply.Lost -> {
                        lost = reply.exception
                        core { job.failed(reply.exception.failure, reply.exception.sent, account.clock.now()) }
                    }
                }
            }
        }
    }
}

/** What was typed, for the place of a mistake in it. */
private val EnrollmentRequest.typed: String?
    get() = when (this) {
        is EnrollmentRequest.EmailAddress -> email
        is EnrollmentRequest.PhoneNumber -> phoneNumber
        is EnrollmentRequest.Web3Wallet -> web3Wallet
        is EnrollmentRequest.ExternalAccount, is EnrollmentRequest.Reauthorize -> null
    }
