package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rules a command is about. */
final class RuleSource {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "the rules in this folder instead of the built-in ones")
    private @Nullable Path folder;

    /** The rule set asked for. */
    RuleBundle bundle() {
        return folder == null ? RuleBundle.builtIn() : bundle("--rules", folder);
    }

    /** The rule set in a folder. */
    static RuleBundle bundle(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CommandFailedException.wrongUsage(option + ": there is no folder " + folder);
        }
        try {
            RuleBundle bundle = RuleBundle.of(folder);
            if (bundle.rules().isEmpty()) {
                throw CommandFailedException.wrongUsage(option + ": no *.rule.yaml in " + folder);
            }
            return bundle;
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage(option + ": cannot read " + folder + ": " + e.getMessage());
        }
    }

    /** The rules in force; refused ones are named. */
    RuleBook.Loaded load(Terminal terminal) {
        RuleBook.Loaded loaded = Engine.load(bundle());
        loaded.refusals().forEach(refusal -> terminal.say("refused " + refusal.getMessage()));
        return loaded;
    }
}
