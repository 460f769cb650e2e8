package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence with facts in braces, such as <code>{resource.name} is in {resource.region}</code>. */
public final class MessageTemplate {

    /** A piece of the sentence. */
    sealed interface Part {
        record Words(String words) implements Part {}

        record Slot(FieldReference reference) implements Part {}
    }

    private final List<Part> parts;

    MessageTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The sentence; what is absent reads as none, what is unknown as unknown. */
    public String fill(FactView view) {
        StringBuilder sentence = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Slot slot) {
                FactSource source = slot.reference().before() ? view.before() : view.after();
                sentence.append(shown(source.read(slot.reference().fact())));
            } else {
                sentence.append(((Part.Words) part).words());
            }
        }
        return sentence.toString();
    }

    /** The facts the sentence names. */
    List<FieldReference> references() {
        List<FieldReference> references = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Slot slot) {
                references.add(slot.reference());
            }
        }
        return references;
    }

    /** A value as people read it. */
    public static String shown(FactValue value) {
        if (value instanceof Text text) {
            return text.value();
        } else if (value instanceof Flag flag) {
            return flag.value() ? "true" : "false";
        } else if (value instanceof Whole whole) {
            return Long.toString(whole.value());
        } else if (value instanceof Many many) {
            return many.elements().isEmpty()
                    ? "none"
                    : many.elements().stream().map(MessageTemplate::shown).collect(Collectors.joining(", "));
        } else if (value instanceof Structure structure) {
            return structure.members().entrySet().stream()
                    .map(member -> member.getKey() + " " + shown(member.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return value == Missing.ABSENT ? "none" : "unknown";
    }
}
