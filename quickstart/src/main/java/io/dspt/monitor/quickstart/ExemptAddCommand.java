package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.fold.ControlRecord.ExemptionApproved;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.ExemptionJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what an exemption would have hidden, and puts it into force unless it was only to be shown. */
@Command(
        description = "An exemption from a file (YAML) or from options; prints what it would have hidden in the last 90"
                + " days. 'add' then puts it into force.",
        mixinStandardHelpOptions = true)
final class ExemptAddCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final boolean only;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the exemption as YAML, instead of options")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "only show what it would have hidden")
    private boolean dryRun;

    @Option(names = "--id", paramLabel = "ID", description = "its name (default: from day and content)")
    private @Nullable String id;

    @Option(names = "--rule", paramLabel = "RULE", description = "a rule it covers; may be given several times")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--family", paramLabel = "LETTERS", description = "all rules of a family, such as ACC")
    private @Nullable String family;

    @Option(names = "--subject", paramLabel = "TEXT", description = "for one subject, as findings show it")
    private @Nullable String subject;

    @Option(
            names = "--below",
            paramLabel = "ARM-ID",
            description = "for a resource, group or subscription and what is in it")
    private @Nullable String below;

    @Option(names = "--organisation", paramLabel = "ODS", description = "for findings of an organisation")
    private @Nullable String organisation;

    @Option(names = "--whole-estate", description = "for everything; with a single rule only")
    private boolean wholeEstate;

    @Option(names = "--owner", paramLabel = "NAME", description = "who answers for the risk")
    private @Nullable String owner;

    @Option(names = "--requested-by", paramLabel = "NAME", description = "who asked for it")
    private @Nullable String requestedBy;

    @Option(names = "--approved-by", paramLabel = "NAME", description = "who approved it: somebody else")
    private @Nullable String approvedBy;

    @Option(names = "--article-6", paramLabel = "BASIS", description = "basis of UK GDPR Article 6, such as 6(1)(e)")
    private @Nullable String article6;

    @Option(
            names = "--article-9",
            paramLabel = "CONDITION",
            description = "condition of UK GDPR Article 9, such as 9(2)(h); needed unless --no-patient-data")
    private @Nullable String article9;

    @Option(names = "--no-patient-data", description = "no patient data is concerned")
    private boolean noPatientData;

    @Option(
            names = "--transfer",
            paramLabel = "MECHANISM",
            description = "adequacy, IDTA, UK-Addendum, BCR or Article-49; needed for residency rules")
    private @Nullable String transfer;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why the rule cannot be kept")
    private @Nullable String reason;

    @Option(names = "--control", paramLabel = "TEXT", description = "what keeps the risk down meanwhile")
    private @Nullable String control;

    @Option(names = "--approved-on", paramLabel = "DAY", description = "day of the approval (default: the log's day)")
    private @Nullable String approvedOn;

    @Option(names = "--review-on", paramLabel = "DAY", description = "day of the review (default: its last day)")
    private @Nullable String reviewOn;

    @Option(names = "--starts", paramLabel = "DAY|TIME", description = "from when it holds (default: at once)")
    private @Nullable String startsOn;

    @Option(
            names = "--expires",
            paramLabel = "DAY|TIME",
            description = "its last day, or when it ends; at most 12 months after the approval, 6 for PAT-001")
    private @Nullable String expiresOn;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    ExemptAddCommand(Terminal terminal, boolean only) {
        this.terminal = terminal;
        this.only = only;
    }

    @Override
    public Integer call() {
        ExemptionDraft draft = file == null ? fromOptions() : fromFile(file);
        try (ControlSender sender = connection.open()) {
            @Nullable Instant clock = sender.whereItIs().clock();
            if (clock == null) {
                throw CommandFailedException.failed("the monitor has read nothing yet, so its clock stands nowhere");
            }
            Exemption exemption = draft.at(clock);
            terminal.out()
                    .println("Exemption " + exemption.id() + ": "
                            + FindingsPrinter.shortened(exemption.scope().written()) + ", from " + exemption.startsOn()
                            + " to "
                            + exemption.expiresOn() + "; "
                            + exemption.lawfulBasis().written() + ".");
            ExemptionPreview.of(exemption.scope(), sender.snapshot().findings(), clock)
                    .print(terminal.out());
            if (!only && !dryRun) {
                add(sender, exemption);
            }
            terminal.out().flush();
        }
        return ExitCode.DONE;
    }

    private void add(ControlSender sender, Exemption exemption) {
        for (ExemptionState state : sender.snapshot().exemptions()) {
            if (state.exemption().id().equals(exemption.id())
                    && !state.exemption().equals(exemption)) {
                throw CommandFailedException.failed("there is another exemption " + exemption.id() + ", "
                        + state.status().printed() + "; name this one otherwise with --id or 'id:'");
            }
        }
        boolean seen = sender.send(
                List.of(new ExemptionApproved(exemption)),
                record -> record.topic().equals(Topics.COVERAGE)
                        && ControlSender.text(record.key()).equals(ExemptionJson.key(sender.estate(), exemption.id())));
        terminal.out()
                .println(
                        seen
                                ? "exemption " + exemption.id() + " is approved"
                                : "exemption " + exemption.id() + " was approved before");
    }

    private ExemptionDraft fromFile(Path path) {
        List<String> both = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> option.userObject() instanceof java.lang.reflect.Field field
                        && field.getDeclaringClass() == ExemptAddCommand.class)
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals("--dry-run"))
                .toList();
        if (!both.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give either a file or options, not both: " + String.join(", ", both));
        }
        return ExemptionDraft.read(path);
    }

    private ExemptionDraft fromOptions() {
        SortedMap<String, String> values = new TreeMap<>();
        put(values, "id", id);
        put(values, "family", family);
        put(values, "subject", subject);
        put(values, "below", below);
        put(values, "organisation", organisation);
        put(values, "wholeEstate", wholeEstate ? "true" : null);
        put(values, "owner", owner);
        put(values, "requestedBy", requestedBy);
        put(values, "approvedBy", approvedBy);
        put(values, "article6", article6);
        put(values, "article9", article9);
        put(values, "patientData", noPatientData ? "false" : null);
        put(values, "transfer", transfer);
        put(values, "reason", reason);
        put(values, "compensatingControl", control);
        put(values, "approvedOn", approvedOn);
        put(values, "reviewOn", reviewOn);
        put(values, "startsOn", startsOn);
        put(values, "expiresOn", expiresOn);
        return new ExemptionDraft(values, rules);
    }

    private static void put(SortedMap<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
