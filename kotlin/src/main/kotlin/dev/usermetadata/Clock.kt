package dev.usermetadata

import kotlinx.coroutines.delay

/** What time it is, and how to wait: the two things about time that a test wants to decide. */
public interface Clock {
    /** The time of this device, in Unix milliseconds. It may be wrong by days: the core corrects it by the server's. */
    public fun now(): Long

    /** Returns when that time has come, or early: whoever waits looks again. */
    public suspend fun sleepUntil(until: Long)

    public companion object {
        /** The clock of the device. */
        @JvmField
        public val SYSTEM: Clock = object : Clock {
            override fun now(): Long = System.currentTimeMillis()

            override suspend fun sleepUntil(until: Long) {
                delay(until - now())
            }
        }
    }
}
