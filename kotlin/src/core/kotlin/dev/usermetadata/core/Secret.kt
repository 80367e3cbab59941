package dev.usermetadata.core

/**
 * A token, a password, a one-time code, a signature, or a URL with a nonce.
 *
 * It shows as `[redacted]` wherever it is printed. The only way to the text is [expose], so a reviewer can search for
 * every use.
 */
public class Secret(private val text: String) {
    /** The text itself, for the one place that has to send or store it. */
    public fun expose(): String = text

    /** True when there is nothing to hide, that is no token. */
    public fun isEmpty(): Boolean = text.isEmpty()

    override fun equals(other: Any?): Boolean = other is Secret && other.text == text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "[redacted]"
}
