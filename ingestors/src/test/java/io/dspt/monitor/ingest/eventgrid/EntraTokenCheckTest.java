package io.dspt.monitor.ingest.eventgrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntraTokenCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");
    private static final URI KEYS = EntraApplication.keysOf(EntraTokens.TENANT);

    private static final Duration MINUTES = Duration.ofMinutes(5);

    private static EntraTokens entra;

    private final EntraTokenCheck check = check(new ImmutableJWKSet<>(entra.published()));

    @BeforeAll
    static void makeKeys() {
        entra = new EntraTokens();
    }

    @Test
    void shouldTakeATokenOfEventGrid() {
        assertGranted(claims -> {});
    }

    @Test
    void shouldTakeATokenOfEntrasSecondKind() {
        assertGranted(claims -> claims.issuer("https://login.microsoftonline.com/" + EntraTokens.TENANT + "/v2.0")
                .claim("appid", null)
                .claim("azp", EntraApplication.EVENT_GRID)
                .audience("44444444-4444-4444-4444-444444444444"));
    }

    @Test
    void shouldBearClocksThatDifferByAMinute() {
        assertGranted(claims -> claims.expirationTime(Date.from(NOW.minusSeconds(59))));
        assertGranted(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(59))));
    }

    @Test
    void shouldRefuseATokenThatHasExpiredOrHasNoEnd() {
        assertRefused(EntraTokenCheck.EXPIRED, claims -> claims.expirationTime(Date.from(NOW.minusSeconds(61))));
        assertRefused(EntraTokenCheck.EXPIRED, claims -> claims.expirationTime(null));
    }

    @Test
    void shouldRefuseATokenBeforeItsTime() {
        assertRefused(EntraTokenCheck.NOT_YET, claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(61))));
    }

    @Test
    void shouldRefuseATokenOfAnotherTenant() {
        assertRefused(
                EntraTokenCheck.WRONG_ISSUER,
                claims -> claims.issuer("https://sts.windows.net/22222222-2222-2222-2222-222222222222/"));
        assertRefused(EntraTokenCheck.WRONG_ISSUER, claims -> claims.issuer(null));
    }

    @Test
    void shouldRefuseATokenForAnotherApplication() {
        assertRefused(EntraTokenCheck.WRONG_AUDIENCE, claims -> claims.audience("https://management.azure.com"));
        assertRefused(EntraTokenCheck.WRONG_AUDIENCE, claims -> claims.audience(List.of()));
    }

    @Test
    void shouldRefuseATokenOfAnotherSender() {
        assertRefused(
                EntraTokenCheck.WRONG_SENDER, claims -> claims.claim("appid", "55555555-5555-5555-5555-555555555555"));
        assertRefused(EntraTokenCheck.WRONG_SENDER, claims -> claims.claim("appid", null));
        assertRefused(EntraTokenCheck.WRONG_SENDER, claims -> claims.claim("appid", 7));
    }

    @Test
    void shouldRefuseATokenSignedBySomebodyElse() {
        String forged = new EntraTokens().token(NOW, claims -> {});

        assertEquals(new Admission.Refused(EntraTokenCheck.NOT_SIGNED), checked("Bearer " + forged));
    }

    @Test
    void shouldRefuseATokenThatWasChanged() {
        String[] parts = entra.token(NOW, claims -> {}).split("\\.");
        String other =
                entra.token(NOW, claims -> claims.claim("more", "rights")).split("\\.")[1];

        assertEquals(
                new Admission.Refused(EntraTokenCheck.NOT_SIGNED),
                checked("Bearer " + parts[0] + "." + other + "." + parts[2]));
    }

    @Test
    void shouldRefuseATokenThatIsNotSignedAtAll() {
        String plain = new PlainJWT(new PlainHeader(), claims()).serialize();

        assertEquals(new Admission.Refused(EntraTokenCheck.NOT_SIGNED), checked("Bearer " + plain));
    }

    @Test
    void shouldRefuseATokenWhoseKeyIsThePublishedOne() throws JOSEException {
        // Given a token that is "signed" by the public key, as if it were a shared secret
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims());
        token.sign(new MACSigner(entra.published().toString(true).getBytes(StandardCharsets.UTF_8)));

        assertEquals(new Admission.Refused(EntraTokenCheck.NOT_SIGNED), checked("Bearer " + token.serialize()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic abc", "token"})
    void shouldRefuseWhoShowsNone(String header) {
        assertEquals(new Admission.Refused(EntraTokenCheck.NO_TOKEN), checked(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer a.b.c", "Bearer ..", "bearer {}"})
    void shouldRefuseWhatIsNoToken(String header) {
        assertInstanceOf(Admission.Refused.class, checked(header));
    }

    @Test
    void shouldNotDecideWhileKeysAreAway() {
        EntraTokenCheck away = check((selector, context) -> {
            throw new KeySourceException("nobody is there");
        });

        Admission admission = away.check(request("Bearer " + entra.token(NOW, claims -> {})));

        Admission.Undecided undecided = assertInstanceOf(Admission.Undecided.class, admission);
        assertTrue(undecided.why().contains(KEYS.toString()), undecided::why);
    }

    @Test
    void shouldFetchKeysByNothingThatCanBeTamperedWith() {
        assertThrows(
                IllegalArgumentException.class,
                () -> EntraTokens.application(URI.create("http://login.microsoftonline.com/keys")));
        assertThrows(IllegalArgumentException.class, () -> EntraTokens.application(URI.create("file:///keys.json")));
    }

    @Test
    void shouldNotBeMadeWithoutAnybodyToTrust() {
        TreeSet<String> some = new TreeSet<>(List.of("some"));
        TreeSet<String> none = new TreeSet<>();

        assertThrows(IllegalArgumentException.class, () -> new EntraApplication(none, some, some, KEYS));
        assertThrows(IllegalArgumentException.class, () -> new EntraApplication(some, none, some, KEYS));
        assertThrows(IllegalArgumentException.class, () -> new EntraApplication(some, some, none, KEYS));
    }

    private void assertGranted(Consumer<JWTClaimsSet.Builder> changes) {
        assertEquals(new Admission.Granted(), checked("Bearer " + entra.token(NOW.minus(MINUTES), changes)));
    }

    private void assertRefused(String reason, Consumer<JWTClaimsSet.Builder> changes) {
        assertEquals(new Admission.Refused(reason), checked("Bearer " + entra.token(NOW.minus(MINUTES), changes)));
    }

    private Admission checked(String authorization) {
        return check.check(request(authorization));
    }

    private static EntraTokenCheck check(JWKSource<SecurityContext> keys) {
        return new EntraTokenCheck(EntraTokens.application(KEYS), keys, InstantSource.fixed(NOW));
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .audience(EntraTokens.AUDIENCE)
                .issuer("https://sts.windows.net/" + EntraTokens.TENANT + "/")
                .expirationTime(Date.from(NOW.plusSeconds(3_600)))
                .claim("appid", EntraApplication.EVENT_GRID)
                .build();
    }

    private static WebhookRequest request(String authorization) {
        Headers headers = new Headers();
        headers.set("Authorization", authorization);
        return new WebhookRequest("POST", "/events", null, headers, InputStream.nullInputStream());
    }
}
