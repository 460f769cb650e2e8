package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.fold.ControlRecord.ExemptionRevoked;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.quickstart.CommonOptions.Format;
import io.dspt.monitor.streams.output.ExemptionJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approved exceptions of a running monitor. */
@Command(
        name = "exempt",
        header = "Preview, add, list and revoke exemptions of a running monitor.",
        description =
                "An exemption hides nothing: what it covers is counted as exempt, and is open again when it ends.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor exempt preview exemption.yaml",
            "  dspt-monitor exempt add exemption.yaml --data-dir data/",
            "  dspt-monitor exempt list",
            "  dspt-monitor exempt revoke EX-2026-014 --reason migrated",
            "",
            "Usage: dspt-monitor exempt add|preview [FILE]|list|revoke ID [OPTIONS]",
        },
        synopsisHeading = "")
final class ExemptCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ExemptCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ExemptCommand())
                .addSubcommand("add", new ExemptAddCommand(terminal, false))
                .addSubcommand("preview", new ExemptAddCommand(terminal, true))
                .addSubcommand(new ListThem(terminal))
                .addSubcommand(new Revoke(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing subcommand: add, preview, list or revoke");
    }

    @Command(
            name = "list",
            description = "List exemptions that hold or will hold; with --all those that are over, too.",
            mixinStandardHelpOptions = true)
    static final class ListThem implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--all", description = "expired and revoked ones, too")
        private boolean all;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "table",
                description = "table for people, json for one exemption per line (default: ${DEFAULT-VALUE})")
        private Format format = Format.TABLE;

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        ListThem(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (ControlSender sender = connection.open()) {
                List<ExemptionState> exemptions = sender.snapshot().exemptions().stream()
                        .filter(state -> all || state.status() == ExemptionStatus.APPROVED)
                        .toList();
                for (ExemptionState state : exemptions) {
                    terminal.out()
                            .println(
                                    format == Format.JSON
                                            ? new String(
                                                    ExemptionJson.of(sender.estate(), state), StandardCharsets.UTF_8)
                                            : line(state));
                }
                if (exemptions.isEmpty() && format == Format.TABLE) {
                    terminal.out().println("There are no exemptions.");
                }
                terminal.out().flush();
            }
            return ExitCode.DONE;
        }

        private static String line(ExemptionState state) {
            return state.exemption().id() + "  " + state.status().printed() + "  from "
                    + state.exemption().startsOn() + " to " + state.exemption().expiresOn() + "  "
                    + FindingsPrinter.shortened(state.exemption().scope().written()) + "  owner "
                    + FindingsPrinter.plain(state.exemption().owner()) + ", approved by "
                    + FindingsPrinter.plain(state.exemption().approvedBy()) + ", "
                    + state.exemption().lawfulBasis().written();
        }
    }

    @Command(
            name = "revoke",
            description = "End an exemption before its time; what it covered is open again.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "ID", description = "id of the exemption")
        private String id = "";

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
        private String reason = "";

        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "who decided (default: ${DEFAULT-VALUE})")
        private String by = "";

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        Revoke(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (ControlSender sender = connection.open()) {
                refuseUnlessApproved(sender.snapshot().exemptions());
                @Nullable Instant clock = sender.whereItIs().clock();
                ExemptionRevoked revoked;
                try {
                    revoked = new ExemptionRevoked(id, by, reason, clock == null ? Instant.now() : clock);
                } catch (IllegalArgumentException e) {
                    throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
                }
                sender.send(
                        List.of(revoked),
                        record -> record.topic().equals(Topics.COVERAGE)
                                && ControlSender.text(record.key()).equals(ExemptionJson.key(sender.estate(), id)));
                terminal.out().println("exemption " + id + " is revoked; what it covered is open again");
                terminal.out().flush();
            }
            return ExitCode.DONE;
        }

        /** What the monitor would reject is told here: a rejection is a finding of its own. */
        private void refuseUnlessApproved(List<ExemptionState> exemptions) {
            ExemptionState state = exemptions.stream()
                    .filter(one -> one.exemption().id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> CommandFailedException.failed("there is no exemption " + id));
            if (state.status() != ExemptionStatus.APPROVED) {
                throw CommandFailedException.failed(
                        "exemption " + id + " is " + state.status().printed() + " since " + state.at());
            }
        }
    }
}
