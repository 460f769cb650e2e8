package io.dspt.monitor.core.azure.policy;

import io.dspt.monitor.core.azure.policy.PolicyCondition.AllOf;
import io.dspt.monitor.core.azure.policy.PolicyCondition.AnyOf;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Compare;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Constant;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Count;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Not;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A policy as a rule, ready to be written as a rule file. */
public final class PolicyRule {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_TEXT = 1_000;

    private final PolicyCondition appliesTo;
    private final PolicyCondition require;
    private final @Nullable String definition;
    private final String title;
    private final @Nullable String description;
    private final List<String> differences;

    PolicyRule(
            PolicyCondition appliesTo,
            PolicyCondition require,
            @Nullable String definition,
            String title,
            @Nullable String description,
            List<String> differences) {
        this.appliesTo = appliesTo;
        this.require = require;
        this.definition = definition;
        this.title = title;
        this.description = description;
        this.differences = List.copyOf(differences);
    }

    /**
     * The rule file.
     *
     * @param id id of the rule, such as {@code AZP-001}
     * @param severity low, medium, high or critical
     */
    public String yaml(String id, String severity) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# From an Azure Policy definition by `rules import-azure-policy`.\n");
        differences.forEach(difference ->
                yaml.append("# ").append(YamlText.comment(difference)).append('\n'));
        yaml.append("id: ").append(id).append('\n');
        yaml.append("title: ").append(YamlText.quoted(cut(title))).append('\n');
        yaml.append("status: incubating\nseverity: ").append(severity).append("\nkind: obligation\n");
        yaml.append("why: ")
                .append(YamlText.quoted(
                        description == null
                                ? "A policy of the organisation asks for it. Say here what it means for patients."
                                : cut(description)))
                .append('\n');
        yaml.append("applies_to:\n");
        write(appliesTo, 2, yaml);
        yaml.append("require:\n");
        write(require, 2, yaml);
        yaml.append("subject: resource.id\n");
        yaml.append("finding: ")
                .append(YamlText.quoted("{resource.type} {resource.name} does not satisfy the policy: "
                        + cut(title).replace('{', '(').replace('}', ')')))
                .append('\n');
        yaml.append("resolved_by: [resource-deleted]\n");
        yaml.append("triage:\n  - az resource show --ids \"{resource.id}\"\n");
        yaml.append("remedy: >\n  Configure the resource as the policy asks, or exempt it there and here.\n");
        yaml.append("noise:\n  quiet_for: P1D\n  notify: digest\n  expected: unknown until it has run for a week\n");
        String guid = guid();
        if (guid != null) {
            yaml.append(
                            "references:\n  - https://portal.azure.com/#blade/Microsoft_Azure_Policy/PolicyDetailBlade/definitionId/")
                    .append("%2Fproviders%2FMicrosoft.Authorization%2FpolicyDefinitions%2F")
                    .append(guid)
                    .append('\n');
            yaml.append("microsoft:\n  policies: [").append(guid).append("]\n");
        }
        yaml.append("unverified: >\n  Imported: that events carry each property it asks for has not been seen.\n");
        return yaml.toString();
    }

    /** The id of the definition, where it is one that policy states name. */
    public @Nullable String guid() {
        String lower = definition == null ? "" : definition.toLowerCase(Locale.ROOT);
        return GUID.matcher(lower).matches() ? lower : null;
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
    }

    private static void write(PolicyCondition condition, int indent, StringBuilder yaml) {
        String blanks = " ".repeat(indent);
        if (condition instanceof AllOf all) {
            list("allOf", all.conditions(), indent, yaml);
        } else if (condition instanceof AnyOf any) {
            list("anyOf", any.conditions(), indent, yaml);
        } else if (condition instanceof Not not) {
            yaml.append(blanks).append("not:\n");
            write(not.condition(), indent + 2, yaml);
        } else if (condition instanceof Count count) {
            yaml.append(blanks).append("count:\n");
            yaml.append(blanks)
                    .append("  field: ")
                    .append(YamlText.quoted(count.field()))
                    .append('\n');
            if (!(count.where() instanceof Constant)) {
                yaml.append(blanks).append("  where:\n");
                write(count.where(), indent + 4, yaml);
            }
            yaml.append(blanks)
                    .append(count.operator())
                    .append(": ")
                    .append(count.operand())
                    .append('\n');
        } else {
            Compare compare = (Compare) condition;
            yaml.append(blanks)
                    .append("field: ")
                    .append(YamlText.quoted(compare.field()))
                    .append('\n');
            yaml.append(blanks)
                    .append(compare.operator())
                    .append(": ")
                    .append(compare.operand())
                    .append('\n');
        }
    }

    private static void list(String word, List<PolicyCondition> conditions, int indent, StringBuilder yaml) {
        String blanks = " ".repeat(indent);
        yaml.append(blanks).append(word).append(":\n");
        for (PolicyCondition condition : conditions) {
            int start = yaml.length();
            write(condition, indent + 4, yaml);
            // The first line of an element stands behind its dash.
            yaml.replace(start, start + indent + 4, blanks + "  - ");
        }
    }
}
