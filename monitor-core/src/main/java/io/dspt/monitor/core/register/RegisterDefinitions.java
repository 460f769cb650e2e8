package io.dspt.monitor.core.register;

import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The closed list of registers of a rule set.
 *
 * @param byName definitions by the register's name
 */
public record RegisterDefinitions(SortedMap<String, RegisterDefinition> byName) {

    /** A rule set without registers. */
    public static final RegisterDefinitions NONE = new RegisterDefinitions(new TreeMap<>());

    public RegisterDefinitions {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /**
     * Reads definition files.
     *
     * @param files paths to bytes
     * @param refusals where refusals are added; a refused file is left out
     */
    public static RegisterDefinitions read(SortedMap<String, byte[]> files, List<RefusedException> refusals) {
        SortedMap<String, RegisterDefinition> definitions = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                RegisterDefinition definition = RegisterDefinitionReader.read(
                        YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)));
                definitions.put(definition.name(), definition);
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new RegisterDefinitions(definitions);
    }

    /** The register of this name. */
    public Optional<RegisterDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The register a file names.
     *
     * @throws RefusedException with the nearest name when there is none
     */
    public RegisterDefinition named(String name, YamlNode node) {
        return find(name)
                .orElseThrow(() ->
                        node.refused("unknown register '" + name + "'" + NearestName.hint(byName.keySet(), name)));
    }

    /**
     * The column a file names as {@code register.column}.
     *
     * @throws RefusedException with the nearest name when there is none
     */
    public RegisterColumn column(String written, YamlNode node) {
        int dot = written.indexOf('.');
        if (dot < 0) {
            throw node.refused("a column of a register is written as register.column, such as leavers.user");
        }
        RegisterDefinition register = named(written.substring(0, dot), node);
        String name = written.substring(dot + 1);
        RegisterColumn column = register.columns().get(name);
        if (column == null) {
            throw node.refused("register " + register.name() + " has no column '" + name + "'"
                    + NearestName.hint(register.columns().keySet(), name));
        }
        return column;
    }
}
