package io.dspt.monitor.ingest.eventgrid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Issues tokens as Entra does, with keys of its own. */
final class EntraTokens {
    static final String TENANT = "11111111-1111-1111-1111-111111111111";
    static final String AUDIENCE = "api://dspt-monitor-events";

    private final RSAKey key;

    EntraTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys as they are published. */
    JWKSet published() {
        return new JWKSet(key.toPublicJWK());
    }

    /** The application that the tokens are for. */
    static EntraApplication application(URI keys) {
        return new EntraApplication(
                sorted(AUDIENCE, "44444444-4444-4444-4444-444444444444"),
                EntraApplication.issuersOf(TENANT),
                sorted(EntraApplication.EVENT_GRID),
                keys);
    }

    /**
     * A token of Event Grid for an hour, as it was found to be: of Entra's first kind.
     *
     * @param changes what is otherwise
     */
    String token(Instant issued, Consumer<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .issuer("https://sts.windows.net/" + TENANT + "/")
                .issueTime(Date.from(issued))
                .notBeforeTime(Date.from(issued))
                .expirationTime(Date.from(issued.plusSeconds(3_600)))
                .claim("appid", EntraApplication.EVENT_GRID)
                .claim("roles", List.of("AzureEventGridSecureWebhookSubscriber"))
                .claim("tid", TENANT)
                .claim("ver", "1.0");
        changes.accept(claims);
        return signed(claims.build());
    }

    private String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> sorted(String... values) {
        return new TreeSet<>(List.of(values));
    }
}
