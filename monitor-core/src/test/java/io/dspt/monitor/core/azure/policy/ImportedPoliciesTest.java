package io.dspt.monitor.core.azure.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.policy.PolicyImport.Result;
import io.dspt.monitor.core.cases.RuleCaseRunner;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Definitions in Azure's format become rules and judge writes of resources as Azure's documented semantics say; where
 * Azure would look at the whole resource and events have not told of it, nothing is judged.
 */
class ImportedPoliciesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final String GROUP =
            "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-northmoor";
    private static final Map<String, String> VERDICTS = Map.of(
            "noncompliant", "violated",
            "compliant", "compliant",
            "not-applicable", "not_applicable",
            "unknown", "unevaluable");

    @Test
    void shouldHaveAtLeastTwentyDefinitions() {
        assertTrue(definitions().size() >= 20);
    }

    @TestFactory
    Stream<DynamicTest> shouldJudgeAsAzureDoes() {
        return definitions().stream().flatMap(definition -> {
            Result result = new PolicyImport(REFERENCE.properties()).read(bytes(definition), null);
            if (!(result instanceof Result.Taken taken)) {
                return Stream.of(DynamicTest.dynamicTest(
                        definition.getFileName() + " is taken",
                        () -> fail(((Result.Refused) result).refusals().toString())));
            }
            return judged(definition, taken);
        });
    }

    private static Stream<DynamicTest> judged(Path definition, Result.Taken taken) {
        RuleCaseRunner.Report report = RuleCaseRunner.run(
                new AzureRecordReader(REFERENCE.properties()),
                REFERENCE,
                new RuleBundle(new TreeMap<>(Map.of(
                        "rules/AZP-001-imported.rule.yaml",
                        taken.rule().yaml("AZP-001", "medium").getBytes(StandardCharsets.UTF_8)))),
                new TreeMap<>(Map.of(
                        "rules/AZP-001-imported.cases.yaml", cases(definition).getBytes(StandardCharsets.UTF_8))));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        definition.getFileName() + " is a rule", () -> assertEquals(List.of(), report.refusals()))),
                report.results().stream()
                        .map(result -> DynamicTest.dynamicTest(
                                definition.getFileName() + " › "
                                        + result.ruleCase().name(),
                                () -> assertEquals(null, result.failure()))));
    }

    /** Each write as one record of the activity log. */
    private static String cases(Path definition) {
        StringBuilder yaml = new StringBuilder("cases:\n");
        String writes = String.valueOf(definition.getFileName()).replace(".json", ".writes.json");
        for (JsonNode write : json(definition.resolveSibling(writes))) {
            String resource = write.get("resource").asText();
            String id = resource.isEmpty() ? GROUP : GROUP + "/providers/" + resource;
            ObjectNode record = JSON.createObjectNode()
                    .put("time", "2026-03-02T09:00:00Z")
                    .put("category", "Administrative")
                    .put("resultType", "Success")
                    .put("operationName", operation(resource))
                    .put("resourceId", id)
                    .put("correlationId", "7d1c9a52-0000-4000-8000-0000c0de0001")
                    .put("tenantId", "7d1c9a52-0000-4000-8000-0000000000aa");
            record.putObject("properties")
                    .put("statusCode", write.get("created").asBoolean() ? "Created" : "OK")
                    .put("requestbody", write.get("body").toString());
            yaml.append("  - name: \"").append(write.get("name").asText()).append("\"\n");
            yaml.append("    raw: |\n      ").append(record).append('\n');
            yaml.append("    expect: ")
                    .append(VERDICTS.get(write.get("verdict").asText()))
                    .append('\n');
        }
        return yaml.toString();
    }

    private static String operation(String resource) {
        if (resource.isEmpty()) {
            return "Microsoft.Resources/subscriptions/resourceGroups/write";
        }
        String[] parts = resource.substring(
                        resource.lastIndexOf("providers/") < 0 ? 0 : resource.lastIndexOf("providers/") + 10)
                .split("/");
        StringBuilder operation = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            operation.append('/').append(parts[i]);
        }
        return operation + "/write";
    }

    private static List<Path> definitions() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> !file.toString().endsWith(".writes.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(ImportedPoliciesTest.class.getResource("/azure-policy"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
