package dev.usermetadata

/**
 * Keeps the snapshot of what is under way, so that it goes on after the process was killed: in a `SavedStateHandle`, a
 * file, a database. A snapshot holds no token, no code and no signature.
 *
 * It is called before every request and before every question, and should return soon.
 */
public fun interface SnapshotStore {
    /** Keeps this snapshot in place of the last one. */
    public fun store(snapshot: String)
}
