package io.dspt.monitor.streams.alert;

import java.util.List;
import java.util.SortedMap;

/** An alert as a narrow pager shows it. */
final class AlertAsText {
    private static final int WIDTH = 60;

    private AlertAsText() {}

    static String of(AlertRow row, SortedMap<String, String> says) {
        StringBuilder text = new StringBuilder();
        text.append("=".repeat(WIDTH)).append('\n');
        wrapped(text, says.get("summary"));
        text.append("-".repeat(WIDTH)).append('\n');
        wrapped(text, says.get("description"));
        for (String name : List.of("why", "check", "remedy", "clears", "escalate", "dspt")) {
            if (says.containsKey(name) && !says.get(name).isBlank()) {
                text.append("-- ").append(name).append('\n');
                wrapped(text, says.get(name));
            }
        }
        text.append("-- labels\n");
        row.labels().forEach((name, value) -> wrapped(text, name + "=" + value));
        return text.toString();
    }

    private static void wrapped(StringBuilder text, String paragraphs) {
        for (String paragraph : paragraphs.strip().split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.stripTrailing().split(" ", -1)) {
                if (line.length() + 1 + word.length() > WIDTH
                        && !line.toString().isBlank()) {
                    text.append(line.toString().stripTrailing()).append('\n');
                    line = new StringBuilder("  ");
                }
                line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ")
                        .append(word);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
