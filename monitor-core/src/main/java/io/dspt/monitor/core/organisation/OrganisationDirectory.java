package io.dspt.monitor.core.organisation;

import io.dspt.monitor.core.finding.Attribution;
import java.time.Instant;
import java.util.List;

/** Who is responsible for what, and since when. */
@FunctionalInterface
public interface OrganisationDirectory {

    /**
     * The organisations responsible at a time.
     *
     * @param scopes everything that what is concerned stands in, in the order of {@link ScopeType}
     */
    Attribution responsibleFor(List<Scope> scopes, Instant at);

    /**
     * Something that organisations can be responsible for.
     *
     * @param type what kind of thing
     * @param name its name: a tag as {@code name=value}, an ARM id, a subscription id, an object id, or {@code *}
     */
    record Scope(ScopeType type, String name) {}

    /** Kinds of scopes, the most specific first: that one decides. */
    enum ScopeType {
        TAG("tag"),
        RESOURCE_GROUP("resourceGroup"),
        USER_GROUP("userGroup"),
        SUBSCRIPTION("subscription"),
        MANAGEMENT_GROUP("managementGroup"),
        ESTATE("estate");

        private final String written;

        ScopeType(String written) {
            this.written = written;
        }

        /** The word of the register. */
        public String written() {
            return written;
        }
    }
}
