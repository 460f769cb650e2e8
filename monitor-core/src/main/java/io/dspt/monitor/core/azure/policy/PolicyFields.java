package io.dspt.monitor.core.azure.policy;

import io.dspt.monitor.core.fact.FactType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of policies that rules have a fact for. */
final class PolicyFields {
    private static final Pattern TAG = Pattern.compile("(?i)^tags(?:\\.(.+)|\\[(.+)])$");
    private static final Pattern TAG_NAME = Pattern.compile("[\\w .:/+@-]+");

    private final PolicyAliases aliases;
    private final Set<String> types;

    /**
     * @param types the types of resources the policy is about, lower case, for fields whose place depends on it
     */
    PolicyFields(PolicyAliases aliases, Set<String> types) {
        this.aliases = aliases;
        this.types = new TreeSet<>(types);
    }

    /**
     * The field of this name.
     *
     * @param path where it stands, for the message
     */
    PolicyField named(String name, String path) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "type" -> {
                return PolicyField.single(PolicyCondition.TYPE, FactType.TEXT);
            }
            case "name" -> {
                return PolicyField.single("resource.name", FactType.TEXT);
            }
            case "id" -> {
                return PolicyField.single("resource.id", FactType.TEXT);
            }
            case "location" -> {
                return new PolicyField("resource.region", FactType.TEXT, null, true);
            }
            case "kind" -> {
                return kind(path);
            }
            default -> {
                return tagOrAlias(name, path);
            }
        }
    }

    private PolicyField kind(String path) {
        Optional<PolicyField> found = Optional.empty();
        for (String type : types) {
            Optional<PolicyField> kind = aliases.property(type, "kind");
            if (kind.isEmpty() || (found.isPresent() && !found.equals(kind))) {
                throw new RefusedPolicyException(path, "the field 'kind' is not read of " + type);
            }
            found = kind;
        }
        return found.orElseThrow(
                () -> new RefusedPolicyException(path, "the field 'kind' is taken only where the policy names a type"));
    }

    private PolicyField tagOrAlias(String name, String path) {
        Matcher tag = TAG.matcher(name);
        if (tag.matches()) {
            String written = tag.group(1) != null ? tag.group(1) : unquoted(tag.group(2));
            if (!TAG_NAME.matcher(written).matches()) {
                throw new RefusedPolicyException(path, "a tag of the name '" + written + "' is not taken");
            }
            return PolicyField.single("resource.tags." + written.toLowerCase(Locale.ROOT), FactType.TEXT);
        }
        if (name.indexOf('/') < 0) {
            throw new RefusedPolicyException(path, "the field '" + name + "' is not taken");
        }
        if (name.indexOf("[*]") != name.lastIndexOf("[*]")) {
            throw new RefusedPolicyException(path, "lists within lists are not taken: '" + name + "'");
        }
        return aliases.find(name)
                .orElseThrow(() -> new RefusedPolicyException(
                        path,
                        "no property is read from the alias '" + name
                                + "'; properties are rows of reference/resource-properties.yaml"));
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1
                && (name.charAt(0) == '\'' || name.charAt(0) == '"')
                && name.charAt(name.length() - 1) == name.charAt(0);
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
