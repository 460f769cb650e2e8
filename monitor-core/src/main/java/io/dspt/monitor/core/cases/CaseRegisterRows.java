package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.register.BadCellException;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads rows of registers as cases write them, by the definitions of the rule set. */
final class CaseRegisterRows {
    private final RegisterDefinitions definitions;

    CaseRegisterRows(RegisterDefinitions definitions) {
        this.definitions = definitions;
    }

    /** Lists of rows by register. */
    SortedMap<String, List<RegisterRow>> ofAll(YamlNode node) {
        SortedMap<String, List<RegisterRow>> rows = new TreeMap<>();
        node.members().forEach((name, list) -> rows.put(name, of(definitions.named(name, list), list)));
        return rows;
    }

    /** The definition a step names. */
    RegisterDefinition named(YamlNode name) {
        return definitions.named(name.text(), name);
    }

    /** A list of rows. */
    List<RegisterRow> of(RegisterDefinition definition, YamlNode list) {
        List<RegisterRow> rows = new ArrayList<>();
        for (YamlNode element : list.elements()) {
            Map<String, String> cells = new LinkedHashMap<>();
            element.members().forEach((column, cell) -> cells.put(column, cell.textOrEmpty()));
            try {
                rows.add(definition.row(cells));
            } catch (BadCellException e) {
                throw element.refused(e.column() + ": " + e.getMessage());
            }
        }
        return rows;
    }
}
