package io.dspt.monitor.core.event;

import org.jspecify.annotations.Nullable;

/**
 * Who acted, as far as the record says.
 *
 * @param type what kind of identity
 * @param id object id, lower case
 * @param name user principal name or display name
 * @param application application (client) id used
 * @param address IP address without port
 * @param country two-letter country, where Azure resolved one
 */
public record Actor(
        Type type,
        @Nullable String id,
        @Nullable String name,
        @Nullable String application,
        @Nullable String address,
        @Nullable String country) {

    /** An actor of which nothing is known. */
    public static final Actor NOBODY = new Actor(Type.UNKNOWN, null, null, null, null, null);

    /** Kinds of identities. */
    public enum Type {
        USER("user"),
        APPLICATION("application"),
        MANAGED_IDENTITY("managed-identity"),
        SYSTEM("system"),
        UNKNOWN("unknown");

        private final String ruleName;

        Type(String ruleName) {
            this.ruleName = ruleName;
        }

        /** The name rules compare {@code actor.type} with. */
        public String ruleName() {
            return ruleName;
        }
    }

    /** The name if there is one, else the object id, else the application id. */
    public @Nullable String display() {
        if (name != null) {
            return name;
        }
        return id != null ? id : application;
    }

    /** What tells this actor from others, as far as it is known: object id, application id, name, address. */
    public @Nullable String identity() {
        if (id != null) {
            return id;
        }
        if (application != null) {
            return application;
        }
        return name != null ? name : address;
    }
}
