package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.quickstart.CommonOptions.Format;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Prints a line for everything that happens to a finding from now on; what an earlier run has shown is not repeated. */
final class TransitionPrinter implements OutputListener {
    private final PrintStream out;
    private final Format format;
    private boolean live;

    TransitionPrinter(PrintStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    @Override
    public void caughtUp() {
        live = true;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(FindingJson.TRANSITION_HEADER);
        if (!live || !record.topic().equals(Topics.FINDINGS) || record.value() == null || header == null) {
            return;
        }
        Transition transition = Transition.valueOf(new String(header.value(), StandardCharsets.UTF_8));
        if (transition == Transition.REFRESHED) {
            return;
        }
        if (format == Format.JSON) {
            out.print(new String(record.value(), StandardCharsets.UTF_8));
            out.print('\n');
        } else {
            String name = transition.name().toLowerCase(Locale.ROOT);
            out.println(FindingsPrinter.line(name, PrintedFinding.parse(record.value())));
        }
        out.flush();
    }
}
