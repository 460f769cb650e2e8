package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.cases.RuleCaseRunner;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the cases that prove the rules. */
@Command(name = "test", description = "Run the cases of the rules.", mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "folder with *.rule.yaml and *.cases.yaml; without it the built-in catalogue")
    private @Nullable Path folder;

    RulesTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBundle bundle = folder == null ? RuleBundle.builtIn() : RuleSource.bundle("DIR", folder);
        RuleCaseRunner.Report report = Engine.runCases(bundle, cases());
        report.refusals().forEach(refusal -> terminal.say("refused " + refusal.getMessage()));
        for (RuleCaseRunner.Result failed : report.failures()) {
            terminal.out()
                    .println("FAILED " + failed.ruleCase().rule() + " › "
                            + failed.ruleCase().name() + " ("
                            + failed.ruleCase().file() + ":"
                            + failed.ruleCase().line() + "): " + failed.failure());
        }
        report.notRun()
                .forEach((rule, cases) -> terminal.out()
                        .println("NOT RUN " + rule + ": " + cases + (cases == 1 ? " case" : " cases")
                                + " of a rule that is not in force"));
        int failures = report.failures().size();
        int run = report.results().size();
        terminal.out().println((run - failures) + " of " + run + " cases hold" + refused(report));
        return failures == 0 && report.refusals().isEmpty() && report.notRun().isEmpty() && run > 0
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private static String refused(RuleCaseRunner.Report report) {
        int refused = report.refusals().size();
        return refused == 0 ? "" : "; " + refused + (refused == 1 ? " file was refused" : " files were refused");
    }

    private SortedMap<String, byte[]> cases() {
        if (folder == null) {
            return RuleBundle.builtInCases();
        }
        try {
            return RuleBundle.casesOf(folder);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("DIR: cannot read " + folder + ": " + e.getMessage());
        }
    }
}
