package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeResourceGraph;
import io.dspt.monitor.azure.fakes.GraphAnswer;
import io.dspt.monitor.core.fold.LogRecord.SnapshotEnd;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingest inventory} from a stand-in of Azure Resource Graph into a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InventoryIT {
    private static final String SUBSCRIPTION = "7d1c9a52-0000-4000-8000-000000000b01";

    private static IngestCluster cluster;

    private final FakeResourceGraph azure = FakeResourceGraph.start();
    /** While it is, no query for resources is understood. */
    private final AtomicBoolean broken = new AtomicBoolean();

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws Exception {
        cluster = IngestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @AfterEach
    void stopAzure() {
        azure.close();
    }

    private Path configuration(String estate) throws IOException {
        return cluster.configuration(estate, estate, """
                inventory:
                  name: inventory
                  endpoint: %s
                  subscriptions: [ %s ]
                  estate: %s
                """.formatted(azure.endpoint(), SUBSCRIPTION, estate));
    }

    private GraphAnswer azureHas(String... rows) {
        azure.answer(
                query -> query.startsWith("resourcecontainers"),
                List.of("{\"id\":\"/subscriptions/" + SUBSCRIPTION
                        + "\",\"type\":\"microsoft.resources/subscriptions\"," + "\"subscriptionId\":\"" + SUBSCRIPTION
                        + "\",\"properties\":{\"state\":\"Enabled\"}}"));
        return azure.answer(query -> query.startsWith("resources") && !broken.get(), List.of(rows));
    }

    private static String account(String name, String region) {
        return "{\"id\":\"/subscriptions/" + SUBSCRIPTION
                + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/" + name
                + "\",\"type\":\"microsoft.storage/storageaccounts\",\"location\":\"" + region
                + "\",\"properties\":{},\"sku\":{\"name\":\"Standard_LRS\"}}";
    }

    private static CommandRun takeOne(Path configuration) {
        return CommandRun.of("ingest", "inventory", "--config", configuration.toString(), "--once");
    }

    @Test
    void shouldEndWhatVanishedByAWholeSnapshotAndNothingByOneThatBrokeOff() throws Exception {
        // Given a snapshot that tells of an account abroad
        cluster.begin("trust");
        Path configuration = configuration("trust");
        GraphAnswer resources = azureHas(account("home", "uksouth"), account("abroad", "westeurope"));
        CommandRun whole = takeOne(configuration);
        assertEquals(0, whole.exitCode(), whole::err);
        assertTrue(whole.err().contains("told the whole inventory: 3 resources"), whole::err);
        assertEquals(List.of("open"), abroad("trust"));

        // When the next, which does not know it any more, breaks off behind the subscription
        resources.replace(List.of(account("home", "uksouth")));
        broken.set(true);
        CommandRun cut = takeOne(configuration);

        // Then nothing has ended
        assertEquals(1, cut.exitCode(), cut::err);
        assertEquals(List.of("open"), abroad("trust"));

        // And when one comes to its end
        broken.set(false);
        assertEquals(0, takeOne(configuration).exitCode());

        // Then the account is gone
        assertEquals(List.of("resolved"), abroad("trust"));
        List<EstateLogContents> log = EstateLogContents.of(cluster.connection(), "trust");
        assertEquals(
                2,
                log.stream().filter(one -> one.record() instanceof SnapshotEnd).count());
        assertTrue(log.stream().allMatch(one -> one.everything().contains("\ningestor=inventory\n")));
    }

    /** The states of findings about the account abroad, by the log as it is now. */
    private static List<String> abroad(String estate) {
        KeyPair keys = SigningKeys.generate();
        InMemoryEstateLog log = new InMemoryEstateLog(estate, Engine.settings(TrustedKeys.of(keys.getPublic())));
        ControlRecords controls = new ControlRecords(log, estate, keys);
        controls.beginReplay(Instant.now().plus(Duration.ofHours(1)), null);
        controls.useRules(RuleBundle.builtIn());
        EstateLogContents.of(cluster.connection(), estate)
                .forEach(one -> log.append(List.of(LogEntry.whole(one.record())), null));
        while (log.reached() == null) {
            controls.checkpoint("end");
        }
        return log.findings().stream()
                .filter(finding -> finding.rule().equals("RES-001"))
                .map(finding -> finding.status().printed())
                .toList();
    }

    @Test
    void shouldEndSayingWhatToGrant() throws Exception {
        cluster.begin("denied");
        azureHas();
        azure.denyNext(1);

        CommandRun run = takeOne(configuration("denied"));

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(
                run.err()
                        .contains(
                                "dspt-monitor: The identity may not read inventories (403): grant it the role Reader on"
                                        + " subscription " + SUBSCRIPTION),
                run::err);
        assertEquals(List.of(), EstateLogContents.of(cluster.connection(), "denied"));
    }

    @Test
    void shouldNotWriteToALogThatWasNotBegun() throws Exception {
        CommandRun run = takeOne(configuration("elsewhere"));

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("the log of estate 'elsewhere' has not been begun"), run::err);
    }

    @Test
    void shouldSayThatNothingIsConfigured() throws IOException {
        CommandRun run = takeOne(cluster.configuration("no-inventory", "trust", ""));

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("the configuration has no inventory"), run::err);
    }
}
