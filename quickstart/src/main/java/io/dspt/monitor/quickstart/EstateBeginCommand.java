package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.OpenedLogs;
import io.dspt.monitor.ingest.configuration.IngestConfigurationReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins the log of an estate: only then may records be written to it. */
@Command(
        name = "begin",
        description = {
            "Begins the log of an estate, live or as a replay, for ever, and brings it the built-in rules.",
            "Again for a log that has been begun: changes nothing."
        },
        mixinStandardHelpOptions = true)
final class EstateBeginCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "name of the estate")
    @SuppressWarnings("NullAway.Init")
    private String estate;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Mode mode;

    @Option(
            names = "--organisation",
            paramLabel = "ODS",
            description = "ODS code of the organisation that findings are attributed to")
    private @Nullable String organisation;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the configuration of ingestors")
    @SuppressWarnings("NullAway.Init")
    private Path configuration;

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "Ed25519 key, PKCS#8 as PEM or DER, that the monitor trusts")
    @SuppressWarnings("NullAway.Init")
    private Path keyFile;

    /** What kind of log. */
    static final class Mode {
        @Option(
                names = "--live",
                required = true,
                description = "records come as they happen; the clock is the broker's")
        private boolean live;

        @Option(names = "--replay", required = true, description = "records of the past; the clock is theirs")
        private boolean replay;

        LogMode chosen() {
            if (live == replay) {
                throw new IllegalStateException("one of the two is asked for");
            }
            return live ? LogMode.LIVE : LogMode.REPLAY;
        }
    }

    EstateBeginCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KafkaConnection kafka;
        KeyPair keys;
        try {
            kafka = IngestConfigurationReader.read(configuration).kafka();
            keys = SigningKeys.signing(keyFile);
        } catch (RefusedException e) {
            throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("cannot read " + e.getMessage());
        }
        LogMode wanted = mode.chosen();
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(kafka, estate)) {
            if (new OpenedLogs(kafka).mode(estate).orElse(wanted) != wanted) {
                throw CommandFailedException.failed("the log of estate '" + estate + "' was begun "
                        + (wanted == LogMode.LIVE ? "as a replay" : "as a live one") + ", which it stays for ever");
            }
            ControlRecords controls = new ControlRecords(log, estate, keys);
            if (wanted == LogMode.LIVE) {
                controls.beginLive(organisation);
            } else {
                controls.beginReplay(Instant.now(), organisation);
            }
            controls.useRules(RuleBundle.builtIn());
            log.commit();
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw CommandFailedException.failed(kafka + " did not take it: " + e.getMessage());
        }
        terminal.say("the log of estate '" + estate + "' has been begun "
                + (wanted == LogMode.LIVE ? "as a live one" : "as a replay"));
        return ExitCode.DONE;
    }
}
