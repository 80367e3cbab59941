package dev.usermetadata

import dev.usermetadata.core.Sent
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

/**
 * A machine and what is under way for it.
 *
 * The machine is a value; what happens replaces it. So answers may come from any thread at any time, also while a
 * request is under way, and whoever carries requests may be cancelled at any suspension: what was left on the way is
 * looked after by the next one.
 */
internal class Progress<C : Any, E : Any, I : Any>(
    private val account: Account,
    first: Machine<C, E, I>,
    private val store: SnapshotStore?,
) {
    private val state = MutableStateFlow(first)

    /** Held by whoever carries requests: one at a time. */
    private val turn = Mutex()

    /** The request that was sent last and has not been answered; only touched by the one whose turn it is. */
    private var underWay: Long? = null

    /** The core's machine, to be asked about itself. */
    val machine: C get() = state.value.core.value

    val effect: E get() = state.value.effect

    val snapshot: String get() = state.value.snapshot()

    /** Takes in what happened. */
    fun answer(input: I) {
        synchronized(state) {
            state.value = core { state.value.handle(input, account.clock.now()) }
        }
    }

    /** Sends what is to be sent, until somebody is needed. */
    suspend fun proceed(): E = turn.withLock { sendAll() }.effect

    /** Waits for what only takes time, then says so. */
    suspend fun waitForTime() {
        val machine = state.value
        val until = machine.wakesAt() ?: return
        account.clock.sleepUntil(until)
        answer(machine.tick)
    }

    /** Every effect that needs somebody, up to the last. */
    val effects: Flow<E> = channelFlow {
        // Whoever gives up has an end at once, also while a request is under way. The answer is still waited for, since
        // it may bring a new token.
        val over = async { state.first { it.isOver } }
        while (true) {
            val sending = async { turn.withLock { sendAll() } }
            val machine = select {
                sending.onAwait { it }
                over.onAwait { it }
            }
            send(machine.effect)
            if (machine.isOver) break
            untilSomethingHappens(machine)
        }
    }.buffer(Channel.RENDEZVOUS)

    /** The machine when somebody is needed. */
    private suspend fun sendAll(): Machine<C, E, I> {
        while (true) {
            giveUpWhatWasLeft()
            val machine = state.value
            store?.store(machine.snapshot())
            val request = core { machine.request(account.held) } ?: return machine
            val id = machine.toSend()
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
        unlessItIsGone(left, state.value.failed(left, TransportFailure.INTERRUPTED, Sent.MAYBE))
    }

    private fun takeIn(id: Long?, reply: Reply) {
        if (id == null) return
        val input = when (reply) {
            is Reply.Answered -> state.value.responded(id, reply.response)
            is Reply.Lost -> state.value.failed(id, reply.exception.failure, reply.exception.sent)
        }
        unlessItIsGone(id, input)
    }

    /** Somebody may have given up meanwhile: then the machine waits for this no longer. */
    private fun unlessItIsGone(id: Long, input: I) {
        synchronized(state) {
            if (state.value.toSend() == id) answer(input)
        }
    }

    private suspend fun untilSomethingHappens(machine: Machine<C, E, I>) {
        val time = machine.wakesAt() ?: machine.expiresAt()
        coroutineScope {
            val timer = time?.let {
                launch {
                    account.clock.sleepUntil(it)
                    synchronized(state) { if (state.value === machine) answer(machine.tick) }
                }
            }
            state.first { it !== machine }
            timer?.cancel()
        }
    }
}
