package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.streams.ledger.LedgerFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the ledger of every estate into a file, byte for byte as it stands on the topic. */
@Command(
        name = "export",
        header = "Write the ledger into files.",
        description = {
            "One file for each estate, DIR/ESTATE.jsonl, with every committed line as it stands on dspt.ledger.",
            "Nothing is verified on the way: that is for 'ledger verify', by whoever has the files."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ledger export --out ledger/",
            "  dspt-monitor ledger export --out ledger/ --estate north --config stream.yaml",
            "",
            "Usage: dspt-monitor ledger export --out DIR [OPTIONS]",
        },
        synopsisHeading = "")
final class LedgerExportCommand implements Callable<Integer> {
    private static final String UNFINISHED = ".new";

    private final Terminal terminal;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder of the files; it is made")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--estate", paramLabel = "NAME", description = "only this estate (default: all)")
    private @Nullable String estate;

    @Mixin
    private final LedgerCluster cluster = new LedgerCluster();

    private final SortedMap<String, Written> written = new TreeMap<>();
    private final SortedMap<String, Long> others = new TreeMap<>();

    /** A file on its way. */
    private static final class Written implements AutoCloseable {
        private final Path unfinished;
        private final OutputStream file;
        private long lines;

        Written(Path unfinished) throws IOException {
            this.unfinished = unfinished;
            this.file = new BufferedOutputStream(Files.newOutputStream(unfinished));
        }

        void line(byte[] line) throws IOException {
            file.write(line);
            file.write('\n');
            lines++;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    LedgerExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Files.createDirectories(out);
            try {
                cluster.topic().read(this::take);
            } finally {
                for (Written file : written.values()) {
                    file.close();
                }
            }
            finish();
        } catch (IOException e) {
            throw CommandFailedException.failed("the ledger cannot be exported to " + out + ": " + e.getMessage());
        }
        if (estate != null && written.isEmpty()) {
            throw CommandFailedException.failed("there is no entry of estate '" + estate + "'"
                    + (others.isEmpty() ? "" : "; there are some of " + String.join(", ", others.keySet())));
        }
        return said();
    }

    private void take(String of, byte[] line) throws IOException {
        if (!LedgerHeadNote.isNameOfAnEstate(of) || (estate != null && !estate.equals(of))) {
            others.merge(of, 1L, Long::sum);
            return;
        }
        Written file = written.get(of);
        if (file == null) {
            file = new Written(out.resolve(of + LedgerFile.SUFFIX + UNFINISHED));
            written.put(of, file);
        }
        file.line(line);
    }

    private void finish() throws IOException {
        for (Map.Entry<String, Written> file : written.entrySet()) {
            Files.move(
                    file.getValue().unfinished,
                    out.resolve(file.getKey() + LedgerFile.SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private int said() {
        if (written.isEmpty()) {
            terminal.say("the ledger is empty: nothing was written");
        }
        written.forEach((of, file) -> terminal.out()
                .println(of + ": " + file.lines + (file.lines == 1 ? " entry" : " entries") + " to "
                        + out.resolve(of + LedgerFile.SUFFIX)));
        terminal.out().flush();
        if (estate != null) {
            return ExitCode.DONE;
        }
        others.forEach((of, lines) -> terminal.say(
                "left out: " + lines + " lines of '" + of + "', which is no name of an estate and names no file"));
        return others.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
