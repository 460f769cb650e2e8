package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** In whichever order records of one resource arrive, its inventory row and its verdict end the same. */
class InterleavingsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final List<String> REGIONS = List.of("uksouth", "westeurope");
    private static final List<String> SKUS = List.of("Standard_LRS", "Standard_GRS");

    /** One rule of one property, and one of two. */
    private static final RuleBundle RULES = TestRules.bundle(
            TestRules.inUkSouth("TST-001", "microsoft.storage/storageaccounts"),
            TestRules.obligation(
                    "TST-002",
                    "{ field: resource.type, equals: microsoft.storage/storageaccounts }",
                    "{ allOf: [ { field: resource.region, equals: uksouth }, "
                            + "{ field: resource.sku, equals: Standard_LRS } ] }"));

    @Test
    void shouldEndTheSameInAnyOrderOfWritesAndDeletions() {
        Random random = new Random(20_260_302);
        for (int round = 0; round < 150; round++) {
            // Given some writes and deletions; the last record tells everything, so that the end can be judged
            assertSameInAnotherOrder(records(random, true), random);
        }
    }

    @Test
    void shouldEndTheSameInAnyOrderOfWritesEvenWhenTheEndCannotBeJudged() {
        Random random = new Random(20_260_303);
        for (int round = 0; round < 150; round++) {
            // Given some writes, which may leave open what they do not tell
            assertSameInAnotherOrder(records(random, false), random);
        }
    }

    private static void assertSameInAnotherOrder(List<String> inOrder, Random random) {
        // When they arrive in another order, one of them twice
        List<String> shuffled = new ArrayList<>(inOrder);
        shuffled.add(inOrder.get(random.nextInt(inOrder.size())));
        Collections.shuffle(shuffled, random);
        EstateLogRunner expected = run(inOrder);
        EstateLogRunner actual = run(shuffled);

        // Then
        assertEquals(expected.resource(ACCOUNT), actual.resource(ACCOUNT), () -> told(shuffled));
        assertEquals(standing(expected), standing(actual), () -> told(shuffled));
    }

    private static List<String> records(Random random, boolean deletions) {
        List<String> records = new ArrayList<>();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Instant at = NINE.plusSeconds(60L * i);
            boolean last = deletions && i == count - 1;
            int kind = random.nextInt(10);
            if (deletions && kind < 2) {
                records.add(AzureJson.delete(ACCOUNT).at(at).json());
            } else {
                Map<String, Object> body = new LinkedHashMap<>();
                if (last || kind < 7) {
                    body.put("location", REGIONS.get(random.nextInt(2)));
                }
                if (last || kind > 4) {
                    body.put("sku", Map.of("name", SKUS.get(random.nextInt(2))));
                }
                records.add(AzureJson.write(ACCOUNT).body(body).at(at).json());
            }
        }
        return records;
    }

    /** Time and content of each record, in the order of arrival. */
    private static String told(List<String> records) {
        StringBuilder told = new StringBuilder();
        for (String record : records) {
            told.append(record.replaceAll(".*storageAccounts/(write|delete)\".*\"time\":\"([^\"]+)\".*", "$2 $1"))
                    .append(record.replaceAll(".*\"requestbody\":(.*)\\}\\}$", " $1")
                            .replaceAll("^\\{.*", ""))
                    .append('\n');
        }
        return told.toString();
    }

    private static EstateLogRunner run(List<String> records) {
        EstateLogRunner log = EstateLogRunner.replay(RULES);
        records.forEach(log::send);
        log.workOff();
        return log;
    }

    private static TreeSet<String> standing(EstateLogRunner log) {
        TreeSet<String> rules = new TreeSet<>();
        for (Finding finding : log.findings()) {
            if (finding.status().stands()) {
                rules.add(finding.rule().id());
            }
        }
        return rules;
    }
}
