package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.azure.AzureLogSamples;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What people who know the sample records say a detector should raise, against what the built-in rules do raise. The
 * whole comparison, with the reason where the two differ, is written to {@code target/labels.md}.
 */
class AzureLogLabelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where our rules rightly raise nothing although a label expects it: file, or file and line, to the reason. */
    private static final Map<String, String> RIGHTLY_SILENT = new TreeMap<>();

    static {
        String kubernetes = "activity-log/panther_azure_kubernetes_rolebinding_created.jsonl";
        for (int line = 1; line <= 4; line++) {
            silent(kubernetes, line, "a binding in Kubernetes' own role system: no rule of ours reads that");
        }
        String securityGroups = "activity-log/panther_azure_nsg_deleted_or_modified.jsonl";
        silent(securityGroups, 2, "a write without its body: what it opened is not known, and counted as unevaluable");
        silent(securityGroups, 3, "a write without its body: what it opened is not known, and counted as unevaluable");
        silent(securityGroups, 5, "joining a subnet to a security group opens and removes nothing");
        silent(securityGroups, 6, "a diagnostic setting written on a security group changes no rule of it");
        String readings = "readings stand in the vault's own log, and who reads is learned before anybody is new";
        for (int line = 1; line <= 3; line++) {
            silent("activity-log/panther_azure_keyvault_certificate_accessed.jsonl", line, readings);
            silent("activity-log/panther_azure_keyvault_key_accessed_or_recovered.jsonl", line, readings);
        }
        String oneReading = "one reading that counts; fifty in a quarter of an hour are too many";
        silent("storage/panther_azure_storage_blob_bulk_extraction.jsonl", 1, oneReading);
        silent("storage/panther_azure_storage_blob_bulk_extraction.jsonl", 2, oneReading);
        silent(
                "entra-signin-sp/panther_azure_risklevel_passthrough.jsonl",
                3,
                "the sign-in of the line before once more: application, request and time are the same");
        String oneOfMany = "one failure of the ten within ten minutes that ACC-039 waits for";
        silent("entra-signin/panther_azure_excessive_account_lockouts.jsonl", 1, oneOfMany);
        silent("m365-audit/panther_microsoft365_brute_force_login_by_user.jsonl", 1, oneOfMany);
        silent(
                "entra-signin/sentinel_disable_accounts.jsonl",
                null,
                "rows without any time: they are dead-lettered, because nothing says when it happened");
        silent(
                "entra-audit/sentinel_AuditLogs_Hunting.jsonl",
                null,
                "rows without any time: they are dead-lettered, because nothing says when it happened");
        silent(
                "activity-log/otel_administrative-log.json",
                null,
                "days of retention in a diagnostic setting are those of a storage account, not of a log workspace");
        for (int line = 1; line <= 3; line++) {
            silent(
                    "activity-log/panther_azure_policy_deployifnotexists.jsonl",
                    line,
                    "a policy that deploys what is missing is a guard at work: none is removed or exempted");
        }
        silent(
                "activity-log/panther_azure_advisor_security_recommendation.jsonl",
                1,
                "Advisor's advice is no control of a regulatory compliance standard, and no record says that it was taken");
        silent(
                "defender/panther_defender_detection_passthrough.jsonl",
                1,
                "the record does not tell whether anybody has taken the alert up");
        silent(
                "defender/panther_microsoft_graph_passthrough.jsonl",
                1,
                "a medium alert: DEF-002 waits for those who take up high ones");
        silent(
                "defender/otel_security-log.json",
                null,
                "DEF-002 asks what follows within half an hour, and nothing follows this record");
        String oneDeletion = "one deletion: fifteen within a quarter of an hour are many";
        silent("storage/panther_azure_storage_blob_bulk_deletion.jsonl", 1, oneDeletion);
        silent("storage/panther_azure_storage_blob_bulk_deletion.jsonl", 2, oneDeletion);
        String placeholder = "an example from the documentation: a placeholder stands where the policy is named";
        silent("eventgrid/doc_policy_created_eventgrid.json", null, placeholder);
        silent("eventgrid/doc_policy_changed_cloudevent.json", null, placeholder);
        silent("eventgrid/doc_policy_changed_mg_eventgrid.json", null, placeholder);
        String otherPolicy = "the policy is about something else than locations, and RES-021 watches only those";
        silent("policy/otel_policy-log.json", null, otherPolicy);
        for (int line = 1; line <= 3; line++) {
            silent("policy/panther_azure_policy_violation.jsonl", line, otherPolicy);
        }
    }

    private static void silent(String file, @Nullable Integer line, String reason) {
        RIGHTLY_SILENT.put(place(file, line), reason);
    }

    private static String place(String file, @Nullable Integer line) {
        return line == null ? file : file + ":" + line;
    }

    /**
     * What somebody expects of a record.
     *
     * @param line line of the file, from 1; {@code null} for the whole file
     * @param rules those of the rules named that the catalogue has
     */
    private record Label(String file, @Nullable Integer line, boolean expected, Set<String> rules, String violation) {
        String place() {
            return AzureLogLabelsTest.place(file, line);
        }
    }

    @Test
    void shouldRaiseWhatIsLabelledAndNothingElse() throws IOException {
        // Given
        RuleBundle catalogue = RuleBundle.builtIn();
        List<Label> labels = labels(ruleIds(catalogue));
        assertTrue(labels.size() > 40, () -> "labels of rules in the catalogue: " + labels.size());
        Map<String, SampleLog.Judged> judged = new TreeMap<>();
        SampleLog log = new SampleLog(catalogue);

        // When each file is judged on its own
        List<String> differences = new ArrayList<>();
        StringBuilder table =
                new StringBuilder("| record | expected | of | raised | because |\n|---|---|---|---|---|\n");
        Set<String> silencesUsed = new TreeSet<>();
        for (Label label : labels) {
            SampleLog.Judged file = judged.computeIfAbsent(
                    label.file(), name -> log.judge(AzureLogSamples.folder(), List.of(Path.of(name))));
            Set<String> raised = file.raisedAt(label.file(), label.line());
            raised.retainAll(label.rules());
            @Nullable String reason = RIGHTLY_SILENT.get(label.place());
            if (reason != null) {
                silencesUsed.add(label.place());
            }
            boolean expected = label.expected() && reason == null;
            if (expected == raised.isEmpty()) {
                differences.add(label.place() + " (" + label.violation() + "): "
                        + (expected ? "none of " + label.rules() + " was raised" : raised + " was raised")
                        + (reason == null ? "" : ", although it is excepted: " + reason));
            }
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |\n",
                    label.place(),
                    label.expected() ? label.violation() : "nothing",
                    String.join(", ", label.rules()),
                    raised.isEmpty() ? "nothing" : String.join(", ", raised),
                    reason == null ? "" : reason));
        }
        Files.writeString(Path.of("target", "labels.md"), table);

        // Then
        assertEquals(List.of(), differences);
        assertEquals(RIGHTLY_SILENT.keySet(), silencesUsed, "exceptions without a label");
    }

    @Test
    void shouldAccountForEveryElementOfTheWholeFolderAsOneLog() {
        // Given
        Path folder = AzureLogSamples.folder();
        List<Path> files =
                AzureLogSamples.files().stream().map(folder::relativize).toList();

        // When
        SampleLog.Judged judged = new SampleLog(RuleBundle.builtIn()).judge(folder, files);

        // Then
        long ignored = sum(judged.counts().ignored());
        long deadLettered = sum(judged.counts().deadLettered());
        assertTrue(judged.elements() > 900, () -> "elements: " + judged.elements());
        assertEquals(judged.elements(), judged.counts().read());
        assertEquals(judged.counts().read(), judged.counts().parsed() + ignored + deadLettered);
        assertEquals(deadLettered, judged.deadLetters());
        assertTrue(judged.counts().parsed() > judged.counts().read() / 2, judged.counts()::toString);
        assertTrue(sum(judged.counts().findings()) > 20, judged.counts()::toString);
        // Each standing or ended finding names records of this folder as its evidence.
        assertTrue(
                files.stream()
                        .map(file -> file.toString().replace('\\', '/'))
                        .toList()
                        .containsAll(judged.sourcesOfEvidence()),
                () -> "evidence from elsewhere: " + judged.sourcesOfEvidence());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Set<String> ruleIds(RuleBundle catalogue) {
        return RuleBook.load(catalogue, new FactCatalogue(SampleLog.REFERENCE.properties()))
                .book()
                .rules()
                .keySet();
    }

    /** The labels that name a rule of the catalogue, in file order. */
    private static List<Label> labels(Set<String> known) {
        Path file = AzureLogSamples.folder().resolve("labels.jsonl");
        List<Label> labels = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode label = JSON.readTree(line);
                Set<String> rules = new TreeSet<>();
                label.get("rules").forEach(rule -> rules.add(rule.asText()));
                rules.retainAll(known);
                if (!rules.isEmpty()) {
                    labels.add(new Label(
                            label.get("file").asText(),
                            label.get("line").isNull()
                                    ? null
                                    : label.get("line").asInt(),
                            label.get("expected").asBoolean(),
                            rules,
                            label.path("violation").asText("nothing")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labels;
    }
}
