package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluateCommandTest {
    /** A storage account made outside the United Kingdom. */
    private static final String OUTSIDE = """
            {"time":"2026-03-02T09:00:00.0000000Z","resourceId":"/SUBSCRIPTIONS/3F0C1B52-6E1C-4E0A-9C62-1B5F3A7D9E10/RESOURCEGROUPS/RG-PACS/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/STPACS","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","identity":{"claims":{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mary@trust.example.nhs.uk"}},"properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}
            """;

    /** Two accounts as {@code az graph query} prints them; one is abroad. */
    private static final String INVENTORY = """
            {
              "count": 2,
              "data": [
                {
                  "id": "/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10/resourceGroups/rg-pacs/providers/Microsoft.Storage/storageAccounts/stold",
                  "location": "westeurope",
                  "name": "stold",
                  "properties": {},
                  "tags": null,
                  "type": "microsoft.storage/storageaccounts"
                },
                {
                  "id": "/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10/resourceGroups/rg-pacs/providers/Microsoft.Storage/storageAccounts/sthome",
                  "location": "uksouth",
                  "name": "sthome",
                  "properties": {},
                  "tags": null,
                  "type": "microsoft.storage/storageaccounts"
                }
              ],
              "skip_token": null,
              "total_records": 2
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldPrintOneLineOfJsonPerFindingAndTheSummaryLast() throws Exception {
        Path file = write("a.jsonl", OUTSIDE + OUTSIDE + "rubbish\n");

        CommandRun run = CommandRun.of("evaluate", file.toString(), "--format", "json");

        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().lines().anyMatch(line -> line.contains("\"rule\":\"RES-001\"")), run::out);
        assertTrue(run.out().lines().allMatch(line -> line.startsWith("{\"findingId\":")), run::out);
        List<String> said = run.err().lines().toList();
        String last = said.get(said.size() - 1);
        assertTrue(last.startsWith("summary {\"read\":3,\"parsed\":2,"), last);
        assertTrue(last.contains("\"deadLettered\":{\"not-json\":1}"), last);
    }

    @Test
    void shouldJudgeAnInventoryOnItsOwn() throws Exception {
        CommandRun run =
                CommandRun.of("evaluate", write("inventory.json", INVENTORY).toString(), "--format", "json");

        List<String> abroad = run.out()
                .lines()
                .filter(line -> line.contains("\"rule\":\"RES-001\""))
                .toList();
        assertEquals(1, abroad.size(), run::out);
        assertTrue(abroad.get(0).contains("/storageAccounts/stold"), run::out);
        assertTrue(abroad.get(0).contains("\"origin\":\"baseline\""), run::out);
        assertTrue(
                run.summary().startsWith("summary {\"read\":2,\"parsed\":2,\"ignored\":{},\"deadLettered\":{}"),
                run::err);
    }

    @Test
    void shouldJudgeAnInventoryAsOfTheRecordsBeforeIt() throws Exception {
        Path records = write("a.jsonl", OUTSIDE);
        Path inventory = write("b.json", INVENTORY.replace("sthome", "STPACS").replace("rg-pacs", "RG-PACS"));

        CommandRun run = CommandRun.of("evaluate", records.toString(), inventory.toString(), "--format", "json");

        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(
                                line -> line.contains("STPACS\"")
                                        && line.contains(
                                                "\"resolvedAt\":\"2026-03-02T09:00:00.000Z\",\"resolvedBy\":\"resource-snapshot\"")),
                run::out);
    }

    @Test
    void shouldPrintATableForPeople() throws Exception {
        CommandRun run = CommandRun.of("evaluate", write("a.jsonl", OUTSIDE).toString());

        assertTrue(run.out().contains("RG-PACS/STPACS"), run::out);
        assertTrue(run.out().contains("1 record read: "), run::out);
        assertFalse(run.out().contains("\u001b"), run::out);
    }

    @Test
    void shouldReadWhatIsPipedIn() {
        CommandRun run =
                CommandRun.withInput(OUTSIDE.getBytes(StandardCharsets.UTF_8), "evaluate", "-", "--format", "json");

        assertTrue(run.out().contains("\"source\":\"-\",\"position\":\"1#0\""), run::out);
    }

    @Test
    void shouldFailOnFindingsOnlyWhenAskedTo() throws Exception {
        String file = write("a.jsonl", OUTSIDE).toString();

        assertEquals(0, CommandRun.of("evaluate", file).exitCode());
        assertEquals(3, CommandRun.of("evaluate", file, "--fail-on", "high").exitCode());
        assertEquals(0, CommandRun.of("evaluate", file, "--fail-on", "critical").exitCode());
    }

    @Test
    void shouldNameWhatItCannotReadAndGoOn() throws Exception {
        Path file = write("a.jsonl", OUTSIDE);

        CommandRun run = CommandRun.of("evaluate", folder + "/gone.json", file.toString(), "--format", "json");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("cannot read " + folder + "/gone.json"), run::err);
        assertTrue(run.out().contains("RES-001"), run::out);
    }

    @Test
    void shouldRefuseABrokenRuleWithItsPlaceAndJudgeByTheOthers() throws Exception {
        // Given a folder with a rule whose field is misspelt
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("RES-099-misspelt.rule.yaml"), """
                id: RES-099
                title: Misspelt
                status: sandbox
                severity: high
                kind: obligation
                why: Because.
                applies_to: { field: resource.type, equals: microsoft.storage/storageaccounts }
                require: { field: resource.regoin, equals: uksouth }
                subject: resource.id
                finding: "{resource.name}"
                remedy: Correct it.
                """);

        CommandRun run = CommandRun.of(
                "evaluate", write("a.jsonl", OUTSIDE).toString(), "--rules", rules.toString(), "--format", "json");

        // Then it is refused with file, line and the right name, without a stack trace
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("RES-099-misspelt.rule.yaml:8"), run::err);
        assertTrue(run.err().contains("resource.region"), run::err);
        assertFalse(run.err().contains("\tat "), run::err);
        assertTrue(run.summary().startsWith("summary {\"read\":1,"), run::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--estate=a/b",
                "--organisation=?",
                "--rules=/nowhere",
                "--mask-key-file=/nowhere",
                "--format=xml"
            })
    void shouldCallAWrongOptionWrongUsage(String option) throws Exception {
        CommandRun run = CommandRun.of("evaluate", write("a.jsonl", OUTSIDE).toString(), option);

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(option.substring(0, option.indexOf('='))), run::err);
    }

    @Test
    void shouldSayWhichPortIsInUseAndHowToChangeIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("quickstart", "--port", Integer.toString(taken.getLocalPort()));

            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("port " + taken.getLocalPort() + " is in use"), run::err);
            assertTrue(run.err().contains("--port N"), run::err);
        }
    }

    @Test
    void shouldSayThatADataDirectoryIsInUse() {
        try (DataDirectory data = DataDirectory.open(folder.resolve("data"))) {
            CommandRun run = CommandRun.of(
                    "quickstart", "--once", "--data-dir", data.root().toString());

            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("in use by another process"), run::err);
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
