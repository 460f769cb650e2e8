package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesImportPolicyTest {
    private static final String POLICY = """
            {
              "name": "7d1c9a52-0000-4000-8000-0000a0000007",
              "properties": {
                "displayName": "Accounts ask for TLS",
                "description": "Older versions are broken.",
                "mode": "Indexed",
                "parameters": { "effect": { "type": "String", "defaultValue": "Audit" } },
                "policyRule": {
                  "if": { "allOf": [
                    { "field": "type", "equals": "Microsoft.Storage/storageAccounts" },
                    { "field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "notIn": ["TLS1_2", "TLS1_3"] },
                    { "field": "tags['lab']", "exists": "false" }
                  ] },
                  "then": { "effect": "[parameters('effect')]" }
                }
              }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldWriteARuleWhoseCasesHold() throws IOException {
        // Given
        Path policy = Files.writeString(folder.resolve("policy.json"), POLICY);
        Path rules = folder.resolve("rules");

        // When it is imported twice
        CommandRun first = CommandRun.of("rules", "import-azure-policy", policy.toString(), "--out", rules.toString());
        CommandRun second = CommandRun.of("rules", "import-azure-policy", policy.toString(), "--out", rules.toString());

        // Then each has its own id, and a case for each verdict that holds
        assertEquals(0, first.exitCode(), first::err);
        assertEquals(0, second.exitCode(), second::err);
        try (Stream<Path> files = Files.list(rules.resolve("azure-policy"))) {
            assertEquals(
                    List.of(
                            "AZP-001-accounts-ask-for-tls.cases.yaml",
                            "AZP-001-accounts-ask-for-tls.rule.yaml",
                            "AZP-002-accounts-ask-for-tls.cases.yaml",
                            "AZP-002-accounts-ask-for-tls.rule.yaml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        CommandRun test = CommandRun.of("rules", "test", rules.toString());
        assertEquals(0, test.exitCode(), test::err);
        assertTrue((test.out() + test.err()).contains("8 of 8 cases hold"), test.out() + test.err());
        // And Azure's own verdicts of the policy are compared with the rule's
        assertTrue(Files.readString(rules.resolve("azure-policy/AZP-001-accounts-ask-for-tls.rule.yaml"))
                .contains("policies: [7d1c9a52-0000-4000-8000-0000a0000007]"));
    }

    @Test
    void shouldPrintTheRuleWithoutAFolder() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.json"), POLICY);

        CommandRun run = CommandRun.of(
                "rules", "import-azure-policy", policy.toString(), "--id", "XYZ-042", "--severity", "critical");

        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("id: XYZ-042") && run.out().contains("severity: critical"), run::out);
    }

    @Test
    void shouldSayWhereWhatItCannotTakeStands() throws IOException {
        // Given
        Path policy = Files.writeString(
                folder.resolve("policy.json"),
                POLICY.replace("notIn", "notMatch").replace("tags['lab']", "fullName"));
        Path disabled = Files.writeString(folder.resolve("parameters.json"), "{\"effect\":{\"value\":\"Disabled\"}}");

        // When
        CommandRun run = CommandRun.of("rules", "import-azure-policy", policy.toString());

        // Then
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("properties.policyRule.if.allOf[1].notMatch: the operator 'notMatch'"), run::err);
        assertTrue(run.err().contains("properties.policyRule.if.allOf[2].field: the field 'fullName'"), run::err);
        assertEquals("", run.out());
        assertEquals(
                1,
                CommandRun.of(
                                "rules",
                                "import-azure-policy",
                                Files.writeString(policy, POLICY).toString(),
                                "--parameters",
                                disabled.toString())
                        .exitCode());
        assertEquals(
                2, CommandRun.of("rules", "import-azure-policy", "none.json").exitCode());
        assertEquals(
                2,
                CommandRun.of("rules", "import-azure-policy", policy.toString(), "--id", "a")
                        .exitCode());
    }
}
