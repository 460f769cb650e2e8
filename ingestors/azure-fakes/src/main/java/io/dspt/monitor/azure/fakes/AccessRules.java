package io.dspt.monitor.azure.fakes;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shared access keys of a namespace and what each allows. Without any, every token allows everything. */
final class AccessRules {
    private final Map<String, Policy> policies = new ConcurrentHashMap<>();

    private record Policy(String key, Set<Claim> claims) {}

    /** Adds a key, or changes the one with that name. */
    void require(String keyName, String key, Set<Claim> claims) {
        policies.put(keyName, new Policy(key, Set.copyOf(claims)));
    }

    /** Whether any token will do. */
    boolean areOpen() {
        return policies.isEmpty();
    }

    /**
     * What a token allows.
     *
     * @param audience what it is presented for
     * @throws AmqpRefusedException when it does not verify, is out of date, or is for something else
     */
    Set<Claim> check(String token, String audience, Instant now) throws AmqpRefusedException {
        if (areOpen()) {
            return EnumSet.allOf(Claim.class);
        }
        SharedAccessSignature signature = SharedAccessSignature.of(token);
        if (signature == null) {
            throw refused("InvalidIssuer: Token issuer is invalid.");
        }
        Policy policy = policies.get(signature.keyName());
        if (policy == null || !signature.isSignedWith(policy.key())) {
            throw refused("InvalidSignature: The token has an invalid signature.");
        }
        if (signature.isExpired(now)) {
            throw refused("ExpiredToken: The token is expired. Expiration time: '"
                    + Instant.ofEpochSecond(signature.expiry()) + "', current time: '" + now + "'.");
        }
        if (!audience.startsWith(signature.resource())) {
            throw refused("InvalidAudience: The authorization header contains a token with a wrong audience.");
        }
        return policy.claims();
    }

    private static AmqpRefusedException refused(String reason) {
        return new AmqpRefusedException(
                new AmqpFault(AmqpFault.UNAUTHORIZED, reason + AmqpFault.tracking("NoSystemTracker")));
    }
}
