package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a principal: the directory roles it holds or has lost, whether its account can be used, and when it
 * last was. Of every part the last writer by event time wins.
 *
 * @param id object id in lower case
 * @param roles role name in lower case to whether it is held
 * @param account whether the account can be used
 * @param accountSince event time of the record that said so; {@code null} while none did
 * @param guest whether it is a guest; {@code null} while no record said
 * @param guestSince event time of the record that said so
 * @param lastSignIn event time of the last successful sign-in, to the hour or better; {@code null} while none was seen
 */
public record PrincipalRow(
        String id,
        SortedMap<String, Membership> roles,
        Account account,
        @Nullable Instant accountSince,
        @Nullable Boolean guest,
        @Nullable Instant guestSince,
        @Nullable Instant lastSignIn) {
    private static final int FORMAT = 2;
    /** Far more roles than Entra has. */
    private static final int MOST_ROLES = 300;
    /** A busy account signs in all day: its row is written once an hour. */
    private static final Duration BETWEEN_SIGN_INS = Duration.ofHours(1);

    /** Whether an account can be used. */
    public enum Account {
        UNKNOWN,
        ENABLED,
        DISABLED,
        DELETED
    }

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
        return new PrincipalRow(id.toLowerCase(Locale.ROOT), new TreeMap<>(), Account.UNKNOWN, null, null, null, null);
    }

    /** The row after a role was given or taken. */
    public PrincipalRow with(String role, boolean held, Instant at) {
        String name = role.toLowerCase(Locale.ROOT);
        Membership present = roles.get(name);
        boolean older = present != null && at.isBefore(present.since());
        if (older || (present == null && roles.size() >= MOST_ROLES)) {
            return this;
        }
        SortedMap<String, Membership> merged = new TreeMap<>(roles);
        merged.put(name, new Membership(held, at));
        return new PrincipalRow(id, merged, account, accountSince, guest, guestSince, lastSignIn);
    }

    /** The row after the account was enabled, disabled or deleted. */
    public PrincipalRow with(Account state, Instant at) {
        return accountSince != null && at.isBefore(accountSince)
                ? this
                : new PrincipalRow(id, roles, state, at, guest, guestSince, lastSignIn);
    }

    /** The row after a record told whether this is a guest. */
    public PrincipalRow asGuest(boolean isGuest, Instant at) {
        return guestSince != null && at.isBefore(guestSince)
                ? this
                : new PrincipalRow(id, roles, account, accountSince, isGuest, at, lastSignIn);
    }

    /** The row after a successful sign-in: this row itself while the last one noted is less than an hour older. */
    public PrincipalRow signedIn(Instant at) {
        return lastSignIn != null && at.isBefore(lastSignIn.plus(BETWEEN_SIGN_INS))
                ? this
                : new PrincipalRow(id, roles, account, accountSince, guest, guestSince, at);
    }

    /** Whether the role is held by an account that exists. */
    public boolean holds(String role) {
        Membership membership = roles.get(role.toLowerCase(Locale.ROOT));
        return account != Account.DELETED && membership != null && membership.held();
    }

    /** Whether the account was seen to be disabled or deleted at or before this time, and not enabled since. */
    public boolean wasDisabled(Instant at) {
        boolean disabled = account == Account.DISABLED || account == Account.DELETED;
        return disabled && accountSince != null && !at.isBefore(accountSince);
    }

    /** The row form. */
    public byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT).text(id).whole(roles.size());
        for (Map.Entry<String, Membership> role : roles.entrySet()) {
            encoder.text(role.getKey())
                    .flag(role.getValue().held())
                    .time(role.getValue().since());
        }
        return encoder.text(account.name())
                .timeOrNull(accountSince)
                .textOrNull(guest == null ? null : guest.toString())
                .timeOrNull(guestSince)
                .timeOrNull(lastSignIn)
                .toBytes();
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
        Account account = Account.valueOf(decoder.text());
        Instant accountSince = decoder.timeOrNull();
        String guest = decoder.textOrNull();
        Boolean isGuest = guest == null ? null : Boolean.valueOf(guest);
        return new PrincipalRow(id, roles, account, accountSince, isGuest, decoder.timeOrNull(), decoder.timeOrNull());
    }
}
