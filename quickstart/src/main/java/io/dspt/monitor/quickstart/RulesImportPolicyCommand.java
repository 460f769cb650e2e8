package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.azure.policy.PolicyImport;
import io.dspt.monitor.core.azure.policy.PolicyImport.Result;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a rule and the beginning of its cases of an Azure Policy definition. */
@Command(
        name = "import-azure-policy",
        description = "Make a rule of an Azure Policy definition (JSON), or say what of it cannot be taken.",
        mixinStandardHelpOptions = true)
final class RulesImportPolicyCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[A-Z]{2,8}-[0-9]{3}");
    private static final Set<String> SEVERITIES = Set.of("low", "medium", "high", "critical");
    private static final int LONGEST_SLUG = 60;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the definition, or its policyRule alone")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "JSON with values of parameters, as an assignment has them; they win over the defaults")
    private @Nullable Path parameters;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "folder of a rule set in which to write the rule and its cases. Without it, the rule to stdout")
    private @Nullable Path out;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "id of the rule; without it AZP-001, or the next that is free in DIR")
    private @Nullable String id;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "severity of the rule (default: ${DEFAULT-VALUE})")
    private String severity = "medium";

    RulesImportPolicyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (id != null && !ID.matcher(id).matches()) {
            throw CommandFailedException.wrongUsage("--id: '" + id + "' is no id such as AZP-001");
        }
        if (!SEVERITIES.contains(severity)) {
            throw CommandFailedException.wrongUsage("--severity: low, medium, high or critical, not " + severity);
        }
        Result result = new PolicyImport(ResourcePropertyTable.builtIn())
                .read(bytes(file), parameters == null ? null : bytes(parameters));
        if (result instanceof Result.Refused refused) {
            refused.refusals().forEach(refusal -> terminal.say(file + ": " + refusal));
            throw CommandFailedException.failed(
                    file + " cannot be taken: " + refused.refusals().size()
                            + (refused.refusals().size() == 1 ? " part" : " parts") + " named above");
        }
        Result.Taken taken = (Result.Taken) result;
        taken.differences().forEach(terminal::say);
        String ruleId = id != null ? id : free();
        String rule = taken.rule().yaml(ruleId, severity);
        String stem = ruleId + "-" + slug(taken.title());
        PolicyCases cases = PolicyCases.of(stem, rule.getBytes(StandardCharsets.UTF_8));
        if (out == null) {
            terminal.out().print(rule);
            terminal.say("its cases are written with --out DIR");
            return ExitCode.DONE;
        }
        Path folder = out.resolve("azure-policy");
        write(folder.resolve(stem + ".rule.yaml"), rule);
        write(folder.resolve(stem + ".cases.yaml"), cases.yaml());
        cases.missing().forEach(missing -> terminal.say("no case of '" + missing + "' was found: write one"));
        terminal.say("wrote " + folder.resolve(stem) + ".rule.yaml and its cases; try: dspt-monitor rules test " + out);
        return ExitCode.DONE;
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("cannot read " + path);
        }
    }

    /** The first id of this family that no file of the folder begins with. */
    private String free() {
        if (out == null || !Files.isDirectory(out)) {
            return "AZP-001";
        }
        try (Stream<Path> files = Files.walk(out)) {
            Set<String> taken = files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith("AZP-") && name.length() > 7)
                    .map(name -> name.substring(0, 7))
                    .collect(java.util.stream.Collectors.toSet());
            for (int number = 1; number < 1_000; number++) {
                String next = String.format(Locale.ROOT, "AZP-%03d", number);
                if (!taken.contains(next)) {
                    return next;
                }
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("--out: cannot read " + out);
        }
        throw CommandFailedException.wrongUsage("--id: AZP-001 to AZP-999 are taken; name another");
    }

    private static String slug(String title) {
        String slug =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut =
                slug.length() > LONGEST_SLUG ? slug.substring(0, LONGEST_SLUG).replaceAll("-$", "") : slug;
        return cut.isEmpty() ? "policy" : cut;
    }

    private static void write(Path path, String text) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailedException.wrongUsage(path + " exists: remove it, or give another --id");
        } catch (IOException e) {
            throw CommandFailedException.failed("--out: cannot write " + path);
        }
    }
}
