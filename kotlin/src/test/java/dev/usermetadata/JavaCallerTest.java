package dev.usermetadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.usermetadata.core.Effect;
import dev.usermetadata.core.EmailAddress;
import dev.usermetadata.core.EnrollmentRequest;
import dev.usermetadata.core.Outcome;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What a program in Java writes. */
class JavaCallerTest {
    @Test
    void theMethodsAreFutures() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            User user = new User(sandbox.session(), new JdkTransport());
            UserFutures futures = user.futures();
            EmailAddress email = futures.createEmailAddress("test@test.com").get();
            email = futures.prepareVerification(email, "email_code").get();
            String code = sandbox.inbox("test@test.com", "code").get(0);
            email = futures.attemptVerification(email, code).get();
            assertTrue(email.getVerification().isVerified());

            ExecutionException refused =
                    assertThrows(ExecutionException.class, () -> futures.createEmailAddress("test@@test.com").get());
            ValidationException validation = assertInstanceOf(ValidationException.class, refused.getCause());
            assertEquals("multiple_at", validation.getCode());
        }
    }

    @Test
    void anEnrollmentGoesStepByStep() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            User user = new User(sandbox.session(), new OkHttpTransport());
            Enrolling enrolling = user.enroll(new EnrollmentRequest.PhoneNumber("+15551234567"));
            while (!(enrolling.getEffect() instanceof Effect.Finish)) {
                Effect effect = user.futures().proceed(enrolling).get();
                if (effect instanceof Effect.AskCode asked) {
                    enrolling.enterCode(sandbox.inbox(asked.getDestination(), "code").get(0));
                }
            }
            Effect.Finish finish = (Effect.Finish) enrolling.getEffect();
            assertInstanceOf(Outcome.Verified.class, finish.getOutcome());
        }
    }

    @Test
    void identifiersAreStaticFunctions() throws ValidationException {
        assertEquals("+15551234567", Identifiers.parsePhone("+1 (555) 123-4567"));
        assertEquals("email", assertThrows(ValidationException.class, () -> Identifiers.parseEmail("x")).getField());
    }
}
