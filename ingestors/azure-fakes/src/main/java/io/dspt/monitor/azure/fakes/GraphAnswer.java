package io.dspt.monitor.azure.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The records that {@link FakeResourceGraph} gives for some queries. Any thread may use it. */
public final class GraphAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predicate<String> queries;
    private volatile List<ObjectNode> records;

    GraphAnswer(Predicate<String> queries, List<String> records) {
        this.queries = queries;
        this.records = parsed(records);
    }

    /**
     * Changes the records, also for the pages of an answer that has begun: a client then misses records or gets some twice,
     * as it does with the service.
     *
     * @param newRecords JSON objects, in the order in which they are given
     * @throws IllegalArgumentException when one is no JSON object
     */
    public void replace(List<String> newRecords) {
        records = parsed(newRecords);
    }

    boolean isFor(String query) {
        return queries.test(query);
    }

    /**
     * The records of some subscriptions.
     *
     * @param subscriptions ids, empty for all; a record without one belongs to all
     */
    List<ObjectNode> records(List<String> subscriptions) {
        List<ObjectNode> all = records;
        if (subscriptions.isEmpty()) {
            return all;
        }
        return all.stream()
                .filter(each -> {
                    JsonNode subscription = each.path("subscriptionId");
                    return !subscription.isTextual()
                            || subscriptions.stream().anyMatch(subscription.asText()::equalsIgnoreCase);
                })
                .toList();
    }

    private static List<ObjectNode> parsed(List<String> records) {
        List<ObjectNode> parsed = new ArrayList<>();
        for (String each : records) {
            try {
                if (!(JSON.readTree(each) instanceof ObjectNode object)) {
                    throw new IllegalArgumentException("A record is a JSON object, not: " + each);
                }
                parsed.add(object);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("A record is a JSON object, not: " + each, e);
            }
        }
        return List.copyOf(parsed);
    }
}
