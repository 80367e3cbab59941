package dev.usermetadata

import dev.usermetadata.core.Secret
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.IOException
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermission
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.spec.GCMParameterSpec

internal class TokenStoreTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun aFileKeepsTheNewestTokenForItsOwnerAlone() {
        val file = File(folder, "token")
        val store = FileTokenStore(file)
        assertEquals(null, store.load())
        store.save(Secret("old"))
        store.save(Secret("new"))
        assertEquals(Secret("new"), FileTokenStore(file).load())
        val owner = setOf(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
        assertEquals(owner, Files.getPosixFilePermissions(file.toPath()))
        assertEquals(listOf("token"), folder.list()!!.toList())
        store.clear()
        store.clear()
        assertEquals(null, store.load())
    }

    @Test
    fun aFileThatCannotBeWrittenIsAnError() {
        assertThrows(IOException::class.java) { FileTokenStore(File(folder, "missing/token")).save(Secret("x")) }
    }

    /** What the README shows for the Keystore, with a key of this JVM. */
    @Test
    fun aCipherSealsWhatStandsInTheFile() {
        val key = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
        val cipher = object : TokenCipher {
            override fun seal(plain: ByteArray): ByteArray {
                val cipher = Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.ENCRYPT_MODE, key) }
                return cipher.iv + cipher.doFinal(plain)
            }

            override fun open(sealed: ByteArray): ByteArray {
                val parameters = GCMParameterSpec(128, sealed, 0, 12)
                val cipher = Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.DECRYPT_MODE, key, parameters) }
                return cipher.doFinal(sealed, 12, sealed.size - 12)
            }
        }
        val file = File(folder, "token")
        FileTokenStore(file, cipher).save(Secret("tok_secret"))
        assertFalse("tok_secret" in file.readBytes().decodeToString())
        assertEquals(Secret("tok_secret"), FileTokenStore(file, cipher).load())
    }

    @Test
    fun aRotatedTokenIsStoredBeforeTheAnswerIsRead(): Unit = runBlocking {
        Sandbox().use { sandbox ->
            val old = sandbox.first.required("native_token")
            val store = MemoryTokenStore(Secret(old))
            val user = User(sandbox.session(), JdkTransport(), store)
            sandbox.post("rotate_tokens")
            // What comes with the new token cannot be read.
            sandbox.post("faults", obj("kind" to "truncated", "times" to 1))
            assertThrows(UserMetadataException::class.java) { runBlocking { user.reload() } }
            assertNotEquals(Secret(old), store.load())
            assertEquals(sandbox.first.required("user_id"), user.reload().id)
        }
    }

    @Test
    fun aTokenThatCannotBeStoredIsSaidAndNothingIsSentTwice(): Unit = runBlocking {
        Sandbox().use { sandbox ->
            var full = true
            val store = object : TokenStore {
                override fun load(): Secret? = null

                override fun save(token: Secret) {
                    if (full) throw IOException("the disk is full")
                }

                override fun clear() = Unit
            }
            val user = User(sandbox.session(), JdkTransport(), store)
            val enrolling = user.enroll(dev.usermetadata.core.EnrollmentRequest.PhoneNumber("+15551234567"))
            sandbox.post("rotate_tokens")
            assertThrows(IOException::class.java) { runBlocking { enrolling.proceed() } }
            full = false
            while (enrolling.proceed() is dev.usermetadata.core.Effect.Wait) enrolling.waitForTime()
            assertEquals(1, sandbox.count("POST", "/v1/me/phone_numbers"))
            assertEquals(1, sandbox.inbox("+15551234567", "code").size)
        }
    }
}
