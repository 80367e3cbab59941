package dev.usermetadata

import dev.usermetadata.core.knownOauthProviders
import dev.usermetadata.core.knownWeb3Providers
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

internal class IdentifiersTest {
    @Test
    fun theCanonicalTextComesBack() {
        assertEquals("Jane+news@bücher.example", parseEmail(" Jane+news@BÜCHER.example "))
        assertEquals("+15551234567", parsePhone("15551234567"))
        assertEquals("oauth_notion", parseOAuthStrategy("oauth_notion"))
        assertEquals("com.example.app:/callback", parseRedirectUrl("com.example.app:/callback"))
        assertEquals("app.example.com", describeRedirectUrl("https://app.example.com/x").host)
    }

    /** The vectors count in bytes, a text field in characters. */
    @Test
    fun aPositionIsAnIndexOfTheString() {
        val typed = "\uD83D\uDE00é..x@example.com"
        val refused = assertThrows(ValidationException::class.java) { parseEmail(typed) }
        assertEquals("local_dot", refused.code)
        assertEquals('.', typed[refused.position!!])
        assertEquals(refused.position, assertThrows(ValidationException::class.java) { describeEmail(typed) }.position)
    }

    @Test
    fun halfACharacterIsNoCharacter() {
        for (typed in listOf("jane\uD83D@example.com", "\uDE00@example.com", "jane@exam\uD83Dple.com")) {
            assertThrows(ValidationException::class.java) { parseEmail(typed) }
            assertThrows(ValidationException::class.java) { describeEmail(typed) }
        }
    }

    /** What does not fit the buffer goes the other way, and is refused alike. */
    @Test
    fun textsOfAnyLengthAreRead() {
        for (length in listOf(1, 2047, 2048, 2049, 4095, 4096, 4097, 100_000)) {
            for (letter in listOf("a", "é", "\uD83D\uDE00")) {
                val text = letter.repeat(length) + "@example.com"
                val quick = runCatching { parseEmail(text) }
                val generated = runCatching { describeEmail(text).text }
                assertEquals(generated.getOrNull(), quick.getOrNull())
                assertEquals(generated.code(), quick.code(), "$letter, $length times")
            }
        }
    }

    @Test
    fun noTextRepeatsWhatWasTyped() {
        val refused = assertThrows(ValidationException::class.java) { parseEmail("very-private@@example.com") }
        assertTrue("very-private" !in refused.toString(), refused.toString())
    }

    @Test
    fun whatClerkNamesCanStandOnAButton() {
        assertTrue(knownOauthProviders().any { it.strategy == "oauth_google" && it.name == "Google" })
        assertTrue(knownWeb3Providers().all { parseWeb3Strategy(it.strategy) == it.strategy })
    }

    private fun Result<String>.code() = (exceptionOrNull() as ValidationException?)?.code
}
