package io.dspt.monitor.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ControlRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final RuleBundle FIRST_RULES = bundle("first");

    private final RecordingLog log = new RecordingLog();
    private ControlRecords controls;

    @BeforeEach
    void makeKeys() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        controls = new ControlRecords(log, "north", keys);
    }

    @Test
    void shouldGoOnWithALogThatWasBegun() {
        // Given a log that was begun
        controls.beginReplay(NOW, "RZZ99");
        controls.useRules(FIRST_RULES);
        int begun = log.entries().size();

        // When the same is started again, later
        controls.beginReplay(NOW.plusSeconds(86_400), "RZZ99");
        controls.beginReplay(NOW.plusSeconds(86_400), null);
        controls.useRules(FIRST_RULES);

        // Then only the later times that may be believed go in, and the rules do not go in again
        assertEquals(2, begun);
        assertEquals(begun + 2, log.entries().size());
    }

    @Test
    void shouldSendAnotherRuleSetWhenTheRulesAreOthers() {
        controls.beginReplay(NOW, null);
        controls.useRules(FIRST_RULES);

        controls.useRules(bundle("second"));
        controls.useRules(FIRST_RULES);

        assertEquals(4, log.entries().size());
    }

    @Test
    void shouldNotLetTheOrganisationOfALogChange() {
        controls.beginReplay(NOW, "RZZ99");

        assertThrows(IllegalArgumentException.class, () -> controls.beginReplay(NOW, "RZZ98"));
    }

    private static RuleBundle bundle(String content) {
        return new RuleBundle(new TreeMap<>(Map.of("rules/parameters.yaml", content.getBytes(StandardCharsets.UTF_8))));
    }
}
