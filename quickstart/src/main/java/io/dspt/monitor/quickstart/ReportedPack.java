package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.streams.audit.AuditPack;
import io.dspt.monitor.streams.audit.AuditYear;
import io.dspt.monitor.streams.audit.PackScope;
import io.dspt.monitor.streams.audit.PackSources;
import io.dspt.monitor.streams.ledger.LedgerHeadFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit pack of what stands on the topics of a running monitor. */
final class ReportedPack {
    private final AuditPack pack;

    private ReportedPack(AuditPack pack) {
        this.pack = pack;
    }

    /**
     * Reads the topics; nothing is written to them.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     * @param heads folder of signed heads; {@code null} when there are none to go with it
     * @param key that they are signed with; {@code null} likewise
     */
    static ReportedPack read(
            ConnectionOptions connection,
            Terminal terminal,
            AuditYear year,
            @Nullable String organisation,
            @Nullable Path heads,
            @Nullable Path key) {
        try (ControlSender sender = connection.open()) {
            terminal.say("reading the ledger, the coverage and the evidence of estate " + sender.estate());
            PackSources sources = sender.snapshot().packed(new PackScope(sender.estate(), organisation, year));
            sources.rules(sender.snapshot().ruleSet().orElseGet(() -> {
                terminal.say("no rule set has been told: texts and standards are those of the built-in one");
                return RuleBundle.builtIn();
            }));
            if (heads != null && key != null) {
                addHeads(sources, sender.estate(), heads, LedgerVerifyCommand.publicKey("--head-key", key));
            } else {
                terminal.say("no signed heads go with it (--heads, --head-key): that the end of the ledger is there,"
                        + " the pack cannot show");
            }
            terminal.say("deriving the summaries");
            return new ReportedPack(AuditPack.of(sources));
        } catch (UnknownOrganisationException e) {
            throw CommandFailedException.wrongUsage("--organisation: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.failed("the topics hold what is of another form: " + e.getMessage());
        }
    }

    private static void addHeads(PackSources sources, String estate, Path folder, PublicKey key) {
        try {
            for (Path note : new LedgerHeadFolder(folder).notes().getOrDefault(estate, List.of())) {
                sources.head(note.getFileName().toString(), LedgerHeadFolder.read(note));
            }
            sources.headKey(key);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--heads: cannot read " + folder);
        }
    }

    /** Writes it into a file, or with its usual name into a folder; gives the file. */
    Path write(Path to) {
        Path file = Files.isDirectory(to) ? to.resolve(pack.name() + ".zip") : to;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            pack.write(out);
            return file;
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--out: cannot write " + file + ": " + e.getMessage());
        }
    }

    /** The hash that stands for every byte of it. */
    String digest() {
        return pack.digest();
    }
}
