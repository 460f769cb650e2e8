package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.cases.Demonstration;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.quickstart.DemoStage.Seen;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks rules on the running system to show that it notices. */
@Command(
        name = "demo",
        header = "Break a rule on the running system, and put it right.",
        description = "Sends the records of a rule's own case to the running monitor and shows how long it takes to"
                + " raise the finding. Each demonstration has an estate of its own, named demo-..., so that no"
                + " estate judged for real is touched; the page and the metrics count these estates, too.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor demo act RES-001",
            "  dspt-monitor demo fix RES-001",
            "  dspt-monitor demo test",
            "",
            "Usage: dspt-monitor demo act RULE|fix RULE|test [OPTIONS]",
        },
        synopsisHeading = "")
final class DemoCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private DemoCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new DemoCommand())
                .addSubcommand(new Act(terminal))
                .addSubcommand(new Fix(terminal))
                .addSubcommand(new Test(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: act, fix or test");
    }

    private static Demonstration named(String name) {
        String id = name.toUpperCase(Locale.ROOT);
        Optional<Demonstration> found = Engine.demonstrations(id::equals).get(id);
        if (found == null) {
            Set<String> ids = Engine.load(RuleBundle.builtIn()).book().ids();
            throw CommandFailedException.wrongUsage("there is no rule '" + name + "'" + NearestName.hint(ids, name));
        }
        return found.orElseThrow(() -> CommandFailedException.failed("no case of " + id + " can be acted"));
    }

    private static CommandFailedException notSeen(String rule, String what) {
        return CommandFailedException.failed(rule + " was not " + what + " within 30 s");
    }

    /** Breaks one rule. */
    @Command(name = "act", description = "Break one rule and show it being raised.", mixinStandardHelpOptions = true)
    static final class Act implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "RULE", description = "id of the rule, such as RES-001")
        private String rule = "";

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        Act(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Progress progress = new Progress(terminal)) {
                progress.begin("preparing");
                Demonstration demonstration = named(rule);
                try (DemoStage stage = DemoStage.open(connection.connection(), false)) {
                    Instant now = Instant.now();
                    String estate = DemoStage.estate(demonstration.rule(), now);
                    stage.prepare(estate, demonstration, now);
                    Seen seen = stage.act(
                                    estate,
                                    demonstration.rule(),
                                    demonstration.act(),
                                    finding -> finding.status().stands())
                            .orElseThrow(() -> notSeen(demonstration.rule(), "raised"));
                    progress.rest();
                    PrintStream out = terminal.out();
                    out.println("acted: " + demonstration.caseName());
                    out.println(demonstration.rule() + " raised after " + seen.milliseconds() + " ms: "
                            + seen.finding().message());
                    out.println(
                            "estate " + estate + ", finding " + seen.finding().id());
                    out.println(
                            demonstration.fix().isEmpty()
                                    ? "no event ends it, only a person: ./dspt-monitor finding dispose "
                                            + seen.finding().id() + " --estate " + estate
                                    : "put it right with: ./dspt-monitor demo fix " + demonstration.rule());
                    out.flush();
                    return ExitCode.DONE;
                }
            }
        }
    }

    /** Puts right what was broken. */
    @Command(
            name = "fix",
            description = "Put right what was acted last for a rule, and show it being resolved.",
            mixinStandardHelpOptions = true)
    static final class Fix implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "RULE", description = "id of the rule, such as RES-001")
        private String rule = "";

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        Fix(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Progress progress = new Progress(terminal)) {
                progress.begin("preparing");
                Demonstration demonstration = named(rule);
                if (demonstration.fix().isEmpty()) {
                    throw CommandFailedException.failed("no event ends findings of " + demonstration.rule()
                            + ", only a person: see dspt-monitor finding dispose --help");
                }
                try (DemoStage stage = DemoStage.open(connection.connection(), true)) {
                    String estate = stage.standing(demonstration.rule())
                            .orElseThrow(() -> CommandFailedException.failed(
                                    "nothing stands that was acted for " + demonstration.rule()
                                            + "; begin with: dspt-monitor demo act " + demonstration.rule()));
                    Seen seen = stage.act(
                                    estate,
                                    demonstration.rule(),
                                    demonstration.fix(),
                                    finding -> finding.status() == FindingStatus.RESOLVED)
                            .orElseThrow(() -> notSeen(demonstration.rule(), "resolved"));
                    progress.rest();
                    terminal.out()
                            .println(demonstration.rule() + " resolved after " + seen.milliseconds() + " ms by "
                                    + seen.finding().resolvedBy());
                    terminal.out().flush();
                    return ExitCode.DONE;
                }
            }
        }
    }

    /** Breaks every rule. */
    @Command(
            name = "test",
            description = "Break every rule in turn, put right what an event can, and count.",
            mixinStandardHelpOptions = true)
    static final class Test implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        Test(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Progress progress = new Progress(terminal)) {
                progress.begin("preparing");
                SortedMap<String, Optional<Demonstration>> all = Engine.demonstrations(rule -> true);
                try (DemoStage stage = DemoStage.open(connection.connection(), false)) {
                    progress.begin("acting " + all.size() + " rules");
                    int held = 0;
                    List<Long> raisedAfter = new ArrayList<>();
                    for (Map.Entry<String, Optional<Demonstration>> rule : all.entrySet()) {
                        held += rule.getValue().isPresent()
                                        && holds(stage, rule.getValue().get(), raisedAfter)
                                ? 1
                                : 0;
                        rule.getValue()
                                .ifPresentOrElse(
                                        one -> {},
                                        () -> terminal.out()
                                                .println("FAILED " + rule.getKey() + ": no case of it can be acted"));
                    }
                    progress.rest();
                    raisedAfter.sort(Long::compareTo);
                    terminal.out()
                            .println(held + " of " + all.size() + " rules: acted and raised"
                                    + (raisedAfter.isEmpty()
                                            ? ""
                                            : "; half of them within " + raisedAfter.get(raisedAfter.size() / 2)
                                                    + " ms, all within " + raisedAfter.get(raisedAfter.size() - 1)
                                                    + " ms"));
                    terminal.out().flush();
                    return held == all.size() ? ExitCode.DONE : ExitCode.FAILED;
                }
            }
        }

        private boolean holds(DemoStage stage, Demonstration demonstration, List<Long> raisedAfter) {
            String rule = demonstration.rule();
            Instant now = Instant.now();
            String estate = DemoStage.estate(rule, now);
            stage.prepare(estate, demonstration, now);
            Optional<Seen> raised = stage.act(
                    estate,
                    rule,
                    demonstration.act(),
                    finding -> finding.status().stands());
            if (raised.isEmpty()) {
                terminal.out().println("FAILED " + rule + ": not raised by '" + demonstration.caseName() + "'");
                return false;
            }
            raisedAfter.add(raised.get().milliseconds());
            String line = rule + "  raised in " + raised.get().milliseconds() + " ms";
            if (!demonstration.fix().isEmpty()) {
                Optional<Seen> resolved = stage.act(
                        estate, rule, demonstration.fix(), finding -> finding.status() == FindingStatus.RESOLVED);
                if (resolved.isEmpty()) {
                    terminal.out()
                            .println("FAILED " + rule + ": raised, but not resolved by '" + demonstration.caseName()
                                    + "'");
                    return false;
                }
                line += ", resolved in " + resolved.get().milliseconds() + " ms by "
                        + resolved.get().finding().resolvedBy();
            }
            terminal.out().println(line);
            terminal.out().flush();
            return true;
        }
    }
}
