package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    /** Made with the key "secret" for amqp://127.0.0.1/activity, good until 2026-03-01T00:00:00Z. */
    private static final String TOKEN = "SharedAccessSignature sr=amqp%3A%2F%2F127.0.0.1%2Factivity"
            + "&sig=RBxq9SToRn8P7ClRg6Q1fPcrJuD9Y%2BiqpVTeH92r0o0%3D&se=1772323200&skn=reader";

    private static final String AUDIENCE = "amqp://127.0.0.1/activity/ConsumerGroups/$Default/Partitions/0";
    private static final Instant IN_TIME = Instant.parse("2026-02-28T23:59:59Z");

    private final AccessRules rules = new AccessRules();

    @BeforeEach
    void require() {
        rules.require("reader", "secret", Set.of(Claim.LISTEN));
    }

    @Test
    void shouldAllowWhatTheKeyAllows() throws Exception {
        // When
        Set<Claim> claims = rules.check(TOKEN, AUDIENCE, IN_TIME);

        // Then
        assertEquals(Set.of(Claim.LISTEN), claims);
    }

    @Test
    void shouldAllowEverythingWhileNoKeyIsRequired() throws Exception {
        // When
        Set<Claim> claims = new AccessRules().check("anything", AUDIENCE, IN_TIME);

        // Then
        assertEquals(Set.of(Claim.values()), claims);
    }

    @Test
    void shouldRefuseASignatureOfAnotherKey() {
        // Given
        rules.require("reader", "rotated", Set.of(Claim.LISTEN));

        // Then
        assertRefused("InvalidSignature: ", TOKEN, AUDIENCE, IN_TIME);
    }

    @Test
    void shouldRefuseAKeyNameThatItDoesNotKnow() {
        assertRefused("InvalidSignature: ", TOKEN.replace("skn=reader", "skn=stranger"), AUDIENCE, IN_TIME);
    }

    @Test
    void shouldRefuseATokenThatIsOutOfDate() {
        assertRefused("ExpiredToken: ", TOKEN, AUDIENCE, Instant.parse("2026-03-01T00:00:01Z"));
    }

    @Test
    void shouldRefuseATokenForSomethingElse() {
        assertRefused("InvalidAudience: ", TOKEN, "amqp://127.0.0.1/other", IN_TIME);
    }

    @Test
    void shouldRefuseATokenOfAnotherKind() {
        assertRefused("InvalidIssuer: ", "eyJ0eXAiOiJKV1QifQ", AUDIENCE, IN_TIME);
    }

    private void assertRefused(String reason, String token, String audience, Instant now) {
        AmqpRefusedException refused =
                assertThrows(AmqpRefusedException.class, () -> rules.check(token, audience, now));
        assertEquals(AmqpFault.UNAUTHORIZED, refused.fault().condition());
        assertTrue(
                refused.fault().description().startsWith(reason),
                refused.fault().description());
    }
}
