package dev.usermetadata

import dev.usermetadata.core.Deleted
import dev.usermetadata.core.Effect
import dev.usermetadata.core.EmailAddress
import dev.usermetadata.core.ExternalAccount
import dev.usermetadata.core.ExternalAccountParams
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.PhoneNumber
import dev.usermetadata.core.ReauthorizeParams
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.ReverificationEffect
import dev.usermetadata.core.UserResource
import dev.usermetadata.core.Web3Wallet
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Function

/**
 * A [Transport] of a function that answers a future, for HTTP clients of Java. Cancelling the request cancels its future.
 *
 * ```
 * var user = new User(session, new FutureTransport(request -> client.send(request)));
 * ```
 *
 * Android has `CompletableFuture` since API 24.
 */
public class FutureTransport(private val send: Function<HttpRequest, CompletionStage<HttpResponse>>) : Transport {
    override suspend fun send(request: HttpRequest): HttpResponse = send.apply(request).await()
}

/**
 * The methods of a [User] for Java: each answers a future, and cancelling the future gives up. A future fails with a
 * `CompletionException` or `ExecutionException` around a [UserMetadataException].
 *
 * Android has `CompletableFuture` since API 24.
 */
public class UserFutures internal constructor(private val user: User) {
    private val scope = CoroutineScope(Dispatchers.Default)

    /** [User.createEmailAddress]. */
    public fun createEmailAddress(email: String): CompletableFuture<EmailAddress> =
        scope.future { user.createEmailAddress(email) }

    /** [User.createPhoneNumber]. */
    public fun createPhoneNumber(phoneNumber: String): CompletableFuture<PhoneNumber> =
        scope.future { user.createPhoneNumber(phoneNumber) }

    /** [User.createWeb3Wallet]. */
    public fun createWeb3Wallet(web3Wallet: String): CompletableFuture<Web3Wallet> =
        scope.future { user.createWeb3Wallet(web3Wallet) }

    /** [User.createExternalAccount]. */
    public fun createExternalAccount(params: ExternalAccountParams): CompletableFuture<ExternalAccount> =
        scope.future {
            user.createExternalAccount(
                params.strategy,
                params.redirectUrl,
                params.additionalScopes,
                params.oidcPrompt,
                params.oidcLoginHint,
                params.enterpriseConnectionId,
            )
        }

    /** [User.prepareVerification]. */
    @JvmOverloads
    public fun prepareVerification(
        of: EmailAddress,
        strategy: String,
        redirectUrl: String? = null,
    ): CompletableFuture<EmailAddress> = scope.future { user.prepareVerification(of, strategy, redirectUrl) }

    /** [User.prepareVerification]. */
    public fun prepareVerification(of: PhoneNumber, strategy: String): CompletableFuture<PhoneNumber> =
        scope.future { user.prepareVerification(of, strategy) }

    /** [User.prepareVerification]. */
    public fun prepareVerification(of: Web3Wallet, strategy: String): CompletableFuture<Web3Wallet> =
        scope.future { user.prepareVerification(of, strategy) }

    /** [User.attemptVerification]. */
    public fun attemptVerification(of: EmailAddress, code: String): CompletableFuture<EmailAddress> =
        scope.future { user.attemptVerification(of, code) }

    /** [User.attemptVerification]. */
    public fun attemptVerification(of: PhoneNumber, code: String): CompletableFuture<PhoneNumber> =
        scope.future { user.attemptVerification(of, code) }

    /** [User.attemptVerification]. */
    public fun attemptVerification(of: Web3Wallet, signature: String): CompletableFuture<Web3Wallet> =
        scope.future { user.attemptVerification(of, signature) }

    /** [User.reload]. */
    public fun reload(): CompletableFuture<UserResource> = scope.future { user.reload() }

    /** [User.resource]. */
    public fun resource(kind: ResourceKind, id: String): CompletableFuture<Resource> =
        scope.future { user.resource(kind, id) }

    /** [User.list]. */
    public fun list(kind: ResourceKind): CompletableFuture<List<Resource>> = scope.future { user.list(kind) }

    /** [User.reauthorize]. */
    public fun reauthorize(account: ExternalAccount, params: ReauthorizeParams): CompletableFuture<ExternalAccount> =
        scope.future {
            user.reauthorize(
                account,
                params.redirectUrl,
                params.additionalScopes,
                params.oidcPrompt,
                params.oidcLoginHint,
            )
        }

    /** [User.setPrimary]. */
    public fun setPrimary(resource: Resource): CompletableFuture<UserResource> =
        scope.future { user.setPrimary(resource) }

    /** [User.destroy]. */
    public fun destroy(resource: Resource): CompletableFuture<Deleted> = scope.future { user.destroy(resource) }

    /** [User.delete]. */
    public fun delete(kind: ResourceKind, id: String): CompletableFuture<Deleted> =
        scope.future { user.delete(kind, id) }

    /** [Enrolling.proceed]. */
    public fun proceed(enrolling: Enrolling): CompletableFuture<Effect> = scope.future { enrolling.proceed() }

    /** [Enrolling.waitForTime]. */
    public fun waitForTime(enrolling: Enrolling): CompletableFuture<Unit> = scope.future { enrolling.waitForTime() }

    /** [Reverifying.proceed]. */
    public fun proceed(reverifying: Reverifying): CompletableFuture<ReverificationEffect> =
        scope.future { reverifying.proceed() }

    /** [Reverifying.waitForTime]. */
    public fun waitForTime(reverifying: Reverifying): CompletableFuture<Unit> =
        scope.future { reverifying.waitForTime() }
}
