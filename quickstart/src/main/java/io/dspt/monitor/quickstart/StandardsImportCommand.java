package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.standard.Standard;
import io.dspt.monitor.core.standard.Standards;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.quickstart.workbook.EvidenceItems;
import io.dspt.monitor.quickstart.workbook.StandardOverlayText;
import io.dspt.monitor.quickstart.workbook.UnreadableWorkbookException;
import io.dspt.monitor.quickstart.workbook.Workbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the official texts of requirements from the publisher's workbook. */
@Command(
        name = "import",
        description = "Take official texts from NHS England's workbook of assertions and evidence items (XLSX).")
final class StandardsImportCommand implements Callable<Integer> {
    private static final String SUFFIX = ".overlay.yaml";

    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    @Parameters(paramLabel = "FILE.xlsx", description = "the workbook")
    @SuppressWarnings("NullAway.Init")
    private Path workbook;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help message and exit")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Option(
            names = "--framework",
            paramLabel = "NAME",
            defaultValue = "NDG",
            description = "the framework it is about (default: ${DEFAULT-VALUE})")
    private String framework = "NDG";

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "the toolkit version it is about; without it the latest that is confirmed")
    private @Nullable String version;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "take only the marks of this category of organisation, 1 to 4")
    private @Nullable String category;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "where to write the overlay; its name ends in .overlay.yaml, and it works in the folder standards/"
                            + " of a rule set. Without it, stdout")
    private @Nullable Path out;

    StandardsImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (out != null && !out.toString().endsWith(SUFFIX)) {
            throw CommandFailedException.wrongUsage("--out: the name of an overlay ends in " + SUFFIX + ": " + out);
        }
        Standard standard = standard();
        byte[] bytes = bytes();
        EvidenceItems items;
        try {
            items = EvidenceItems.of(Workbook.read(bytes));
        } catch (UnreadableWorkbookException e) {
            throw CommandFailedException.failed(workbook + ": " + e.getMessage());
        }
        if (category != null && !items.categories().contains(category)) {
            throw CommandFailedException.wrongUsage("--category: the workbook has no column of category " + category
                    + "; it has " + String.join(", ", items.categories()));
        }
        String origin = workbook.getFileName() + ", SHA-256 " + Sha256.hex(bytes);
        StandardOverlayText overlay = StandardOverlayText.of(standard, items, category, origin);
        report(standard, items, overlay);
        if (overlay.taken().isEmpty()) {
            throw CommandFailedException.failed(
                    workbook + " has no requirement of " + standard.name() + ": is it of another version?");
        }
        check(standard, overlay);
        write(overlay);
        return ExitCode.DONE;
    }

    private Standard standard() {
        List<Standard> standards = source.load(terminal)
                .standards()
                .matching(framework, version)
                .filter(standard -> version != null || standard.confirmed())
                .toList();
        if (standards.isEmpty()) {
            throw CommandFailedException.wrongUsage("there is no standard " + framework
                    + (version == null ? "" : " of version " + version) + "; see: dspt-monitor standards list");
        }
        return standards.get(standards.size() - 1);
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(workbook);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("cannot read " + workbook);
        }
    }

    private void report(Standard standard, EvidenceItems items, StandardOverlayText overlay) {
        items.remarks().forEach(terminal::say);
        terminal.say(overlay.taken().size() + " of " + standard.requirements().size() + " requirements of "
                + standard.name() + " have their official text");
        if (!overlay.unknown().isEmpty()) {
            terminal.say("in the workbook and not known here (no rule is mapped to them): "
                    + String.join(", ", overlay.unknown()));
        }
        if (!overlay.missing().isEmpty()) {
            terminal.say("known here and not in the workbook (their paraphrase stays): "
                    + String.join(", ", overlay.missing()));
        }
    }

    /** What is written must be what is read. */
    private static void check(Standard standard, StandardOverlayText overlay) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("imported" + SUFFIX, overlay.yaml().getBytes(StandardCharsets.UTF_8));
        List<RefusedException> refusals = new ArrayList<>();
        Standards.readOver(standard, files, refusals);
        if (!refusals.isEmpty()) {
            throw CommandFailedException.failed(
                    "the overlay would be refused: " + refusals.get(0).getMessage());
        }
    }

    private void write(StandardOverlayText overlay) {
        if (out == null) {
            terminal.out().print(overlay.yaml());
            return;
        }
        try {
            Files.writeString(out, overlay.yaml());
        } catch (IOException e) {
            throw CommandFailedException.failed("--out: cannot write " + out);
        }
        terminal.say("wrote " + out);
    }
}
