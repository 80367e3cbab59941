package dev.usermetadata

import dev.usermetadata.core.Effect
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.Input
import dev.usermetadata.core.LeftOver
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.Trouble
import kotlinx.coroutines.flow.Flow

/**
 * One identifier on its way to being verified.
 *
 * Collect [effects]: each names the person, the wallet or the browser that is needed now. Answer with [enterCode],
 * [sign], [returned] and the others, from any thread. When the user closes the browser, say [cancel]: the last effect is
 * then `Finish` with `Outcome.Cancelled`, at once, and a new enrollment may start.
 *
 * ```
 * val enrolling = user.enroll(EnrollmentRequest.EmailAddress("jane@example.com"))
 * enrolling.effects.collect { effect ->
 *     when (effect) {
 *         is Effect.AskCode -> show("We sent a code to ${effect.destination}")  // later: enrolling.enterCode(typed)
 *         is Effect.OpenUrl -> customTabs.launchUrl(context, effect.url)        // later: enrolling.returned(landingUrl)
 *         is Effect.Finish -> finish(effect.outcome)
 *         …
 *     }
 * }
 * ```
 *
 * Enrollments know nothing of each other. One may be collected again after its collector was cancelled, and by a new
 * process from its [snapshot]: what was under way is looked after first, and nothing is sent twice.
 */
public class Enrolling internal constructor(
    private val user: User,
    enrollment: Enrollment,
    store: SnapshotStore?,
) {
    private val progress = Progress(user.account, EnrollmentMachine(enrollment), store)

    /**
     * Every effect that needs somebody, up to `Finish`. While it is collected, requests are sent and time is waited for:
     * `Wait` passes and `AwaitLink` looks again by itself. `Send` is never among them.
     *
     * Cancelling the collector gives up nothing: collect again, and it goes on.
     */
    public val effects: Flow<Effect> get() = progress.effects

    /** What is needed now. `Send` means that it has to be collected, or to [proceed]. */
    public val effect: Effect get() = progress.effect

    /** Everything that is needed to go on after a restart. It holds no token, no code and no signature. */
    public val snapshot: String get() = progress.snapshot

    /** Which kind of identifier it is about. */
    public val kind: ResourceKind get() = progress.machine.kind()

    /** What a person recognises it by: the address, the number, or the provider. */
    public val identifier: String get() = progress.machine.identifier()

    /** Where the user comes back to, where there is such a place. */
    public val redirectUrl: String? get() = progress.machine.redirectUrl()

    /** The identifier as the server last showed it, once it exists. */
    public val resource: Resource? get() = progress.machine.resource()

    /** What went wrong last, while it is being got past. */
    public val trouble: Trouble? get() = progress.machine.trouble()

    /** What would stay behind on the server if it ended now. */
    public val leftOver: LeftOver get() = progress.machine.leftOver()

    /**
     * Takes in what happened. The functions below say the same in fewer words.
     *
     * @throws MisuseException for what has no meaning now. Nothing has changed then, and it goes on.
     */
    @Throws(MisuseException::class)
    public fun answer(input: Input) {
        progress.answer(input)
    }

    /** The person typed this code. */
    @Throws(MisuseException::class)
    public fun enterCode(code: String) {
        answer(Input.CodeEntered(Secret(wellFormed(code))))
    }

    /** The wallet returned this signature. */
    @Throws(MisuseException::class)
    public fun sign(signature: String) {
        answer(Input.Signed(Secret(wellFormed(signature))))
    }

    /** The person asks for another code or link. Refused before the effect's `resendAt`. */
    @Throws(MisuseException::class)
    public fun resend() {
        answer(Input.ResendRequested)
    }

    /** The user landed on the redirect URL: this is all of it, with query and fragment. Another URL is refused. */
    @Throws(MisuseException::class)
    public fun returned(url: String) {
        answer(Input.RedirectReturned(Secret(wellFormed(url))))
    }

    /** The user has signed in, and this is the new session. */
    @Throws(MisuseException::class)
    public fun signedIn(session: Session) {
        user.replaceSession(session)
        answer(Input.SignedIn)
    }

    /** The user has given fresh credentials: a [Reverifying] was complete. */
    @Throws(MisuseException::class)
    public fun reverified() {
        answer(Input.Reverified)
    }

    /** The person gave up, or closed the browser. Always possible; what stays behind on the server the outcome says. */
    public fun cancel() {
        answer(Input.Cancelled)
    }

    /**
     * Without [effects], step by step: sends what is to be sent, until somebody is needed, and says who. A cancelled
     * call may be made again: it looks first whether the request that was under way has arrived.
     *
     * @throws ValidationException when the session lacks what the request needs (`redirect_origin_missing`). Refusals and
     *   lost connections are effects and outcomes.
     */
    public suspend fun proceed(): Effect = progress.proceed()

    /** Without [effects]: waits for what only takes time (`Wait`, and `AwaitLink` until its next look), then says so. */
    public suspend fun waitForTime() {
        progress.waitForTime()
    }

    /** The machine's own words, without what only screens may show. */
    override fun toString(): String = progress.machine.toString()
}
