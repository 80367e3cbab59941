package dev.usermetadata

import dev.usermetadata.core.ApiErrorClass
import dev.usermetadata.core.Credentials
import dev.usermetadata.core.CoreException
import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.Secret
import dev.usermetadata.core.Sent
import dev.usermetadata.core.Session
import dev.usermetadata.core.SessionConfig
import dev.usermetadata.core.TransportFailure
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.IOException

/** The methods that Clerk documents, one by one. */
internal class UserTest {
    private val sandbox = Sandbox()
    private val user = User(sandbox.session(), OkHttpTransport())

    @AfterEach
    fun stop() {
        sandbox.close()
    }

    @Test
    fun anEmailAddressIsCreatedPreparedAndProved() = runBlocking {
        var email = user.createEmailAddress("test@test.com")
        assertEquals(null, email.verification)
        email = user.prepareVerification(email, "email_code")
        assertEquals("unverified", email.verification?.status)
        email = user.attemptVerification(email, sandbox.inbox("test@test.com", "code").last())
        assertTrue(email.verification!!.isVerified)
        assertEquals(email.id, user.setPrimary(Resource.EmailAddress(email)).primaryEmailAddressId)
        assertEquals(listOf(email), user.reload().emailAddresses)
        assertEquals(listOf(Resource.EmailAddress(email)), user.list(ResourceKind.EMAIL_ADDRESS))
        assertTrue(user.destroy(Resource.EmailAddress(email)).deleted)
    }

    @Test
    fun aPhoneNumberToo() = runBlocking {
        var phone = user.createPhoneNumber("15551234567")
        phone = user.prepareVerification(phone, "phone_code")
        phone = user.attemptVerification(phone, sandbox.inbox("+15551234567", "code").last())
        assertTrue(phone.verification!!.isVerified)
        assertEquals(Resource.PhoneNumber(phone), user.resource(ResourceKind.PHONE_NUMBER, phone.id))
    }

    @Test
    fun aWalletToo() = runBlocking {
        var wallet = user.createWeb3Wallet("0x4a62316623ad457f02cdc5d997ded67a383ec569")
        wallet = user.prepareVerification(wallet, "web3_metamask_signature")
        val message = wallet.verification!!.message!!
        wallet = user.attemptVerification(wallet, sandbox.sign("ethereum", "07".repeat(32), message))
        assertTrue(wallet.verification!!.isVerified)
    }

    @Test
    fun anExternalAccountToo() = runBlocking {
        val account = user.createExternalAccount("oauth_notion", redirectUrl = "com.example.app:/callback")
        Browser.decide(account.verification!!.externalVerificationRedirectUrl!!, "allow", null)
        val connected = user.reload().externalAccounts.single()
        assertTrue(connected.verification!!.isVerified)
        val again = user.reauthorize(connected, "com.example.app:/callback", listOf("read"))
        assertTrue(again.verification!!.externalVerificationRedirectUrl!!.startsWith(sandbox.url))
    }

    @Test
    fun aWrongCodeSaysWhatToDo() = runBlocking {
        val email = user.prepareVerification(user.createEmailAddress("test@test.com"), "email_code")
        val malformed = assertThrows(ValidationException::class.java) { runBlocking { user.attemptVerification(email, "12a456") } }
        assertEquals(listOf("code", "code_char", 2), listOf(malformed.field, malformed.code, malformed.position))
        val wrong = if (sandbox.codes().last() == "000000") "111111" else "000000"
        val refused = assertThrows(ApiException::class.java) { runBlocking { user.attemptVerification(email, wrong) } }
        assertEquals("form_code_incorrect", refused.code)
        assertEquals(ApiErrorClass.PROOF, refused.errorClass)
        assertTrue(refused.userMessage.isNotEmpty())
    }

    @Test
    fun aLostConnectionHasItsCause() {
        val cause = IOException("unplugged")
        val user = User(sandbox.session(), { throw TransportException(TransportFailure.INTERRUPTED, Sent.MAYBE, cause) })
        val lost = assertThrows(TransportException::class.java) { runBlocking { user.reload() } }
        assertSame(cause, lost.cause)
        val unknown = User(sandbox.session(), { throw cause })
        val other = assertThrows(TransportException::class.java) { runBlocking { unknown.reload() } }
        assertEquals(TransportFailure.OTHER to Sent.MAYBE, other.failure to other.sent)
    }

    @Test
    fun nothingThatIsPrintedHoldsTheToken() {
        val token = sandbox.first.required("native_token")
        val config = SessionConfig(Credentials.Native(Secret(token)), frontendApi = sandbox.url)
        val request = dev.usermetadata.core.Call.readUser().request(Session(config))
        assertTrue(request.headers.any { token in it.value })
        for (shown in listOf("$config", "${Session(config)}", "$request", "$user")) assertTrue(token !in shown, shown)
    }

    @Test
    fun aSessionThatCannotBeIsRefused() {
        val nowhere = assertThrows(CoreException.Validation::class.java) { Session(SessionConfig(Credentials.Anonymous)) }
        assertEquals("publishable_key", nowhere.error.field)
    }
}
