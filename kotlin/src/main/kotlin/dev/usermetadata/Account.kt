package dev.usermetadata

import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Rotated
import dev.usermetadata.core.Sent
import dev.usermetadata.core.Session
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import java.io.IOException

/** The session that all requests of one user share, and what happens when the server replaces its token. */
internal class Account(
    session: Session,
    private val transport: Transport,
    private val tokens: TokenStore?,
    val clock: Clock,
) {
    /** The session, as the quick calls take it. */
    @Volatile
    var held: Held<Session> = Held.of(session)
        private set

    var session: Session
        get() = held.value
        set(value) {
            held = Held.of(value)
        }

    /** Held while a token is stored, so that two tokens are stored in the order in which they came. */
    private val storing = Mutex()

    /** Sends it once. The new token is stored when this returns. */
    suspend fun send(request: HttpRequest): Reply {
        val response = try {
            transport.send(request)
        } catch (exception: TransportException) {
            return Reply.Lost(exception)
        } catch (exception: IOException) {
            return Reply.Lost(TransportException(TransportFailure.OTHER, Sent.MAYBE, exception))
        }
        absorb(response)
        return Reply.Answered(response)
    }

    private suspend fun absorb(response: HttpResponse) {
        // Whoever has stopped waiting is signed out all the same if the token is lost.
        withContext(NonCancellable) {
            storing.withLock {
                val absorbed = session.absorb(response.headers) ?: return@withLock
                session = absorbed.session
                if (tokens != null) withContext(Dispatchers.IO) { tokens.keep(absorbed.rotated) }
            }
        }
    }
}

/** What a request came to. */
internal sealed interface Reply {
    class Answered(val response: HttpResponse) : Reply

    class Lost(val exception: TransportException) : Reply
}

private fun TokenStore.keep(rotated: Rotated) {
    when (rotated) {
        is Rotated.Native -> save(rotated.token)
        is Rotated.DevBrowser -> save(rotated.token)
        is Rotated.Cookie -> save(rotated.client)
        is Rotated.Cleared -> clear()
    }
}
