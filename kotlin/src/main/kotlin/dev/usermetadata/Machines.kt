package dev.usermetadata

import com.sun.jna.Native
import dev.usermetadata.core.CoreException
import dev.usermetadata.core.Effect
import dev.usermetadata.core.Enrollment
import dev.usermetadata.core.FfiConverter
import dev.usermetadata.core.FfiConverterOptionalTypeHttpRequest
import dev.usermetadata.core.FfiConverterTypeCoreError
import dev.usermetadata.core.FfiConverterTypeEffect
import dev.usermetadata.core.FfiConverterTypeEnrollment
import dev.usermetadata.core.FfiConverterTypeInput
import dev.usermetadata.core.FfiConverterTypeReverification
import dev.usermetadata.core.FfiConverterTypeReverificationEffect
import dev.usermetadata.core.FfiConverterTypeReverificationInput
import dev.usermetadata.core.FfiConverterTypeSession
import dev.usermetadata.core.HttpRequest
import dev.usermetadata.core.HttpResponse
import dev.usermetadata.core.Input
import dev.usermetadata.core.Reverification
import dev.usermetadata.core.ReverificationEffect
import dev.usermetadata.core.ReverificationInput
import dev.usermetadata.core.Sent
import dev.usermetadata.core.Session
import dev.usermetadata.core.TransportFailure

/** What the two machines of the core have in common for whoever carries their requests. Each value never changes. */
internal abstract class Machine<C : Any, E : Any, I : Any>(val core: Held<C>) {
    /** What has to be done now. */
    abstract val effect: E

    /** What is to be sent, or null when the effect is about anything else. */
    abstract fun request(session: Held<Session>): HttpRequest?

    abstract fun handle(input: I, now: Long): Machine<C, E, I>

    abstract fun snapshot(): String

    /** The id of what is to be sent now, or null when the effect is about anything else. */
    abstract fun toSend(): Long?

    /** Until when the effect asks for nothing but time. */
    abstract fun wakesAt(): Long?

    /** From when on nothing can come any more of what the effect waits for; the machine then goes on at a tick. */
    abstract fun expiresAt(): Long?

    abstract val isOver: Boolean

    abstract fun responded(id: Long, response: HttpResponse): I

    abstract fun failed(id: Long, failure: TransportFailure, sent: Sent): I

    abstract val tick: I
}

/** An object of the core with the number that the library knows it by, which lives as long as the object. */
internal class Held<T : Any>(val handle: Long, val value: T) {
    /** Whoever calls with the number holds the lock: what is locked is not collected. */
    inline fun <R> use(call: (Long) -> R): R = synchronized(this) { call(handle) }

    companion object {
        /** The object under a number of its own, so that closing the one that was given changes nothing. */
        fun <T : Any> of(value: T, converter: FfiConverter<T, Long>): Held<T> = ofHandle(converter.lower(value), converter)

        fun <T : Any> ofHandle(handle: Long, converter: FfiConverter<T, Long>): Held<T> =
            Held(handle, converter.lift(handle))

        fun of(session: Session): Held<Session> = of(session, FfiConverterTypeSession)
    }
}

internal class EnrollmentMachine private constructor(core: Held<Enrollment>, effect: Effect?) :
    Machine<Enrollment, Effect, Input>(core) {
    constructor(enrollment: Enrollment) : this(Held.of(enrollment, FfiConverterTypeEnrollment), null)

    override val effect: Effect by lazy { effect ?: core.value.effect() }

    override fun request(session: Held<Session>): HttpRequest? =
        Calls.request({ core.value.request(session.value) }) { buffer ->
            core.use { machine ->
                session.use { Calls.user_metadata_enrollment_request(machine, it, buffer, Scratch.CAPACITY) }
            }
        }

    override fun handle(input: Input, now: Long): EnrollmentMachine =
        Calls.handle(input, FfiConverterTypeInput, FfiConverterTypeEffect) { buffer, length ->
            core.use { Calls.user_metadata_enrollment_handle(it, now, buffer, length, Scratch.CAPACITY) }
        }?.let { (handle, effect) -> EnrollmentMachine(Held.ofHandle(handle, FfiConverterTypeEnrollment), effect) }
            ?: EnrollmentMachine(core.value.handle(input, now))

    override fun snapshot(): String =
        Calls.snapshot({ core.value.snapshot() }) { buffer ->
            core.use { Calls.user_metadata_enrollment_snapshot(it, buffer, Scratch.CAPACITY) }
        }

    override fun toSend(): Long? = (effect as? Effect.Send)?.id

    override fun wakesAt(): Long? =
        when (val effect = effect) {
            is Effect.Wait -> effect.until
            is Effect.AwaitLink -> effect.pollAt
            is Effect.Send, is Effect.OpenUrl, is Effect.AskCode, is Effect.AskSignature, is Effect.SignIn,
            is Effect.Reverify, is Effect.Finish,
            -> null
        }

    override fun expiresAt(): Long? = (effect as? Effect.OpenUrl)?.expiresAt

    override val isOver: Boolean get() = effect is Effect.Finish

    override fun responded(id: Long, response: HttpResponse): Input = Input.Responded(id, response)

    override fun failed(id: Long, failure: TransportFailure, sent: Sent): Input =
        Input.TransportFailed(id, failure, sent)

    override val tick: Input get() = Input.Tick
}

internal class ReverificationMachine private constructor(core: Held<Reverification>, effect: ReverificationEffect?) :
    Machine<Reverification, ReverificationEffect, ReverificationInput>(core) {
    constructor(reverification: Reverification) : this(Held.of(reverification, FfiConverterTypeReverification), null)

    override val effect: ReverificationEffect by lazy { effect ?: core.value.effect() }

    override fun request(session: Held<Session>): HttpRequest? =
        Calls.request({ core.value.request(session.value) }) { buffer ->
            core.use { machine ->
                session.use { Calls.user_metadata_reverification_request(machine, it, buffer, Scratch.CAPACITY) }
            }
        }

    override fun handle(input: ReverificationInput, now: Long): ReverificationMachine =
        Calls.handle(input, FfiConverterTypeReverificationInput, FfiConverterTypeReverificationEffect) { buffer, length ->
            core.use { Calls.user_metadata_reverification_handle(it, now, buffer, length, Scratch.CAPACITY) }
        }?.let { (handle, effect) ->
            ReverificationMachine(Held.ofHandle(handle, FfiConverterTypeReverification), effect)
        } ?: ReverificationMachine(core.value.handle(input, now))

    override fun snapshot(): String =
        Calls.snapshot({ core.value.snapshot() }) { buffer ->
            core.use { Calls.user_metadata_reverification_snapshot(it, buffer, Scratch.CAPACITY) }
        }

    override fun toSend(): Long? = (effect as? ReverificationEffect.Send)?.id

    override fun wakesAt(): Long? =
        when (val effect = effect) {
            is ReverificationEffect.Wait -> effect.until
            is ReverificationEffect.AwaitLink -> effect.pollAt
            is ReverificationEffect.Send, is ReverificationEffect.ChooseFactor, is ReverificationEffect.AskPassword,
            is ReverificationEffect.AskCode, is ReverificationEffect.SignIn, is ReverificationEffect.Finish,
            -> null
        }

    override fun expiresAt(): Long? = null

    override val isOver: Boolean get() = effect is ReverificationEffect.Finish

    override fun responded(id: Long, response: HttpResponse): ReverificationInput =
        ReverificationInput.Responded(id, response)

    override fun failed(id: Long, failure: TransportFailure, sent: Sent): ReverificationInput =
        ReverificationInput.TransportFailed(id, failure, sent)

    override val tick: ReverificationInput get() = ReverificationInput.Tick
}

/** The calls that carry a machine on, through plain numbers and one buffer. */
private object Calls {
    init {
        // Checks that library and layer were made for each other, before anything is called.
        dev.usermetadata.core.uniffiEnsureInitialized()
        Native.register(Calls::class.java, Scratch.LIBRARY)
    }

    @JvmStatic
    @Suppress("FunctionName") // The symbol's name, here and below.
    external fun user_metadata_enrollment_handle(machine: Long, now: Long, buffer: Long, length: Int, capacity: Int): Long

    @JvmStatic
    @Suppress("FunctionName")
    external fun user_metadata_enrollment_request(machine: Long, session: Long, buffer: Long, capacity: Int): Int

    @JvmStatic
    @Suppress("FunctionName")
    external fun user_metadata_enrollment_snapshot(machine: Long, buffer: Long, capacity: Int): Int

    @JvmStatic
    @Suppress("FunctionName")
    external fun user_metadata_reverification_handle(machine: Long, now: Long, buffer: Long, length: Int, capacity: Int): Long

    @JvmStatic
    @Suppress("FunctionName")
    external fun user_metadata_reverification_request(machine: Long, session: Long, buffer: Long, capacity: Int): Int

    @JvmStatic
    @Suppress("FunctionName")
    external fun user_metadata_reverification_snapshot(machine: Long, buffer: Long, capacity: Int): Int

    /** The request that stands in the buffer after the call, or that of the generated function where the buffer does not do. */
    inline fun request(generated: () -> HttpRequest?, call: (buffer: Long) -> Int): HttpRequest? {
        val scratch = Scratch.ofThisThread()
        val written = call(scratch.address)
        return when {
            written >= 0 -> FfiConverterOptionalTypeHttpRequest.read(scratch.buffer())
            written == Int.MIN_VALUE -> generated()
            else -> throw refusal(scratch)
        }
    }

    /** The text that stands in the buffer after the call. */
    inline fun snapshot(generated: () -> String, call: (buffer: Long) -> Int): String {
        val scratch = Scratch.ofThisThread()
        val written = call(scratch.address)
        if (written < 0) return generated()
        val bytes = ByteArray(written)
        scratch.buffer().get(bytes)
        return bytes.decodeToString()
    }

    /** The next value's number and its effect; null where the generated function has to be asked. */
    inline fun <I, E> handle(
        input: I,
        inputs: FfiConverter<I, *>,
        effects: FfiConverter<E, *>,
        call: (buffer: Long, length: Int) -> Long,
    ): Pair<Long, E>? {
        val scratch = Scratch.ofThisThread()
        if (inputs.allocationSize(input) > Scratch.CAPACITY.toULong()) return null
        val buffer = scratch.buffer()
        inputs.write(input, buffer)
        val answer = call(scratch.address, buffer.position())
        return when {
            answer >= 0 -> answer to effects.read(scratch.buffer())
            answer == Long.MIN_VALUE -> null
            else -> throw refusal(scratch)
        }
    }

    fun refusal(scratch: Scratch): CoreException = FfiConverterTypeCoreError.read(scratch.buffer())
}
