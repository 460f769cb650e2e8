package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesBacktestCommandTest {
    /** A storage account made outside the United Kingdom. */
    private static final String OUTSIDE = """
            {"time":"2026-03-02T09:00:00.0000000Z","resourceId":"/SUBSCRIPTIONS/3F0C1B52-6E1C-4E0A-9C62-1B5F3A7D9E10/RESOURCEGROUPS/RG-PACS/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/STPACS","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","identity":{"claims":{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mary@trust.example.nhs.uk"}},"properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}
            """;

    @TempDir
    private Path folder;

    private Path live;
    private Path candidate;
    private Path records;

    @BeforeEach
    void prepare() throws IOException {
        records = Files.writeString(folder.resolve("a.jsonl"), OUTSIDE);
        live = rules("live", rule("RES-001-"), "");
        candidate = folder.resolve("candidate");
    }

    @Test
    void shouldSayThatNothingDiffersWhenTheRulesAreTheSame() throws Exception {
        rules("candidate", rule("RES-001-"), "");

        CommandRun run = backtest();

        assertEquals(0, run.exitCode(), run::err);
        assertEquals(
                "1 records read: 1 findings by the live rules, 1 by the candidate; no difference",
                run.out().strip());
    }

    @Test
    void shouldShowAnotherSeverityBesideTheOneInForce() throws Exception {
        rules("candidate", rule("RES-001-"), "severity: high -> severity: low");

        CommandRun run = backtest();

        assertTrue(run.out().contains("changed  RES-001  low"), run::out);
        assertTrue(run.out().contains("severity high -> low"), run::out);
        assertTrue(run.out().contains("RES-001: 0 added, 0 removed, 1 changed"), run::out);
    }

    @Test
    void shouldShowWhatWouldNoLongerBeRaised() throws Exception {
        rules("candidate", rule("ACC-014-"), "");

        List<String> lines = backtest("--format", "json").out().lines().toList();

        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("{\"difference\":\"removed\",\"before\":{\"findingId\":"), lines::toString);
        assertTrue(lines.get(0).endsWith(",\"after\":null}"), lines::toString);
    }

    @Test
    void shouldFailWhenACandidateRuleIsRefused() throws Exception {
        rules("candidate", rule("RES-001-"), "resource.region -> resource.regoin");

        CommandRun run = backtest();

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("did you mean 'resource.region'?"), run::err);
    }

    private CommandRun backtest(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "rules",
                "backtest",
                "--rules",
                candidate.toString(),
                "--against",
                live.toString(),
                records.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static Map.Entry<String, byte[]> rule(String prefix) {
        return RuleBundle.builtIn().rules().entrySet().stream()
                .filter(file -> file.getKey().contains("/" + prefix))
                .findFirst()
                .orElseThrow();
    }

    private Path rules(String name, Map.Entry<String, byte[]> file, String edit) throws IOException {
        Path rules = Files.createDirectories(folder.resolve(name));
        String text = new String(file.getValue(), StandardCharsets.UTF_8);
        String edited = edit.isEmpty() ? text : text.replace(edit.split(" -> ")[0], edit.split(" -> ")[1]);
        Files.writeString(rules.resolve(Path.of(file.getKey()).getFileName()), edited);
        return rules;
    }
}
