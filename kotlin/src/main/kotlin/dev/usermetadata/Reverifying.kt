package dev.usermetadata

import dev.usermetadata.core.FactorOffer
import dev.usermetadata.core.Reverification
import dev.usermetadata.core.ReverificationEffect
import dev.usermetadata.core.ReverificationInput
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Session
import dev.usermetadata.core.Trouble
import kotlinx.coroutines.flow.Flow

/**
 * Fresh credentials on their way, for the session of a [User]. The session has to name its id.
 *
 * It works as an [Enrolling] does: collect [effects], answer what they ask. When the outcome is `Complete`, tell the
 * enrollment that asked for it with [Enrolling.reverified]; otherwise [Enrolling.cancel] it.
 */
public class Reverifying internal constructor(
    private val user: User,
    reverification: Reverification,
    store: SnapshotStore?,
) {
    private val progress = Progress(user.account, ReverificationMachine(reverification), store)

    /** Every effect that needs somebody, up to `Finish`; as [Enrolling.effects]. */
    public val effects: Flow<ReverificationEffect> get() = progress.effects

    /** What is needed now. `Send` means that it has to be collected, or to [proceed]. */
    public val effect: ReverificationEffect get() = progress.effect

    /** Everything that is needed to go on after a restart. It holds no token, no password and no code. */
    public val snapshot: String get() = progress.snapshot

    /** What the server would take now, once it has said so. [choose] names one of them by its place. */
    public val factors: List<FactorOffer> get() = progress.machine.factors()

    /** The level that is being proved. */
    public val level: String get() = progress.machine.level()

    /** What went wrong last, while it is being got past. */
    public val trouble: Trouble? get() = progress.machine.trouble()

    /**
     * Takes in what happened. The functions below say the same in fewer words.
     *
     * @throws MisuseException for what has no meaning now. Nothing has changed then, and it goes on.
     */
    @Throws(MisuseException::class)
    public fun answer(input: ReverificationInput) {
        progress.answer(input)
    }

    /** The person chose the factor at this place, at first or in place of the one that is asked for. */
    @Throws(MisuseException::class)
    public fun choose(index: Int) {
        answer(ReverificationInput.FactorChosen(index))
    }

    /** The person typed this password. */
    @Throws(MisuseException::class)
    public fun enterPassword(password: String) {
        answer(ReverificationInput.PasswordEntered(Secret(wellFormed(password))))
    }

    /** The person typed this code. */
    @Throws(MisuseException::class)
    public fun enterCode(code: String) {
        answer(ReverificationInput.CodeEntered(Secret(wellFormed(code))))
    }

    /** The person asks for another code or link. */
    @Throws(MisuseException::class)
    public fun resend() {
        answer(ReverificationInput.ResendRequested)
    }

    /** The user landed on the redirect URL of a link. */
    @Throws(MisuseException::class)
    public fun returned(url: String) {
        answer(ReverificationInput.RedirectReturned(Secret(wellFormed(url))))
    }

    /** The user has signed in, and this is the new session, which has to name its id. It begins anew. */
    @Throws(MisuseException::class)
    public fun signedIn(session: Session) {
        user.replaceSession(session)
        answer(ReverificationInput.SignedIn)
    }

    /** The person gave up. Always possible. */
    public fun cancel() {
        answer(ReverificationInput.Cancelled)
    }

    /** As [Enrolling.proceed]. */
    public suspend fun proceed(): ReverificationEffect = progress.proceed()

    /** As [Enrolling.waitForTime]. */
    public suspend fun waitForTime() {
        progress.waitForTime()
    }

    /** The machine's own words, without what only screens may show. */
    override fun toString(): String = progress.machine.toString()
}
