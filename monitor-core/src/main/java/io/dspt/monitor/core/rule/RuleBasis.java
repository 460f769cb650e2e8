package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fact.FactValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule comes from: its file, the values of the shared parameters it names, and the files of the rule set that
 * every rule may depend on. Two rules of one basis are the same rule, so that a changed rule set need not read what has
 * not changed.
 */
final class RuleBasis {
    private static final String WORD = "parameter";
    /** A reference to a parameter, from the word on; what stands otherwise depends on all parameters. */
    private static final Pattern REFERENCE = Pattern.compile("parameter[\"']?\\s*:\\s*[\"']?([A-Za-z0-9_.-]+)");

    private final SortedMap<String, FactValue> parameters;
    private final byte[] common;

    /** The basis of the rules of this bundle. */
    RuleBasis(RuleBundle bundle, Parameters parameters) {
        this.parameters = parameters.values();
        MessageDigest digest = Sha256.digest();
        Set<String> rules = bundle.rules().keySet();
        Set<String> standards = bundle.standards().keySet();
        for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
            String path = file.getKey();
            // Standards name rules, not the other way round: what they say of a rule is looked at apart.
            if (!rules.contains(path) && !standards.contains(path) && !path.equals(RuleBundle.PARAMETERS)) {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(file.getValue());
            }
        }
        this.common = digest.digest();
    }

    /** The basis of one file, as hex. */
    String of(String path, byte[] file) {
        MessageDigest digest = Sha256.digest();
        digest.update(common);
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(file);
        for (String name : named(new String(file, StandardCharsets.UTF_8))) {
            digest.update((byte) 0);
            digest.update((name + "=" + parameters.get(name)).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        Matcher reference = REFERENCE.matcher(text);
        for (int at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + 1)) {
            if (text.startsWith("s:", at + WORD.length())) {
                continue; // the rule's own parameters, which stand in its file
            }
            if (!reference.find(at) || reference.start() != at) {
                return parameters.keySet();
            }
            names.add(reference.group(1));
        }
        return names;
    }
}
