package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.cases.RuleCaseRunner;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.RulesLiveJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a rule set live, after its own cases have been run. */
@Command(
        name = "apply",
        header = "Send a rule set live on a running monitor.",
        description =
                "The folder holds the whole rule set: rules that are not in it are retired. Its cases are run first;"
                        + " a rule whose cases fail is refused, and then nothing is sent.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor rules apply my-rules/",
            "  dspt-monitor rules apply my-rules/ --data-dir data/",
            "",
            "Usage: dspt-monitor rules apply DIR [OPTIONS]",
        },
        synopsisHeading = "")
final class RulesApplyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "folder with *.rule.yaml and *.cases.yaml")
    private Path folder = Path.of("");

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    RulesApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBundle bundle = RuleSource.bundle("DIR", folder);
        try (Progress progress = new Progress(terminal)) {
            progress.begin("running the cases of the rules in " + folder);
            RuleBook.Loaded loaded = Engine.load(bundle);
            refuseBrokenFiles(loaded);
            refuseFailingRules(bundle, loaded);
            progress.begin("sending");
            try (ControlSender sender = connection.open()) {
                return send(sender, bundle, inForce(loaded.book()), progress);
            }
        }
    }

    private int send(ControlSender sender, RuleBundle bundle, SortedMap<String, String> rules, Progress progress) {
        CheckpointReached now = sender.whereItIs();
        String digest = bundle.digest();
        if (now.rules().equals(digest)) {
            progress.rest();
            terminal.out().println("these rules are live already, " + digest);
            terminal.out().flush();
            return ExitCode.DONE;
        }
        SortedMap<String, String> live =
                sender.snapshot().liveRules().map(told -> told.rules()).orElseGet(TreeMap::new);
        changes(live, rules);
        long begun = System.nanoTime();
        boolean seen = sender.send(
                RuleSetTransfer.chunks(bundle),
                record -> record.topic().equals(Topics.COVERAGE)
                        && record.value() != null
                        && ControlSender.text(record.key()).equals(RulesLiveJson.key(sender.estate()))
                        && RulesLiveJson.parse(record.value()).digest().equals(digest));
        progress.rest();
        if (!seen) {
            throw CommandFailedException.failed("the monitor does not say that the rules are live");
        }
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        terminal.out()
                .println(rules.size() + (rules.size() == 1 ? " rule is" : " rules are") + " live after " + milliseconds
                        + " ms, " + digest);
        terminal.out().flush();
        return ExitCode.DONE;
    }

    private void changes(SortedMap<String, String> live, SortedMap<String, String> rules) {
        SortedSet<String> added = new TreeSet<>(rules.keySet());
        added.removeAll(live.keySet());
        SortedSet<String> retired = new TreeSet<>(live.keySet());
        retired.removeAll(rules.keySet());
        SortedSet<String> changed = new TreeSet<>(rules.keySet());
        changed.retainAll(live.keySet());
        changed.removeIf(id -> Objects.equals(rules.get(id), live.get(id)));
        PrintStream out = terminal.out();
        line(out, "added", added);
        line(out, "changed", changed);
        line(out, "retired", retired);
        if (added.isEmpty() && changed.isEmpty() && retired.isEmpty()) {
            out.println("parameters, standards, registers or the calendar have changed, and no rule's file");
        }
        out.flush();
    }

    private static void line(PrintStream out, String what, Collection<String> rules) {
        if (!rules.isEmpty()) {
            out.println(what + " " + rules.size() + ": " + String.join(", ", rules));
        }
    }

    private void refuseBrokenFiles(RuleBook.Loaded loaded) {
        loaded.refusals().forEach(refusal -> terminal.say("refused " + refusal.getMessage()));
        if (!loaded.refusals().isEmpty()) {
            throw CommandFailedException.failed(
                    "nothing was sent: " + loaded.refusals().size()
                            + (loaded.refusals().size() == 1 ? " file is" : " files are") + " broken");
        }
    }

    private void refuseFailingRules(RuleBundle bundle, RuleBook.Loaded loaded) {
        RuleCaseRunner.Report report;
        try {
            report = Engine.runCases(bundle, RuleBundle.casesOf(folder));
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("DIR: cannot read " + folder + ": " + e.getMessage());
        }
        SortedSet<String> refused = new TreeSet<>();
        report.refusals().forEach(refusal -> {
            terminal.say("refused " + refusal.getMessage());
            refused.add(ruleOf(refusal.file()));
        });
        for (RuleCaseRunner.Result failed : report.failures()) {
            terminal.say("refused " + failed.ruleCase().rule() + ": its case '"
                    + failed.ruleCase().name() + "' (" + failed.ruleCase().file() + ":"
                    + failed.ruleCase().line() + ") fails: " + failed.failure());
            refused.add(failed.ruleCase().rule());
        }
        SortedSet<String> unproved = new TreeSet<>(inForce(loaded.book()).keySet());
        report.results().forEach(result -> unproved.remove(result.ruleCase().rule()));
        unproved.removeAll(refused);
        unproved.forEach(rule -> terminal.say("refused " + rule + ": it has no case that proves it"));
        refused.addAll(unproved);
        if (!refused.isEmpty()) {
            throw CommandFailedException.failed("nothing was sent: " + String.join(", ", refused)
                    + (refused.size() == 1 ? " was" : " were") + " refused");
        }
    }

    /** The rule whose cases a file holds, by its name; the file where the name says none. */
    private static String ruleOf(String casesFile) {
        String name = casesFile.substring(casesFile.lastIndexOf('/') + 1);
        int dash = name.indexOf('-', name.indexOf('-') + 1);
        return dash < 0 ? casesFile : name.substring(0, dash);
    }

    private static SortedMap<String, String> inForce(RuleBook book) {
        SortedMap<String, String> inForce = new TreeMap<>();
        book.rules().forEach((id, rule) -> {
            if (rule.rule().status() != Rule.Status.RETIRED) {
                inForce.put(id, rule.rule().digest());
            }
        });
        return inForce;
    }
}
