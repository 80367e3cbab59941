package dev.usermetadata

import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Sent
import dev.usermetadata.core.Session
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** What the two machines of the core have in common for whoever carries their requests. */
internal interface Machine<M : Any, E : Any, I : Any> {
    fun effect(machine: M): E

    fun step(machine: M, session: Session): Step<E>

    fun handle(machine: M, input: I, now: Long): M

    fun snapshot(machine: M): String

    /** The id of what is to be sent now, or null when the effect is about anything else. */
    fun toSend(effect: E): Long?

    /** Until when an effect asks for nothing but time. */
    fun wakesAt(effect: E): Long?

    /** From when on nothing can come any more of what an effect waits for; the machine then goes on at a tick. */
    fun expiresAt(effect: E): Long?

    fun isOver(effect: E): Boolean

    fun responded(id: Long, response: HttpResponse): I

    fun failed(id: Long, failure: TransportFailure, sent: Sent): I

    val tick: I
}

/** All that there is to know of a machine at one moment. */
internal class Step<E>(val effect: E, val request: HttpRequest?, val snapshot: String)

/**
 * A machine and what is under way for it.
 *
 * The machine is a value; what happens replaces it. So answers may come from any thread at any time, also while a
 * request is under way, and whoever carries requests may be cancelled at any suspension: what was left on the way is
 * looked after by the next one.
 */
internal class Progress<M : Any, E : Any, I : Any>(
    private val kind: Machine<M, E, I>,
    private val account: Account,
    first: M,
    private val store: SnapshotStore?,
) {
    private val state = MutableStateFlow(first)

    /** Held by whoever carries requests: one at a time. */
    private val turn = Mutex()

    /** The request that was sent last and has not been answered; only touched by the one whose turn it is. */
    private var underWay: Long? = null

    val machine: M get() = state.value

    val effect: E get() = kind.effect(machine)

    val snapshot: String get() = kind.snapshot(machine)

    /** Takes in what happened. */
    fun answer(input: I) {
        synchronized(state) {
            state.value = core { kind.handle(state.value, input, account.clock.now()) }
        }
    }

    /** Sends what is to be sent, until somebody is needed. */
    suspend fun proceed(): E = turn.withLock { sendAll() }.second

    /** Waits for what only takes time, then says so. */
    suspend fun waitForTime() {
        val until = kind.wakesAt(effect) ?: return
        account.clock.sleepUntil(until)
        answer(kind.tick)
    }

    /** Every effect that needs somebody, up to the last. */
    val effects: Flow<E> = channelFlow {
        // Whoever gives up has an end at once, also while a request is under way. The answer is still waited for, since
        // it may bring a new token.
        val over = async { state.first { kind.isOver(kind.effect(it)) } }
        while (true) {
            val sending = async { turn.withLock { sendAll() } }
            val (machine, effect) = select {
                sending.onAwait { it }
                over.onAwait { it to kind.effect(it) }
            }
            send(effect)
            if (kind.isOver(effect)) break
            untilSomethingHappens(machine, effect)
        }
    }.buffer(Channel.RENDEZVOUS)

    private suspend fun sendAll(): Pair<M, E> {
        while (true) {
            giveUpWhatWasLeft()
            val machine = state.value
            val step = core { kind.step(machine, account.session) }
            store?.store(step.snapshot)
            val request = step.request ?: return machine to step.effect
            val id = kind.toSend(step.effect)
            underWay = id
            val reply = account.send(request)
            underWay = null
            takeIn(id, reply)
        }
    }

    /** A cancelled coroutine has left its request on the way: it must not be sent again unseen. */
    private fun giveUpWhatWasLeft() {
        val left = underWay ?: return
        underWay = null
        unlessItIsGone(left, kind.failed(left, TransportFailure.INTERRUPTED, Sent.MAYBE))
    }

    private fun takeIn(id: Long?, reply: Reply) {
        if (id == null) return
        val input = when (reply) {
            is Reply.Answered -> kind.responded(id, reply.response)
            is Reply.Lost -> kind.failed(id, reply.exception.failure, reply.exception.sent)
        }
        unlessItIsGone(id, input)
    }

    /** Somebody may have given up meanwhile: then the machine waits for this no longer. */
    private fun unlessItIsGone(id: Long, input: I) {
        synchronized(state) {
            if (kind.toSend(kind.effect(state.value)) == id) answer(input)
        }
    }

    private suspend fun untilSomethingHappens(machine: M, effect: E) {
        val time = kind.wakesAt(effect) ?: kind.expiresAt(effect)
        coroutineScope {
            val timer = time?.let {
                launch {
                    account.clock.sleepUntil(it)
                    synchronized(state) { if (state.value === machine) answer(kind.tick) }
                }
            }
            state.first { it !== machine }
            timer?.cancel()
        }
    }
}
