package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger from the fold to the hands of somebody who verifies it, on a real broker, over kills and restores. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LedgerIT {
    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";

    @TempDir
    private Path folder;

    @Test
    void shouldHoldAfterAKillAndGoOnWithTheSameChainWithoutLocalState() throws Exception {
        // Given a quick start that was killed while it evaluated a day, and did the rest when it was started again
        Path day = bundledDay();
        try (ChildProcess child = ChildProcess.start(ChildProcess.thisJava(), quickstart(day))) {
            child.awaitLine("evaluating");
            child.killAfter(300);
        }
        assertEquals(0, CommandRun.of(quickstart(day)).exitCode());
        byte[] first = exported("first");

        // When its stores are gone and have to come back, and more happens
        delete(folder.resolve("data/streams"));
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(more.resolve("more.jsonl"), """
                {"time":"2026-03-04T09:00:00.0000000Z","resourceId":"/SUBSCRIPTIONS/3F0C1B52-6E1C-4E0A-9C62-1B5F3A7D9E10/RESOURCEGROUPS/RG-PACS/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/STMORE","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}
                """);
        assertEquals(0, CommandRun.of(quickstart(more)).exitCode());
        byte[] second = exported("second");

        // Then the ledger goes on where it was, and all of it holds
        assertTrue(second.length > first.length, "something was written down");
        assertArrayEquals(first, Arrays.copyOf(second, first.length));
        CommandRun verified = CommandRun.of(
                "ledger", "verify", "--export", folder.resolve("second").toString());
        assertEquals(0, verified.exitCode(), verified::out);
        assertTrue(verified.out().startsWith("default: holds: entries 1 to "), verified::out);
    }

    @Test
    void shouldNameWhatWasDoneToTheLedgerOfAMonitorThatSignsItsHeads() throws Exception {
        // Given a monitor that signs every second
        KeyPair control = SigningKeys.generate();
        KeyPair signing = SigningKeys.generate();
        Path heads = folder.resolve("heads");
        try (IngestCluster cluster = IngestCluster.start(Files.createDirectory(folder.resolve("cluster")))) {
            Path configuration = configuration(cluster.bootstrapServers(), control, signing);
            try (LiveEstate estate = new LiveEstate(
                            cluster.bootstrapServers(),
                            "north",
                            control,
                            RuleBundle.builtIn().only(RES_001));
                    FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition());
                    ChildProcess monitor = ChildProcess.start(
                            ChildProcess.thisJava(), "stream", "--config", configuration.toString())) {
                monitor.awaitLine("ready");
                estate.accountAbroad("stone");
                findings.first("RES-001", LiveEstate.account("stone"));
                awaitNote(heads.resolve("north"));
                estate.accountAbroad("sttwo");
                findings.first("RES-001", LiveEstate.account("sttwo"));

                // When it is stopped
                monitor.askToStop();
                monitor.await();
            }

            // Then its last head covers its last entry
            CommandRun verified = run("verify", "--bootstrap", cluster.bootstrapServers());
            assertEquals(0, verified.exitCode(), () -> verified.out() + verified.err());
            assertTrue(verified.out().startsWith("north: holds: entries 1 to 3 (2 finding, 1 rules)"), verified::out);
            assertTrue(verified.out().contains("the latest of entry 3 at "), verified::out);
            assertTrue(!verified.out().contains("after it"), verified::out);

            // When it is exported and somebody cuts its tail, or changes a byte of it
            CommandRun exported = CommandRun.of(
                    "ledger",
                    "export",
                    "--out",
                    folder.resolve("export").toString(),
                    "--config",
                    configuration.toString());
            assertEquals(0, exported.exitCode(), exported::err);
            assertTrue(exported.out().startsWith("north: 3 entries to "), exported::out);
            Path file = folder.resolve("export/north.jsonl");
            List<String> lines = Files.readAllLines(file);
            Files.write(file, lines.subList(0, 2));
            CommandRun cut = run("verify", "--export", file.toString());
            Files.write(file, List.of(lines.get(0), lines.get(1).replace("RES-001", "RES-002"), lines.get(2)));
            CommandRun changed = run("verify", "--export", file.toString());

            // Then the place is named
            assertEquals(1, cut.exitCode());
            assertTrue(cut.out().startsWith("north: BROKEN at line 2, entry 3: tail removed"), cut::out);
            assertEquals(1, changed.exitCode());
            assertTrue(changed.out().startsWith("north: BROKEN at line 2, entry 2: altered"), changed::out);
            CommandRun unknown = CommandRun.of(
                    "ledger",
                    "export",
                    "--out",
                    folder.resolve("none").toString(),
                    "--estate",
                    "elsewhere",
                    "--bootstrap",
                    cluster.bootstrapServers());
            assertEquals(1, unknown.exitCode());
            assertTrue(unknown.err().contains("no entry of estate 'elsewhere'; there are some of north"), unknown::err);
        }
    }

    @Test
    void shouldKeepItsHeadsInAContainerAndNoticeThereWhatWasSignedBefore() throws Exception {
        // Given a monitor that signs into a container, which is busy at first
        KeyPair control = SigningKeys.generate();
        KeyPair signing = SigningKeys.generate();
        try (IngestCluster cluster = IngestCluster.start(Files.createDirectory(folder.resolve("cluster")));
                FakeBlobContainer container = FakeBlobContainer.start("evidence")) {
            container.makeImmutable();
            Path configuration = configuration(cluster.bootstrapServers(), control, signing);
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace("folder: heads", "blob: \"" + container.address() + "/heads\""));
            try (LiveEstate estate = new LiveEstate(
                            cluster.bootstrapServers(),
                            "north",
                            control,
                            RuleBundle.builtIn().only(RES_001));
                    FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition());
                    ChildProcess monitor = ChildProcess.start(
                            ChildProcess.thisJava(), "stream", "--config", configuration.toString())) {
                monitor.awaitLine("ready");
                container.failNext(1, 503);
                estate.accountAbroad("stone");
                findings.first("RES-001", LiveEstate.account("stone"));

                // When it is stopped
                monitor.askToStop();
                monitor.await();
            }

            // Then what is downloaded verifies like a folder, up to the last entry
            assertTrue(container.names().stream().allMatch(name -> name.matches("heads/north/\\d{12}\\.note")));
            for (String name : container.names()) {
                Path file = folder.resolve(name);
                Files.createDirectories(folder.resolve("heads/north"));
                Files.write(file, container.content(name));
            }
            CommandRun verified = run("verify", "--bootstrap", cluster.bootstrapServers());
            assertEquals(0, verified.exitCode(), () -> verified.out() + verified.err());
            assertTrue(verified.out().contains("the latest of entry 2 at "), verified::out);

            // And a start with another key is refused, because the latest head there is read
            KeyPair other = SigningKeys.generate();
            Files.write(folder.resolve("heads.private.der"), other.getPrivate().getEncoded());
            CommandRun refused = CommandRun.of("stream", "--config", configuration.toString());
            assertEquals(1, refused.exitCode());
            assertTrue(refused.err().contains("with another key, heads need another place"), refused::err);
        }
    }

    @Test
    void shouldSayThatAnEmptyLedgerIsEmpty() throws Exception {
        try (IngestCluster cluster = IngestCluster.start(Files.createDirectory(folder.resolve("cluster")))) {
            CommandRun exported = CommandRun.of(
                    "ledger",
                    "export",
                    "--out",
                    folder.resolve("export").toString(),
                    "--bootstrap",
                    cluster.bootstrapServers());
            CommandRun verified = CommandRun.of(
                    "ledger", "verify", "--export", folder.resolve("export").toString());

            assertEquals(0, exported.exitCode(), exported::err);
            assertTrue(exported.err().contains("the ledger is empty: nothing was written"), exported::err);
            assertEquals(1, verified.exitCode());
            assertTrue(verified.err().contains("nothing was verified"), verified::err);
        }
    }

    @Test
    void shouldSayThatThereIsNoLedgerAndMakeNone() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Files.createDirectory(folder.resolve("bare")))) {
            for (int i = 0; i < 2; i++) {
                CommandRun verified = CommandRun.of("ledger", "verify", "--bootstrap", kafka.bootstrapServers());

                assertEquals(1, verified.exitCode());
                assertTrue(verified.err().contains("there is no topic dspt.ledger on Kafka at "), verified::err);
            }
        }
    }

    private CommandRun run(String command, String option, String value) {
        return CommandRun.of(
                "ledger",
                command,
                option,
                value,
                "--heads",
                folder.resolve("heads").toString(),
                "--key",
                folder.resolve("heads.public.der").toString());
    }

    private Path configuration(String bootstrapServers, KeyPair control, KeyPair signing) throws IOException {
        Files.write(folder.resolve("control.der"), control.getPublic().getEncoded());
        Files.write(folder.resolve("heads.private.der"), signing.getPrivate().getEncoded());
        Files.write(folder.resolve("heads.public.der"), signing.getPublic().getEncoded());
        return Files.writeString(folder.resolve("stream.yaml"), """
                kafka:
                  bootstrap.servers: %s
                instance: signing
                state_directory: state
                trusted_keys: [ control.der ]
                console: { port: 0 }
                ledger:
                  heads: { folder: heads, key: heads.private.der, every: PT1S }
                """.formatted(bootstrapServers));
    }

    /** Waits until something was signed; the test's own limit ends a wait for nothing. */
    private static void awaitNote(Path ofEstate) throws IOException {
        while (!Files.isDirectory(ofEstate) || notes(ofEstate) == 0) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static long notes(Path ofEstate) throws IOException {
        try (Stream<Path> notes = Files.list(ofEstate)) {
            return notes.filter(note -> note.toString().endsWith(".note")).count();
        }
    }

    private Path bundledDay() throws IOException {
        Path day = Files.createDirectory(folder.resolve("day"));
        for (var entry : BundledDay.files()) {
            Path name = Path.of(entry.source()).getFileName();
            try (InputStream in = LedgerIT.class.getClassLoader().getResourceAsStream(entry.source())) {
                Files.copy(in, day.resolve(name));
            }
        }
        return day;
    }

    private String[] quickstart(Path input) {
        String data = folder.resolve("data").toString();
        return new String[] {"quickstart", "--once", "--format", "json", "--input", input.toString(), "--data-dir", data
        };
    }

    /** The ledger as it stands in the data of a quick start that does not run. */
    private byte[] exported(String name) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("data/kafka"))) {
            CommandRun run = CommandRun.of(
                    "ledger",
                    "export",
                    "--out",
                    folder.resolve(name).toString(),
                    "--bootstrap",
                    kafka.bootstrapServers());
            assertEquals(0, run.exitCode(), run::err);
        }
        return Files.readAllBytes(folder.resolve(name).resolve("default.jsonl"));
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> content = Files.walk(root)) {
            for (Path path : content.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
