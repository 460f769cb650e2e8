package io.dspt.monitor.core.register;

import io.dspt.monitor.core.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one definition file; whatever is not exactly a definition is refused where it stands. */
final class RegisterDefinitionReader {
    private static final Set<String> KEYS =
            Set.of("name", "title", "meaning", "when_not_loaded", "validity", "reported", "columns", "example");
    private static final Set<String> COLUMN_KEYS =
            Set.of("type", "one_of", "required", "key", "names", "meaning", "mark");

    private RegisterDefinitionReader() {}

    static RegisterDefinition read(YamlNode root) {
        Map<String, YamlNode> members = root.members(KEYS);
        YamlNode name = YamlNode.required(root, members, "name");
        String file = root.file().substring(root.file().lastIndexOf('/') + 1);
        if (!file.equals(name.text() + ".register.yaml")) {
            throw name.refused(
                    "the file of register " + name.text() + " must be named " + name.text() + ".register.yaml");
        }
        Map<String, RegisterColumn> columns = new LinkedHashMap<>();
        YamlNode.required(root, members, "columns")
                .members()
                .forEach((column, node) -> columns.put(column, column(column, node)));
        YamlNode exampleNode = YamlNode.required(root, members, "example");
        Map<String, String> example = new LinkedHashMap<>();
        exampleNode.members().forEach((column, node) -> example.put(column, node.text()));
        RegisterDefinition definition;
        try {
            definition = new RegisterDefinition(
                    name.text(),
                    YamlNode.required(root, members, "title").text(),
                    YamlNode.required(root, members, "meaning").text().strip(),
                    YamlNode.required(root, members, "when_not_loaded").oneOf(WhenNotLoaded.class),
                    validity(members.get("validity")),
                    flag(members.get("reported")),
                    columns,
                    example);
        } catch (IllegalArgumentException e) {
            throw root.refused(String.valueOf(e.getMessage()));
        }
        try {
            definition.row(example);
        } catch (BadCellException e) {
            throw exampleNode.refused(e.column() + ": " + e.getMessage());
        }
        return definition;
    }

    private static Validity validity(@Nullable YamlNode node) {
        if (node == null) {
            return Validity.ALWAYS;
        }
        Map<String, YamlNode> members = node.members(Set.of("from", "until"));
        YamlNode from = members.get("from");
        YamlNode until = members.get("until");
        return new Validity(from == null ? null : from.text(), until == null ? null : until.text());
    }

    private static RegisterColumn column(String name, YamlNode node) {
        Map<String, YamlNode> members = node.members(COLUMN_KEYS);
        YamlNode choices = members.get("one_of");
        YamlNode type = members.get("type");
        if ((type == null) == (choices == null)) {
            throw node.refused("a column has either a type or one_of");
        }
        boolean key = flag(members.get("key"));
        YamlNode names = members.get("names");
        YamlNode mark = members.get("mark");
        try {
            return new RegisterColumn(
                    name,
                    type == null ? ColumnType.ONE_OF : type.oneOf(ColumnType.class),
                    choices == null
                            ? List.of()
                            : choices.elements().stream().map(YamlNode::text).toList(),
                    key || flag(members.get("required")),
                    key,
                    names == null ? null : names.oneOf(RegisterColumn.Names.class),
                    YamlNode.required(node, members, "meaning").text().strip(),
                    mark == null ? null : mark.text());
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static boolean flag(@Nullable YamlNode node) {
        return node != null && node.flag();
    }
}
