package io.dspt.monitor.azure.fakes;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** The node {@code $cbs} as one connection sees it: takes tokens, and knows what they allow on this connection. */
final class ClaimsNode implements RequestNode {
    private final FakeEventHubs namespace;
    private final Map<String, Set<Claim>> claimsByHub = new HashMap<>();

    ClaimsNode(FakeEventHubs namespace) {
        this.namespace = namespace;
    }

    @Override
    public Answer answer(Message request) {
        String audience = RequestNode.property(request, "name");
        if (!"put-token".equals(RequestNode.property(request, "operation")) || audience == null) {
            return Answer.refused(400, AmqpFault.notImplemented("This operation of $cbs"));
        }
        EntityAddress address = EntityAddress.of(audience);
        if (address == null || (!address.hub().isEmpty() && namespace.find(address.hub()) == null)) {
            String entity = address == null ? audience : address.resource(FakeEventHubs.HOST);
            return Answer.refused(404, AmqpFault.entityNotFound(entity));
        }
        String token = request.getBody() instanceof AmqpValue body ? String.valueOf(body.getValue()) : "";
        try {
            Set<Claim> claims = namespace.accessRules().check(token, audience, Instant.now());
            claimsByHub
                    .computeIfAbsent(lower(address.hub()), unused -> EnumSet.noneOf(Claim.class))
                    .addAll(claims);
            return Answer.accepted();
        } catch (AmqpRefusedException e) {
            return Answer.refused(401, e.fault());
        }
    }

    /** Whether a token on this connection allows something on a hub. */
    boolean allow(Claim claim, String hub) {
        return holds(claim, lower(hub)) || holds(claim, "");
    }

    private boolean holds(Claim claim, String hub) {
        Set<Claim> claims = claimsByHub.getOrDefault(hub, Set.of());
        return claims.contains(claim) || claims.contains(Claim.MANAGE);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
