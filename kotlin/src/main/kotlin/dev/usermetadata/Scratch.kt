package dev.usermetadata

import com.sun.jna.Memory
import com.sun.jna.Pointer
import java.nio.ByteBuffer
import java.nio.ByteOrder

/**
 * A buffer that the library reads and writes, one for each thread.
 *
 * What goes through the generated functions is copied into structures that JNA allocates and describes anew for every
 * call, at some 20 µs each; an address and a few numbers cost a tenth of one.
 */
internal class Scratch private constructor() {
    private val memory = Memory(CAPACITY.toLong())
    val address: Long = Pointer.nativeValue(memory)

    // The order of uniffi's format.
    private val bytes: ByteBuffer = memory.getByteBuffer(0, CAPACITY.toLong()).order(ByteOrder.BIG_ENDIAN)

    /** All of it, from its beginning. */
    fun buffer(): ByteBuffer {
        bytes.clear()
        return bytes
    }

    companion object {
        const val CAPACITY: Int = 16 * 1024

        /** The name that JNA finds the library by. */
        const val LIBRARY: String = "user_metadata_uniffi"

        private val scratches = object : ThreadLocal<Scratch>() {
            override fun initialValue() = Scratch()
        }

        fun ofThisThread(): Scratch = scratches.get()!!
    }
}
