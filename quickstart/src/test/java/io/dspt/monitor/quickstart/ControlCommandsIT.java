package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the command line through a real broker to what a finding is, and back when it is rejected. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ControlCommandsIT {
    private static final String ACCOUNT =
            "/SUBSCRIPTIONS/3F0C1B52-6E1C-4E0A-9C62-1B5F3A7D9E10/RESOURCEGROUPS/RG-PACS/PROVIDERS/MICROSOFT.STORAGE"
                    + "/STORAGEACCOUNTS/STPACS";
    private static final String OUTSIDE = """
            {"time":"2026-03-02T09:00:00.0000000Z","resourceId":"%s","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}
            """.formatted(ACCOUNT);
    private static final String EXEMPTION = """
            id: EX-2026-014
            owner: Head of imaging
            requestedBy: ada.okafor
            approvedBy: the SIRO
            article6: 6(1)(e)
            article9: 9(2)(h)
            transfer: UK-Addendum
            reason: The supplier has no region in the UK yet
            compensatingControl: Images are pseudonymised before they leave
            rules: [RES-001]
            below: /subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10
            expiresOn: 2026-06-30
            """;

    @TempDir
    private static Path folder;

    private static RunningMonitor monitor;
    private static Path key;

    private String estate = "";

    @BeforeAll
    static void startKafka() throws Exception {
        monitor = new RunningMonitor(Files.createDirectory(folder.resolve("kafka")));
        key = monitor.signingKey(folder.resolve("key.der"));
    }

    @AfterAll
    static void stopKafka() {
        monitor.close();
    }

    @BeforeEach
    void givenAFinding(TestInfo test) throws Exception {
        estate = test.getTestMethod().orElseThrow().getName();
        monitor.judge(estate, write("a.jsonl", OUTSIDE).toString());
        assertEquals(FindingStatus.OPEN, finding().status());
    }

    private PrintedFinding finding() throws InterruptedException {
        return monitor.finding(estate, "RES-001");
    }

    private CommandRun run(String... arguments) {
        return run(key, arguments);
    }

    private CommandRun run(Path keyFile, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap", monitor.bootstrapServers(), "--key-file", keyFile.toString(), "--estate", estate));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void shouldAcknowledgeAssignAndDispose() throws Exception {
        // When
        String id = finding().id();
        CommandRun acknowledged = run("finding", "ack", id.substring(0, 10), "--by", "sam");

        // Then
        assertEquals(0, acknowledged.exitCode(), acknowledged::err);
        assertTrue(acknowledged.out().contains("RES-001 " + id + " acknowledged"), acknowledged::out);
        assertEquals(FindingStatus.ACKNOWLEDGED, finding().status());

        // When
        CommandRun assigned = run("finding", "assign", id, "--to", "ada");

        // Then
        assertEquals(0, assigned.exitCode(), assigned::err);

        // When it is acknowledged twice
        CommandRun again = run("finding", "ack", id);

        // Then that is said, and not sent
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("is acknowledged; only open ones are acknowledged"), again::err);

        // When
        CommandRun disposed =
                run("finding", "dispose", id, "--as", "out-of-scope", "--reason", "a laboratory", "--by", "sam");

        // Then
        assertEquals(0, disposed.exitCode(), disposed::err);
        assertEquals(FindingStatus.DISPOSED, finding().status());
        assertEquals("disposed as out-of-scope by sam: a laboratory", finding().resolvedBy());
    }

    @Test
    void shouldFindAClusterByTheConfigurationOfIngestors() throws Exception {
        // Given
        write("mask.key", "a key that only these tests have");
        String configuration =
                write("ingest.yaml", """
                kafka: { bootstrap.servers: "%s" }
                mask_key_file: mask.key
                estates: [ { name: north } ]
                """.formatted(monitor.bootstrapServers())).toString();

        // When
        CommandRun acknowledged = CommandRun.of(
                "finding",
                "ack",
                finding().id(),
                "--config",
                configuration,
                "--key-file",
                key.toString(),
                "--estate",
                estate);
        CommandRun both = run("finding", "ack", finding().id(), "--config", configuration);
        CommandRun unsigned = CommandRun.of("finding", "ack", finding().id(), "--config", configuration);

        // Then
        assertEquals(0, acknowledged.exitCode(), acknowledged::err);
        assertEquals(FindingStatus.ACKNOWLEDGED, finding().status());
        assertEquals(2, both.exitCode());
        assertTrue(both.err().contains("either --bootstrap or --config"), both::err);
        assertEquals(2, unsigned.exitCode());
        assertTrue(unsigned.err().contains("--config needs --key-file"), unsigned::err);
    }

    @Test
    void shouldPreviewAddListAndRevokeAnExemption() throws Exception {
        // Given
        Path file = write("exemption.yaml", EXEMPTION);
        PrintedFinding before = finding();

        // When
        CommandRun preview = run("exempt", "preview", file.toString());

        // Then it says what it would have hidden, and hides nothing
        assertEquals(0, preview.exitCode(), preview::err);
        assertTrue(preview.out().contains("it would have hidden 1 finding"), preview::out);
        assertTrue(preview.out().contains("RES-001  1 open"), preview::out);
        assertEquals(FindingStatus.OPEN, finding().status());

        // When
        CommandRun added = run("exempt", "add", file.toString());

        // Then
        assertEquals(0, added.exitCode(), added::err);
        assertEquals(FindingStatus.EXEMPT, finding().status());
        assertTrue(run("exempt", "list").out().contains("EX-2026-014  approved"));

        // When
        CommandRun revoked = run("exempt", "revoke", "EX-2026-014", "--reason", "moved home");

        // Then
        assertEquals(0, revoked.exitCode(), revoked::err);
        assertEquals(FindingStatus.OPEN, finding().status());
        assertEquals(before.openedAt(), finding().openedAt());
        assertTrue(run("exempt", "list").out().contains("There are no exemptions"));
        assertEquals(
                1, run("exempt", "revoke", "EX-2026-014", "--reason", "again").exitCode());
    }

    @Test
    void shouldTellWhyAnExemptionIsNotLegal() throws Exception {
        Path file = write("illegal.yaml", EXEMPTION.replace("approvedBy: the SIRO", "approvedBy: Ada.Okafor"));

        CommandRun added = run("exempt", "add", file.toString());

        assertEquals(2, added.exitCode());
        assertTrue(added.err().contains("approvedBy: whoever asks for an exemption cannot approve it"), added::err);
    }

    @Test
    void shouldTellThatTheMonitorDoesNotTrustTheKey() throws Exception {
        // Given a key of one's own
        Path own = Files.write(
                folder.resolve("own.der"), SigningKeys.generate().getPrivate().getEncoded());

        // When
        CommandRun added =
                run(own, "exempt", "add", write("exemption.yaml", EXEMPTION).toString());

        // Then
        assertEquals(1, added.exitCode());
        assertTrue(added.err().contains("control-not-trusted") || added.err().contains("does not trust"), added::err);
        assertEquals(FindingStatus.OPEN, finding().status());
    }

    @Test
    void shouldSendRulesLiveAndRefuseOneWhoseCasesFail() throws Exception {
        // Given a rule set of one rule with its cases
        write("rules/ENC-900-any-account.rule.yaml", """
                id: ENC-900
                title: Any storage account
                status: sandbox
                severity: low
                kind: obligation
                why: A test.
                applies_to: { field: resource.type, equals: microsoft.storage/storageaccounts }
                require: { field: resource.region, equals: uksouth }
                subject: resource.id
                finding: "{resource.name} is in {resource.region}"
                remedy: Move it.
                """);
        String cases = """
                cases:
                  - name: abroad
                    given: { resource.type: microsoft.storage/storageaccounts, resource.region: westeurope, resource.id: /a }
                    expect: violated
                """;
        write("rules/ENC-900-any-account.cases.yaml", cases);

        // When
        CommandRun applied = run("rules", "apply", folder.resolve("rules").toString());

        // Then it is live, and what the others had found is at an end
        assertEquals(0, applied.exitCode(), applied::err);
        assertTrue(applied.out().contains("added 1: ENC-900"), applied::out);
        assertTrue(applied.out().contains("retired "), applied::out);
        assertTrue(applied.out().contains("1 rule is live"), applied::out);
        assertEquals(0, run("exempt", "list").exitCode());
        assertEquals("rule-retired", finding().resolvedBy());
        assertEquals(FindingStatus.OPEN, monitor.finding(estate, "ENC-900").status());

        // When its case fails
        write("rules/ENC-900-any-account.cases.yaml", cases.replace("westeurope", "uksouth"));
        CommandRun refused = run("rules", "apply", folder.resolve("rules").toString());

        // Then it is named, and nothing is sent
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("refused ENC-900: its case 'abroad'"), refused::err);
        assertTrue(refused.err().contains("nothing was sent: ENC-900 was refused"), refused::err);
    }
}
