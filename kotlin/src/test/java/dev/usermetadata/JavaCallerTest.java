package dev.usermetadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.usermetadata.core.Effect;
import dev.usermetadata.core.EmailAddress;
import dev.usermetadata.core.EnrollmentRequest;
import dev.usermetadata.core.ExternalAccountParams;
import dev.usermetadata.core.HttpResponse;
import dev.usermetadata.core.Outcome;
import dev.usermetadata.core.Sent;
import dev.usermetadata.core.TransportFailure;
import dev.usermetadata.core.UserResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    void aClosedBrowserEndsInCancelledAndTheUserMayStartAgain() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            User user = new User(sandbox.session(), new JdkTransport());
            EnrollmentRequest account = new EnrollmentRequest.ExternalAccount(
                    new ExternalAccountParams("oauth_notion", "com.example.app:/callback"));
            Enrolling closed = user.enroll(account);
            assertInstanceOf(Effect.OpenUrl.class, user.futures().proceed(closed).get());
            closed.cancel();
            assertInstanceOf(Outcome.Cancelled.class, outcome(closed));

            Enrolling again = user.enroll(account);
            Effect.OpenUrl page = (Effect.OpenUrl) user.futures().proceed(again).get();
            again.returned(Browser.INSTANCE.decide(page.getUrl(), "allow", null));
            user.futures().proceed(again).get();
            assertInstanceOf(Outcome.Verified.class, outcome(again));
        }
    }

    @Test
    void anHttpClientOfJavaIsAFunctionThatAnswersAFuture() throws Exception {
        CompletableFuture<HttpResponse> pending = new CompletableFuture<>();
        try (Sandbox sandbox = new Sandbox()) {
            User user = new User(sandbox.session(), new FutureTransport(request -> pending));
            CompletableFuture<UserResource> reloaded = user.futures().reload();
            byte[] body = "{\"response\":{\"id\":\"user_1\"},\"client\":null}".getBytes(StandardCharsets.UTF_8);
            pending.complete(new HttpResponse(200, List.of(), body));
            assertEquals("user_1", reloaded.get().getId());

            User broken = new User(sandbox.session(), new FutureTransport(
                    request -> CompletableFuture.failedFuture(new TransportException(TransportFailure.TLS, Sent.NO))));
            ExecutionException lost =
                    assertThrows(ExecutionException.class, () -> broken.futures().reload().get());
            assertEquals(TransportFailure.TLS, assertInstanceOf(TransportException.class, lost.getCause()).getFailure());
        }
    }

    private static Outcome outcome(Enrolling enrolling) {
        return ((Effect.Finish) enrolling.getEffect()).getOutcome();
    }

    @Test
    void identifiersAreStaticFunctions() throws ValidationException {
        assertEquals("+15551234567", Identifiers.parsePhone("+1 (555) 123-4567"));
        assertEquals("email", assertThrows(ValidationException.class, () -> Identifiers.parseEmail("x")).getField());
    }
}
