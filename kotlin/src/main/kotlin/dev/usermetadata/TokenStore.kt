package dev.usermetadata

import dev.usermetadata.core.Secret
import java.io.File
import java.io.FileOutputStream
import java.io.IOException

/**
 * Keeps the client's token. The server may replace it with any answer, and one that is lost signs the user out: so a
 * [User] saves it before it reads the answer any further.
 *
 * The calls are made one after another, on `Dispatchers.IO`, and may block. What [save] or [clear] throws reaches whoever
 * made the request; the session has the new token by then, and an enrollment looks before it sends anything again.
 */
public interface TokenStore {
    /** The token that was saved last; null where there is none. */
    public fun load(): Secret?

    /** Keeps this token in place of the old one. */
    public fun save(token: Secret)

    /** Forgets the token: it is no longer good. */
    public fun clear()
}

/** Keeps the token as long as the process lives. */
public class MemoryTokenStore @JvmOverloads constructor(@Volatile private var token: Secret? = null) : TokenStore {
    override fun load(): Secret? = token

    override fun save(token: Secret) {
        this.token = token
    }

    override fun clear() {
        token = null
    }
}

/**
 * Seals what a [FileTokenStore] writes. On Android with a key of the Keystore, elsewhere with whatever the platform
 * has; the README shows both.
 */
public interface TokenCipher {
    /** Makes the bytes unreadable for anybody else. */
    public fun seal(plain: ByteArray): ByteArray

    /** The way back. */
    public fun open(sealed: ByteArray): ByteArray
}

/**
 * Keeps the token in a file that only its owner may read. It is replaced in one go: a crash leaves the old token or the
 * new one.
 *
 * @param file Where; its folder has to exist. On Android take a file in `noBackupFilesDir`.
 * @param cipher Seals the token; without one it stands there as it is.
 */
public class FileTokenStore @JvmOverloads constructor(
    private val file: File,
    private val cipher: TokenCipher? = null,
) : TokenStore {
    override fun load(): Secret? {
        if (!file.exists()) return null
        val sealed = file.readBytes()
        val plain = cipher?.open(sealed) ?: sealed
        return Secret(plain.decodeToString())
    }

    override fun save(token: Secret) {
        val plain = token.expose().encodeToByteArray()
        val sealed = cipher?.seal(plain) ?: plain
        val fresh = File(file.path + ".new")
        fresh.delete()
        FileOutputStream(fresh).use { stream ->
            // Before anything is in it.
            onlyForItsOwner(fresh)
            stream.write(sealed)
            stream.fd.sync()
        }
        if (!fresh.renameTo(file)) throw IOException("the token could not be stored")
    }

    override fun clear() {
        if (file.exists() && !file.delete()) throw IOException("the token could not be removed")
    }

    private fun onlyForItsOwner(file: File) {
        file.setReadable(false, false)
        file.setWritable(false, false)
        file.setReadable(true, true)
        file.setWritable(true, true)
    }
}
