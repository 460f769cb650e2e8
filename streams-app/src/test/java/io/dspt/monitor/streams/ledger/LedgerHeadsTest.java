package io.dspt.monitor.streams.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.ledger.LedgerChain;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerHeadsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private final KeyPair keys = newKeys();
    /** Of the process that is begun last. */
    private PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private LedgerHeads heads() throws IOException {
        return heads(keys);
    }

    private LedgerHeads heads(KeyPair signing) throws IOException {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        HeadSettings settings = new HeadSettings(
                new LedgerHeadFolder(folder.resolve("heads")), new HeadSigning(signing, Duration.ofHours(1)));
        return new LedgerHeads(settings, registry, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LedgerChain ledger(String estate, int entries, String rule) {
        LedgerChain chain = new LedgerChain(LedgerHead.BEGINNING);
        for (int i = 0; i < entries; i++) {
            chain.append(("{\"kind\":\"finding\",\"at\":\"2026-03-02T09:00:00.000Z\",\"rule\":\"" + rule
                            + "\",\"estate\":\"" + estate + "\",\"count\":" + i + "}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return chain;
    }

    private static LedgerChain ledger(int entries) {
        return ledger("north", entries, "RES-001");
    }

    private static void tell(LedgerHeads heads, String estate, List<byte[]> lines) {
        for (byte[] line : lines) {
            heads.record(new ConsumerRecord<>(Topics.LEDGER, 0, 0, estate.getBytes(StandardCharsets.UTF_8), line));
        }
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("heads"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("heads").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private LedgerHeadNote note(String estate, int entry) throws IOException {
        byte[] note =
                Files.readAllBytes(folder.resolve("heads").resolve(estate).resolve("00000000000" + entry + ".note"));
        return LedgerHeadNote.verified(note, estate, keys.getPublic());
    }

    private void assertBroken(String estate) {
        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_ledger_broken{estate=\"" + estate + "\"} 1.0"), scrape);
    }

    @Test
    void shouldSignWhereEachLedgerEnds() throws IOException {
        // Given
        LedgerHeads heads = heads();
        tell(heads, "north", ledger(3).lines());
        tell(heads, "south", ledger("south", 2, "RES-001").lines());
        heads.caughtUp();

        // When
        heads.sign();

        // Then
        assertEquals(List.of("north/000000000003.note", "south/000000000002.note"), written());
        assertEquals(new LedgerHeadNote("north", ledger(3).head(), NOW), note("north", 3));
        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_ledger_broken{estate=\"north\"} 0.0"), scrape);
        assertTrue(scrape.contains("dspt_ledger_signed_entry{estate=\"south\"} 2.0"), scrape);
    }

    @Test
    void shouldSignOnlyWhatIsNew() throws IOException {
        // Given
        LedgerHeads heads = heads();
        List<byte[]> lines = ledger(5).lines();
        tell(heads, "north", lines.subList(0, 3));
        heads.caughtUp();
        heads.sign();
        heads.sign();
        assertEquals(List.of("north/000000000003.note"), written());

        // When
        tell(heads, "north", lines.subList(3, 5));
        heads.sign();

        // Then
        assertEquals(List.of("north/000000000003.note", "north/000000000005.note"), written());
    }

    @Test
    void shouldSignWhatIsNewWhenItIsClosed() throws IOException {
        LedgerHeads heads = heads();
        heads.start();
        tell(heads, "north", ledger(3).lines());
        heads.caughtUp();

        heads.close();

        assertEquals(List.of("north/000000000003.note"), written());
    }

    @Test
    void shouldSignNothingBeforeEverythingWasRead() throws IOException {
        LedgerHeads heads = heads();
        tell(heads, "north", ledger(3).lines());

        heads.sign();

        assertEquals(List.of(), written());
    }

    @Test
    void shouldSignNothingOfABrokenChain() throws IOException {
        // Given a ledger of which an entry is missing
        LedgerHeads heads = heads();
        List<byte[]> lines = new ArrayList<>(ledger(4).lines());
        lines.remove(2);
        tell(heads, "north", lines);
        tell(heads, "south", ledger("south", 2, "RES-001").lines());
        heads.caughtUp();

        // When
        heads.sign();

        // Then the others are signed all the same
        assertEquals(List.of("south/000000000002.note"), written());
        assertBroken("north");
    }

    @Test
    void shouldGoOnAfterARestart() throws IOException {
        // Given
        List<byte[]> lines = ledger(5).lines();
        LedgerHeads first = heads();
        tell(first, "north", lines.subList(0, 3));
        first.caughtUp();
        first.close();

        // When
        LedgerHeads second = heads();
        tell(second, "north", lines);
        second.caughtUp();
        second.sign();

        // Then
        assertEquals(List.of("north/000000000003.note", "north/000000000005.note"), written());
        assertEquals(ledger(5).head(), note("north", 5).head());
    }

    @Test
    void shouldNoticeAfterARestartThatTheTailIsGone() throws IOException {
        // Given
        LedgerHeads first = heads();
        tell(first, "north", ledger(5).lines());
        first.caughtUp();
        first.close();

        // When
        LedgerHeads second = heads();
        tell(second, "north", ledger(5).lines().subList(0, 4));
        second.caughtUp();
        second.sign();

        // Then
        assertBroken("north");
        assertEquals(List.of("north/000000000005.note"), written());
    }

    @Test
    void shouldNoticeAfterARestartThatAllOfItIsGone() throws IOException {
        LedgerHeads first = heads();
        tell(first, "north", ledger(5).lines());
        first.caughtUp();
        first.close();

        LedgerHeads second = heads();
        second.caughtUp();

        assertBroken("north");
    }

    @Test
    void shouldNoticeAfterARestartThatItWasWrittenAnew() throws IOException {
        // Given
        LedgerHeads first = heads();
        tell(first, "north", ledger(5).lines());
        first.caughtUp();
        first.close();

        // When another ledger stands there that holds by itself
        LedgerHeads second = heads();
        tell(second, "north", ledger("north", 7, "ACC-001").lines());
        second.caughtUp();
        second.sign();

        // Then
        assertBroken("north");
        assertEquals(List.of("north/000000000005.note"), written());
    }

    @Test
    void shouldRefuseAFolderThatAnotherKeySigns() throws IOException {
        LedgerHeads first = heads();
        tell(first, "north", ledger(5).lines());
        first.caughtUp();
        first.close();

        IOException refused = assertThrows(IOException.class, () -> heads(newKeys()));

        assertTrue(String.valueOf(refused.getMessage()).contains("another key"), refused::getMessage);
    }

    @Test
    void shouldTryAgainWhatCouldNotBeWritten() throws IOException {
        // Given a file where the estate's folder should be
        LedgerHeads heads = heads();
        Path inTheWay = Files.writeString(folder.resolve("heads").resolve("north"), "in the way");
        tell(heads, "north", ledger(3).lines());
        heads.caughtUp();
        heads.sign();
        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_ledger_head_failures_total 1.0"), scrape);

        // When
        Files.delete(inTheWay);
        heads.sign();

        // Then
        assertEquals(List.of("north/000000000003.note"), written());
    }

    @Test
    void shouldLetNoNameOfAnEstateLeaveTheFolder() throws IOException {
        LedgerHeads heads = heads();
        tell(heads, "../north", ledger("../north", 3, "RES-001").lines());
        heads.caughtUp();

        heads.sign();

        assertEquals(List.of(), written());
        assertTrue(Files.notExists(folder.resolve("north")));
    }

    @Test
    void shouldLookAtTheLedgerAlone() throws IOException {
        LedgerHeads heads = heads();
        heads.record(new ConsumerRecord<>(Topics.FINDINGS, 0, 0, new byte[] {'n'}, new byte[] {'{'}));
        heads.caughtUp();

        assertTrue(!registry.scrape().contains("dspt_ledger_broken"), "nothing is said of it");
    }
}
