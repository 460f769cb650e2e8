package io.dspt.monitor.ingest.eventgrid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource.RefreshCompletedEvent;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a token that Entra has issued to a sender for this application. */
final class EntraTokenCheck implements SenderCheck {
    static final String NO_TOKEN = "no-token";
    static final String UNREADABLE = "token-unreadable";
    static final String NOT_SIGNED = "token-not-signed-by-issuer";
    static final String EXPIRED = "token-expired";
    static final String NOT_YET = "token-not-valid-yet";
    static final String WRONG_ISSUER = "token-of-another-issuer";
    static final String WRONG_AUDIENCE = "token-for-another-audience";
    static final String WRONG_SENDER = "token-of-another-sender";

    /** Clocks differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 5_000;
    private static final int MOST_BYTES_OF_KEYS = 1_024 * 1_024;
    private static final Duration KEYS_FRESH_FOR = Duration.ofMinutes(15);
    /** Keys are known this long though nobody can be asked for newer ones: Entra exchanges them seldom. */
    private static final Duration KEYS_KNOWN_FOR = Duration.ofHours(4);
    /** However many tokens name a key that nobody knows. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final EntraApplication application;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
    private volatile Instant keysFetchedAt = Instant.MIN;

    /** @param keys by which the issuer signs */
    EntraTokenCheck(EntraApplication application, JWKSource<SecurityContext> keys, InstantSource clock) {
        this.application = application;
        this.clock = clock;
        takeTokensSignedBy(keys);
    }

    /** With the keys that the issuer publishes, fetched when they are needed. */
    EntraTokenCheck(EntraApplication application, InstantSource clock) {
        this.application = application;
        this.clock = clock;
        takeTokensSignedBy(published(application.keys()));
    }

    private void takeTokensSignedBy(JWKSource<SecurityContext> keys) {
        signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        signatures.setJWTClaimsSetVerifier((claims, context) -> verify(claims));
    }

    private JWKSource<SecurityContext> published(URI keys) {
        try {
            return JWKSourceBuilder.create(
                            keys.toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES_OF_KEYS))
                    .cache(KEYS_FRESH_FOR.toMillis(), CONNECT_MILLIS + READ_MILLIS, event -> {
                        if (event instanceof RefreshCompletedEvent) {
                            keysFetchedAt = clock.instant();
                        }
                    })
                    .refreshAheadCache(false)
                    .rateLimited(ASKED_AGAIN_AFTER.toMillis())
                    .outageTolerant(KEYS_KNOWN_FOR.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(keys + " is no address", e);
        }
    }

    @Override
    public Admission check(WebhookRequest request) {
        Optional<String> token = request.authorization("Bearer");
        if (token.isEmpty()) {
            return new Admission.Refused(NO_TOKEN);
        }
        try {
            signatures.process(token.get(), null);
            return new Admission.Granted();
        } catch (RateLimitReachedException e) {
            return keysWereJustFetched() ? new Admission.Refused(NOT_SIGNED) : keysAreAway();
        } catch (KeySourceException e) {
            return keysAreAway();
        } catch (BadJWTException e) {
            return new Admission.Refused(String.valueOf(e.getMessage()));
        } catch (BadJOSEException | JOSEException e) {
            return new Admission.Refused(NOT_SIGNED);
        } catch (ParseException e) {
            return new Admission.Refused(UNREADABLE);
        }
    }

    /** Whether a key that nobody knows was looked for among the newest there are. */
    private boolean keysWereJustFetched() {
        return keysFetchedAt.isAfter(clock.instant().minus(ASKED_AGAIN_AFTER.multipliedBy(2)));
    }

    private Admission keysAreAway() {
        return new Admission.Undecided("the keys of Entra could not be had from " + application.keys());
    }

    private void verify(JWTClaimsSet claims) throws BadJWTException {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime();
        if (expires == null || now.isAfter(expires.toInstant().plus(SKEW))) {
            throw new BadJWTException(EXPIRED);
        }
        if (begins != null && now.isBefore(begins.toInstant().minus(SKEW))) {
            throw new BadJWTException(NOT_YET);
        }
        if (claims.getIssuer() == null || !application.issuers().contains(claims.getIssuer())) {
            throw new BadJWTException(WRONG_ISSUER);
        }
        if (Collections.disjoint(claims.getAudience(), application.audiences())) {
            throw new BadJWTException(WRONG_AUDIENCE);
        }
        String sender = sender(claims);
        if (sender == null || !application.senders().contains(sender.toLowerCase(Locale.ROOT))) {
            throw new BadJWTException(WRONG_SENDER);
        }
    }

    /** Entra's two kinds of tokens call it differently. */
    private static @Nullable String sender(JWTClaimsSet claims) throws BadJWTException {
        try {
            String first = claims.getStringClaim("appid");
            return first == null ? claims.getStringClaim("azp") : first;
        } catch (ParseException e) {
            throw new BadJWTException(WRONG_SENDER, e);
        }
    }
}
