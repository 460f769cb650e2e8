package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.fold.ControlRecord.FindingAct;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people do with findings of a running monitor. */
@Command(
        name = "finding",
        header = "Acknowledge, assign or dispose of findings of a running monitor.",
        description = "Writes signed control records into the log and waits until they count.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor finding ack 3f9a2c --by sam.hill",
            "  dspt-monitor finding assign 3f9a2c 81b0d4 --to ada.okafor",
            "  dspt-monitor finding dispose 3f9a2c --as false-positive --reason test-tenant --data-dir data/",
            "",
            "Usage: dspt-monitor finding ack|assign|dispose ID... [OPTIONS]",
        },
        synopsisHeading = "")
final class FindingCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private FindingCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new FindingCommand())
                .addSubcommand(new Acknowledge(terminal))
                .addSubcommand(new Assign(terminal))
                .addSubcommand(new Dispose(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: ack, assign or dispose");
    }

    /** One of the acts. */
    abstract static class ActCommand implements Callable<Integer> {
        private static final int SHORTEST_ID = 6;

        private final Terminal terminal;

        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                description = "ids of findings, or at least six of their first digits")
        private List<String> ids = new ArrayList<>();

        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "who acts (default: ${DEFAULT-VALUE})")
        private String by = "";

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        ActCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        /** The record, or an exception that says what is wrong with the options. */
        abstract FindingAct act(FindingId finding, String actor, Instant at);

        /** Why this cannot be done with a finding in that status, or {@code null}. */
        abstract @Nullable String hindrance(FindingStatus status);

        /** What it says when done. */
        abstract String done();

        @Override
        public Integer call() {
            try (ControlSender sender = connection.open()) {
                List<PrintedFinding> findings = sender.snapshot().findings();
                List<PrintedFinding> chosen =
                        ids.stream().map(id -> chosen(id, findings)).toList();
                for (PrintedFinding finding : chosen) {
                    String hindrance = hindrance(finding.status());
                    if (hindrance != null) {
                        throw CommandFailedException.failed("finding " + finding.id() + " " + hindrance);
                    }
                }
                Instant clock = sender.whereItIs().clock();
                Instant at = clock == null ? Instant.now() : clock;
                for (PrintedFinding finding : chosen) {
                    send(sender, finding, at);
                }
            }
            return ExitCode.DONE;
        }

        private void send(ControlSender sender, PrintedFinding finding, Instant at) {
            FindingAct act;
            try {
                act = act(new FindingId(finding.id()), by, at);
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
            }
            boolean seen = sender.send(
                    List.of(act),
                    record -> record.topic().equals(Topics.FINDINGS)
                            && ControlSender.text(record.key()).equals(finding.id()));
            if (!seen) {
                throw CommandFailedException.failed("finding " + finding.id() + " has not changed");
            }
            terminal.out()
                    .println(finding.rule() + " " + finding.id() + " " + done() + ": "
                            + FindingsPrinter.shortened(finding.message()));
            terminal.out().flush();
        }

        private static PrintedFinding chosen(String id, List<PrintedFinding> findings) {
            String wanted = id.toLowerCase(Locale.ROOT);
            if (!wanted.matches("[0-9a-f]{" + SHORTEST_ID + ",32}")) {
                throw CommandFailedException.wrongUsage("'" + id + "' is no id of a finding: six to 32 hex digits");
            }
            List<PrintedFinding> found = findings.stream()
                    .filter(finding -> finding.id().startsWith(wanted))
                    .toList();
            if (found.size() != 1) {
                throw CommandFailedException.failed(
                        found.isEmpty()
                                ? "there is no finding " + id
                                : "several findings begin with " + id + "; give more of its digits");
            }
            return found.get(0);
        }
    }

    @Command(name = "ack", description = "Say that somebody has taken notice.", mixinStandardHelpOptions = true)
    static final class Acknowledge extends ActCommand {
        Acknowledge(Terminal terminal) {
            super(terminal);
        }

        @Override
        FindingAct act(FindingId finding, String actor, Instant at) {
            return FindingAct.acknowledge(finding, actor, at);
        }

        @Override
        @Nullable
        String hindrance(FindingStatus status) {
            return status == FindingStatus.OPEN ? null : "is " + status.printed() + "; only open ones are acknowledged";
        }

        @Override
        String done() {
            return "acknowledged";
        }
    }

    @Command(name = "assign", description = "Say who is to deal with it.", mixinStandardHelpOptions = true)
    static final class Assign extends ActCommand {
        @Option(names = "--to", paramLabel = "NAME", required = true, description = "who is to deal with it")
        private String to = "";

        Assign(Terminal terminal) {
            super(terminal);
        }

        @Override
        FindingAct act(FindingId finding, String actor, Instant at) {
            return FindingAct.assign(finding, to, actor, at);
        }

        @Override
        @Nullable
        String hindrance(FindingStatus status) {
            return status.stands() ? null : "is " + status.printed() + "; only standing ones are assigned";
        }

        @Override
        String done() {
            return "assigned to " + to;
        }
    }

    @Command(name = "dispose", description = "Say that it is at an end, and why.", mixinStandardHelpOptions = true)
    static final class Dispose extends ActCommand {
        @Option(
                names = "--as",
                paramLabel = "DISPOSITION",
                required = true,
                description = "false-positive, out-of-scope, accepted or fixed-outside")
        private String as = "";

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
        private String reason = "";

        Dispose(Terminal terminal) {
            super(terminal);
        }

        @Override
        FindingAct act(FindingId finding, String actor, Instant at) {
            return FindingAct.dispose(finding, disposition(), actor, reason, at);
        }

        @Override
        @Nullable
        String hindrance(FindingStatus status) {
            disposition(); // a wrong word is told before anything is asked of the monitor
            return status == FindingStatus.DISPOSED ? "is disposed already" : null;
        }

        @Override
        String done() {
            return "disposed as " + as;
        }

        private Disposition disposition() {
            for (Disposition disposition : Disposition.values()) {
                if (disposition.printed().equals(as)) {
                    return disposition;
                }
            }
            throw CommandFailedException.wrongUsage(
                    "--as: '" + as + "' is none of false-positive, out-of-scope, accepted, fixed-outside");
        }
    }
}
