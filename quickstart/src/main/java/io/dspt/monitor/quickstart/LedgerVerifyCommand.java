package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.streams.configuration.TrustedKeyFile;
import io.dspt.monitor.streams.ledger.LedgerFile;
import io.dspt.monitor.streams.ledger.LedgerHeadFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies the ledger, from an export with no network, or from its topic. */
@Command(
        name = "verify",
        header = "Verify that no line of the ledger was changed, removed or put in.",
        description = {
            "Says of each estate which entries hold, and names the first link that is broken.",
            "Heads that were signed and kept elsewhere tell more: whether the end was removed, and whether all of it was"
                    + " written anew."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ledger verify",
            "  dspt-monitor ledger verify --export ledger/ --heads heads/ --key public.pem",
            "  dspt-monitor ledger verify --export ledger/northern-trust.jsonl",
            "",
            "Usage: dspt-monitor ledger verify [OPTIONS]",
        },
        synopsisHeading = "")
final class LedgerVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--export",
            paramLabel = "DIR|FILE",
            description = "what 'ledger export' wrote; without it the topic is read")
    private @Nullable Path export;

    @Option(names = "--heads", paramLabel = "DIR", description = "the folder of signed heads; needs --key")
    private @Nullable Path heads;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the public Ed25519 key that heads are signed with, PEM or DER")
    private @Nullable Path key;

    @Option(names = "--estate", paramLabel = "NAME", description = "only this estate (default: all)")
    private @Nullable String estate;

    @Mixin
    private final LedgerCluster cluster = new LedgerCluster();

    private final SortedMap<String, List<LedgerHeadNote>> signed = new TreeMap<>();
    private final SortedMap<String, LedgerVerification> verifications = new TreeMap<>();
    private int refusedHeads;

    LedgerVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((heads == null) != (key == null)) {
            throw CommandFailedException.wrongUsage(
                    "--heads and --key belong together: a head proves nothing to whom the key is unknown");
        }
        if (export != null && cluster.isNamed()) {
            throw CommandFailedException.wrongUsage("--export is verified by itself: name no cluster beside it");
        }
        if (heads != null && key != null) {
            readHeads(heads, publicKey("--key", key));
        }
        // An estate whose ledger is gone altogether has heads all the same.
        signed.keySet().forEach(this::verification);
        try {
            if (export == null) {
                cluster.topic().read(this::take);
            } else {
                readExport(export);
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("the ledger cannot be read: " + e.getMessage());
        }
        return said();
    }

    /** Reads the key that an option names. */
    static PublicKey publicKey(String option, Path file) {
        try {
            return TrustedKeyFile.read(file);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage(option + ": cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage(option + ": " + file + " " + e.getMessage());
        }
    }

    private void readHeads(Path folder, PublicKey publicKey) {
        SortedMap<String, List<Path>> notes;
        try {
            notes = new LedgerHeadFolder(folder).notes();
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--heads: cannot read " + folder);
        }
        for (Map.Entry<String, List<Path>> ofEstate : notes.entrySet()) {
            if (isWanted(ofEstate.getKey())) {
                for (Path note : ofEstate.getValue()) {
                    readHead(ofEstate.getKey(), note, publicKey);
                }
            }
        }
    }

    private void readHead(String of, Path note, PublicKey publicKey) {
        try {
            LedgerHeadNote head = LedgerHeadNote.verified(LedgerHeadFolder.read(note), of, publicKey);
            signed.computeIfAbsent(of, absent -> new ArrayList<>()).add(head);
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read " + note);
        } catch (IllegalArgumentException e) {
            refusedHeads++;
            terminal.say("refused " + note + ": " + e.getMessage());
        }
    }

    private void readExport(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw CommandFailedException.wrongUsage("--export: there is no " + path);
        }
        if (!Files.isDirectory(path)) {
            String name = path.getFileName().toString();
            boolean namesIt = name.endsWith(LedgerFile.SUFFIX);
            if (estate == null && !namesIt) {
                throw CommandFailedException.wrongUsage(
                        "--export: the name of " + path + " does not say of which estate it is; say it with --estate");
            }
            read(path, estate != null ? estate : name.substring(0, name.length() - LedgerFile.SUFFIX.length()));
            return;
        }
        List<Path> files;
        try (Stream<Path> children = Files.list(path)) {
            files = children.filter(file -> file.getFileName().toString().endsWith(LedgerFile.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            read(file, name.substring(0, name.length() - LedgerFile.SUFFIX.length()));
        }
    }

    private void read(Path file, String of) throws IOException {
        if (isWanted(of)) {
            LedgerVerification verification = verification(of);
            LedgerFile.read(file, verification::take);
        }
    }

    private void take(String of, byte[] line) {
        if (isWanted(of)) {
            verification(of).take(line);
        }
    }

    private LedgerVerification verification(String of) {
        return verifications.computeIfAbsent(
                of,
                absent -> new LedgerVerification(
                        of,
                        signed.getOrDefault(of, List.of()).stream()
                                .map(LedgerHeadNote::head)
                                .toList()));
    }

    private boolean isWanted(String of) {
        return estate == null || estate.equals(of);
    }

    private int said() {
        if (verifications.isEmpty()) {
            throw CommandFailedException.failed("there is no entry"
                    + (estate == null ? "" : " of estate '" + estate + "'") + ": nothing was verified");
        }
        LedgerFindings findings = new LedgerFindings(terminal.out(), heads != null);
        verifications.forEach(
                (of, verification) -> findings.tell(of, verification.verdict(), signed.getOrDefault(of, List.of())));
        terminal.out().flush();
        if (refusedHeads > 0) {
            terminal.say(refusedHeads + (refusedHeads == 1 ? " head was" : " heads were") + " refused");
        }
        return findings.allHold() && refusedHeads == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
