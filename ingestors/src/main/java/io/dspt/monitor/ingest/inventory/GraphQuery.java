package io.dspt.monitor.ingest.inventory;

import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to Azure Resource Graph. Every one has an order: without it, pages repeat rows and leave others out.
 *
 * @param text the query
 * @param scope what it looks at
 */
record GraphQuery(String text, InventoryScope scope) {
    /** The member that the answer to {@link #changes} names changed resources by. */
    static final String CHANGED = "targetId";

    private static final String SUBSCRIPTION = "'microsoft.resources/subscriptions'";
    private static final String GROUP = "'microsoft.resources/subscriptions/resourcegroups'";
    private static final String CONTAINERS =
            "resourcecontainers | where type in~ (" + SUBSCRIPTION + ", " + GROUP + ")";
    private static final String RESOURCES = "resources";
    private static final String IN_ORDER = " | order by id asc";

    /** The subscriptions that the identity may read: of others Resource Graph is silent, as if they were empty. */
    static GraphQuery subscriptions(InventoryScope scope) {
        return new GraphQuery("resourcecontainers | where type =~ " + SUBSCRIPTION + IN_ORDER, scope);
    }

    /** All that a snapshot tells: subscriptions and groups, whose tags resources inherit, then resources. */
    static List<GraphQuery> everything(List<String> subscriptions) {
        InventoryScope scope = new InventoryScope.Subscriptions(subscriptions);
        return List.of(new GraphQuery(CONTAINERS + IN_ORDER, scope), new GraphQuery(RESOURCES + IN_ORDER, scope));
    }

    /** Ids of what has changed since a time; of what is gone, too. */
    static List<GraphQuery> changes(List<String> subscriptions, Instant since) {
        InventoryScope scope = new InventoryScope.Subscriptions(subscriptions);
        String changed = " | extend changedAt = todatetime(properties.changeAttributes.timestamp), " + CHANGED
                + " = tolower(tostring(properties.targetResourceId)) | where changedAt >= datetime("
                + since.truncatedTo(ChronoUnit.MILLIS) + ") | summarize changedAt = max(changedAt) by " + CHANGED
                + " | order by " + CHANGED + " asc";
        return List.of(
                new GraphQuery("resourcecontainerchanges" + changed, scope),
                new GraphQuery("resourcechanges" + changed, scope));
    }

    /** Of all that a snapshot tells, what has these ids. */
    static List<GraphQuery> some(List<String> subscriptions, List<String> ids) {
        InventoryScope scope = new InventoryScope.Subscriptions(subscriptions);
        String among = ids.stream().map(GraphQuery::quoted).collect(Collectors.joining(", ", "id in~ (", ")"));
        return List.of(
                new GraphQuery(CONTAINERS + " and " + among + IN_ORDER, scope),
                new GraphQuery(RESOURCES + " | where " + among + IN_ORDER, scope));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * The request for a page.
     *
     * @param rows at most
     * @param skipToken where the page begins; {@code null} for the first
     */
    QueryRequest page(int rows, @Nullable String skipToken) {
        QueryRequest request = new QueryRequest()
                .withQuery(text)
                .withOptions(new QueryRequestOptions()
                        .withResultFormat(ResultFormat.OBJECT_ARRAY)
                        .withTop(rows)
                        .withSkipToken(skipToken));
        if (scope instanceof InventoryScope.Subscriptions some) {
            return request.withSubscriptions(some.ids());
        }
        return scope instanceof InventoryScope.ManagementGroups groups
                ? request.withManagementGroups(groups.names())
                : request;
    }
}
