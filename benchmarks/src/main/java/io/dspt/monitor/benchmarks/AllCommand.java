package io.dspt.monitor.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every other command in turn, with the same options. */
@Command(name = "all", description = "Runs every other command, one after another.", mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
    private static final String RECORDS_FROM = "--records-from";

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = RECORDS_FROM,
            paramLabel = "DIR",
            description = "the engine and the pipelines are measured with the records of this folder too, repeated")
    private @Nullable Path folder;

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
            if (folder != null && command.getValue().getCommandSpec().findOption(RECORDS_FROM) != null) {
                arguments.add(RECORDS_FROM);
                arguments.add(folder.toString());
            }
            worst = Math.max(worst, Main.commandLine().execute(arguments.toArray(String[]::new)));
        }
        return worst;
    }
}
