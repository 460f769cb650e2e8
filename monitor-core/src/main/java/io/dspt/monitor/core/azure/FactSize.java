package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import java.util.Map;

/** How large a value may be, so that a finding that shows it several times stays within what a message may hold. */
final class FactSize {
    /** Above what Azure allows for any list that rules look at. */
    private static final int MOST_CHARACTERS = 60_000;

    private FactSize() {}

    /** The value, or unknown when it is larger than such values are: too large to be shown is too large to be judged. */
    static FactValue bounded(FactValue value) {
        return characters(value) > MOST_CHARACTERS ? Missing.UNKNOWN : value;
    }

    private static long characters(FactValue value) {
        if (value instanceof Text text) {
            return text.value().length();
        } else if (value instanceof Many many) {
            long sum = 0;
            for (FactValue element : many.elements()) {
                sum += 1 + characters(element);
            }
            return sum;
        } else if (value instanceof Structure structure) {
            long sum = 0;
            for (Map.Entry<String, FactValue> member : structure.members().entrySet()) {
                sum += 1 + member.getKey().length() + characters(member.getValue());
            }
            return sum;
        }
        return 1;
    }
}
