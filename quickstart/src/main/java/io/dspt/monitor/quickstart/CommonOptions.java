package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.MaskKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that judges records. */
final class CommonOptions {

    /** How findings are printed. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for one finding per line (default: ${DEFAULT-VALUE})")
    private Format format = Format.TABLE;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "judge by the rules in this folder instead of the built-in ones")
    private @Nullable Path rules;

    @Option(
            names = "--estate",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "name of the estate the records belong to (default: ${DEFAULT-VALUE})")
    private String estate = "default";

    @Option(
            names = "--organisation",
            paramLabel = "ODS",
            description = "ODS code of the organisation that findings are attributed to")
    private @Nullable String organisation;

    @Option(
            names = "--mask-key-file",
            paramLabel = "FILE",
            description = "secret under which credentials, object names and patient ids are masked;"
                    + " without it a documented demonstration key, which protects nothing")
    private @Nullable Path maskKeyFile;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "exit with 3 when a finding of this severity or a worse one is open or acknowledged at the end")
    private @Nullable Severity failOn;

    Format format() {
        return format;
    }

    @Nullable
    Severity failOn() {
        return failOn;
    }

    /** The estate's name, which becomes part of keys and paths. */
    String estate() {
        if (!estate.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw CommandFailedException.wrongUsage("--estate: '" + estate
                    + "' is no name of an estate: up to 63 letters, digits, dots, hyphens and underscores");
        }
        return estate;
    }

    /** The ODS code, if one is given. */
    @Nullable
    String organisation() {
        if (organisation != null && !organisation.matches("[A-Za-z0-9]{3,10}")) {
            throw CommandFailedException.wrongUsage(
                    "--organisation: '" + organisation + "' is no ODS code such as RA9 or RA901");
        }
        return organisation;
    }

    MaskKey maskKey() {
        if (maskKeyFile == null) {
            return MaskKey.demo();
        }
        try {
            return MaskKey.read(maskKeyFile);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--mask-key-file: cannot read " + maskKeyFile);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--mask-key-file: " + e.getMessage());
        }
    }

    RuleBundle ruleBundle() {
        if (rules == null) {
            return RuleBundle.builtIn();
        }
        return RuleSource.bundle("--rules", rules);
    }
}
