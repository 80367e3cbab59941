package dev.usermetadata

import com.sun.jna.Native
import dev.usermetadata.core.FfiConverter
import dev.usermetadata.core.FfiConverterTypeCoreError
import dev.usermetadata.core.FfiConverterTypeValidationError
import java.nio.ByteBuffer

/**
 * Validation through plain numbers and one buffer: forms validate at every key, and the generated functions cost twenty
 * times as much. The generated ones are asked where the buffer does not do, and the vectors run over both.
 */
internal object Validators {
    /** In the order of the numbers that the library knows them by. */
    enum class Kind { EMAIL, EMAIL_AS_IT_IS, PHONE, WALLET, OAUTH_STRATEGY, WEB3_STRATEGY, REDIRECT_URL, SCOPE }

    init {
        // Checks that library and layer were made for each other, before anything is called.
        dev.usermetadata.core.uniffiEnsureInitialized()
        Native.register(Validators::class.java, Scratch.LIBRARY)
    }

    @JvmStatic
    @Suppress("FunctionName") // The symbol's name.
    private external fun user_metadata_parse(kind: Int, buffer: Long, length: Int, capacity: Int): Int

    @JvmStatic
    @Suppress("FunctionName") // The symbol's name.
    private external fun user_metadata_describe(kind: Int, buffer: Long, length: Int, capacity: Int): Int

    fun parse(kind: Kind, text: String): String {
        val scratch = Scratch.ofThisThread()
        val buffer = scratch.buffer()
        val length = encode(text, buffer)
        if (length < 0) return generated(kind, text)
        val written = user_metadata_parse(kind.ordinal, scratch.address, length, Scratch.CAPACITY)
        return when {
            written >= 0 -> decode(text, buffer, written)
            written == Int.MIN_VALUE -> generated(kind, text)
            else -> {
                buffer.clear()
                throw FfiConverterTypeValidationError.read(buffer).toPublic(text)
            }
        }
    }

    /** All that is known of a text; `generated` is asked where the buffer does not do. */
    fun <F> describe(kind: Kind, text: String, facts: FfiConverter<F, *>, generated: (String) -> F): F =
        core(text) {
            val scratch = Scratch.ofThisThread()
            val length = encode(text, scratch.buffer())
            val written =
                if (length < 0) Int.MIN_VALUE
                else user_metadata_describe(kind.ordinal, scratch.address, length, Scratch.CAPACITY)
            when {
                written >= 0 -> facts.read(scratch.buffer())
                written == Int.MIN_VALUE -> generated(wellFormed(text))
                else -> throw FfiConverterTypeCoreError.read(scratch.buffer())
            }
        }

    /** The way of the generated layer. */
    fun generated(kind: Kind, text: String): String =
        core(text) {
            val sent = wellFormed(text)
            when (kind) {
                Kind.EMAIL -> dev.usermetadata.core.parseEmail(sent).text
                Kind.EMAIL_AS_IT_IS -> dev.usermetadata.core.checkEmail(sent).let { text }
                Kind.PHONE -> dev.usermetadata.core.parsePhone(sent).text
                Kind.WALLET -> dev.usermetadata.core.parseWallet(sent).text
                Kind.OAUTH_STRATEGY -> dev.usermetadata.core.parseOauthStrategy(sent).text
                Kind.WEB3_STRATEGY -> dev.usermetadata.core.parseWeb3Strategy(sent).text
                Kind.REDIRECT_URL -> dev.usermetadata.core.parseRedirectUrl(sent).text
                Kind.SCOPE -> dev.usermetadata.core.parseScope(sent)
            }
        }

    /** Writes the text as UTF-8; the number of bytes, or -1 when it does not fit. */
    private fun encode(text: String, buffer: ByteBuffer): Int {
        if (text.length > Scratch.CAPACITY) return -1
        for (index in text.indices) {
            val char = text[index]
            if (char.code >= 0x80) return encodeAny(text, buffer)
            buffer.put(index, char.code.toByte())
        }
        return text.length
    }

    private fun encodeAny(text: String, buffer: ByteBuffer): Int {
        val bytes = wellFormed(text).encodeToByteArray()
        if (bytes.size > Scratch.CAPACITY) return -1
        buffer.put(bytes)
        return bytes.size
    }

    /** The text in the buffer, which is most often the one that was given. */
    private fun decode(given: String, buffer: ByteBuffer, length: Int): String {
        if (length == given.length && given.indices.all { buffer.get(it) == given[it].code.toByte() && given[it].code < 0x80 }) {
            return given
        }
        val bytes = ByteArray(length)
        buffer.clear()
        buffer.get(bytes)
        return bytes.decodeToString()
    }
}

/** The same text with U+FFFD in place of halves of surrogate pairs, which no UTF-8 has. No grammar accepts it. */
internal fun wellFormed(text: String): String {
    val lone = text.indices.firstOrNull { isLone(text, it) } ?: return text
    return buildString(text.length) {
        append(text, 0, lone)
        for (index in lone until text.length) append(if (isLone(text, index)) '\uFFFD' else text[index])
    }
}

private fun isLone(text: String, index: Int): Boolean {
    val char = text[index]
    return when {
        char.isHighSurrogate() -> text.getOrNull(index + 1)?.isLowSurrogate() != true
        char.isLowSurrogate() -> text.getOrNull(index - 1)?.isHighSurrogate() != true
        else -> false
    }
}
