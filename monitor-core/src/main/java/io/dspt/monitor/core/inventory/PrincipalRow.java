package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory roles a principal is known to hold or to have lost.
 *
 * @param id object id in lower case
 * @param roles role name in lower case to whether it is held
 */
public record PrincipalRow(String id, SortedMap<String, Membership> roles) {
    private static final int FORMAT = 1;

    /**
     * Whether a role is held.
     *
     * @param since event time of the record that said so
     */
    public record Membership(boolean held, Instant since) {}

    public PrincipalRow {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    /** A principal of which nothing is known. */
    public static PrincipalRow unknown(String id) {
        return new PrincipalRow(id, new TreeMap<>());
    }

    /** The row after a role was given or taken; the last writer by event time wins. */
    public PrincipalRow with(String role, boolean held, Instant at) {
        String name = role.toLowerCase(Locale.ROOT);
        Membership present = roles.get(name);
        if (present != null && at.isBefore(present.since())) {
            return this;
        }
        SortedMap<String, Membership> merged = new TreeMap<>(roles);
        merged.put(name, new Membership(held, at));
        return new PrincipalRow(id, merged);
    }

    /** The row form. */
    public byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT).text(id).whole(roles.size());
        for (Map.Entry<String, Membership> role : roles.entrySet()) {
            encoder.text(role.getKey())
                    .flag(role.getValue().held())
                    .time(role.getValue().since());
        }
        return encoder.toBytes();
    }

    /** Reads the row form. */
    public static PrincipalRow decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        String id = decoder.text();
        SortedMap<String, Membership> roles = new TreeMap<>();
        for (int i = decoder.count(); i > 0; i--) {
            String name = decoder.text();
            boolean held = decoder.flag();
            roles.put(name, new Membership(held, decoder.time()));
        }
        return new PrincipalRow(id, roles);
    }
}
