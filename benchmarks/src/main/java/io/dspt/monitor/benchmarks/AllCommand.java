package io.dspt.monitor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs every other command in turn, with the same options. */
@Command(name = "all", description = "Runs every other command, one after another.", mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> common = new ArrayList<>(List.of("--seed", Long.toString(options.seed())));
        if (options.shortForm()) {
            common.add("--short");
        }
        if (options.out() != null) {
            common.add("--out");
            common.add(options.out().toString());
        }
        int worst = 0;
        for (Map.Entry<String, CommandLine> command :
                Main.commandLine().getSubcommands().entrySet()) {
            if (command.getKey().equals(spec.name())) {
                continue;
            }
            options.say(command.getKey());
            List<String> arguments = new ArrayList<>(List.of(command.getKey()));
            arguments.addAll(common);
            worst = Math.max(worst, Main.commandLine().execute(arguments.toArray(String[]::new)));
        }
        return worst;
    }
}
