package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.ledger.LedgerVerdict;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a pack that was unpacked: every byte is what its digest says, the ledger is whole and ends where its signed
 * heads say, records of evidence are what the ledger names them by, and all tables and summaries follow from the sources.
 * Says what it has seen, and of what it has not.
 */
public final class AuditPackVerifier {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final SortedMap<String, byte[]> files;
    private final PrintStream out;
    private final List<String> problems = new ArrayList<>();

    private AuditPackVerifier(SortedMap<String, byte[]> files, PrintStream out) {
        this.files = files;
        this.out = out;
    }

    /**
     * Verifies the pack in a folder, by default the one it is started in. Ends with 0 when all of it holds, with 1 when
     * something does not.
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length == 0 ? "." : arguments[0]);
        try {
            System.exit(verify(folder, System.out) ? 0 : FAILED);
        } catch (IOException e) {
            System.err.println("cannot read the pack in " + folder.toAbsolutePath() + ": " + e.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    /**
     * Verifies the pack in a folder.
     *
     * @param out what is found is said here
     * @return whether all of it holds
     */
    static boolean verify(Path folder, PrintStream out) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        if (!files.containsKey(PackPaths.DIGESTS)) {
            throw new IOException("there is no " + PackPaths.DIGESTS);
        }
        return new AuditPackVerifier(files, out).holds();
    }

    private boolean holds() {
        digests();
        try {
            ledger();
            evidence();
            drawn();
            derived();
        } catch (RuntimeException e) {
            // Sources that were changed can be wrong in any way.
            problems.add("nothing can be derived: " + e.getMessage());
        }
        problems.forEach(problem -> out.println("WRONG  " + problem));
        out.println(
                problems.isEmpty()
                        ? "Everything that was verified holds."
                        : problems.size() + (problems.size() == 1 ? " thing does" : " things do") + " not hold.");
        out.flush();
        return problems.isEmpty();
    }

    private void digests() {
        byte[] listed = bytes(PackPaths.DIGESTS);
        SortedMap<String, String> expected = new TreeMap<>();
        new String(listed, StandardCharsets.UTF_8).lines().forEach(line -> {
            int gap = line.indexOf("  ");
            if (gap > 0) {
                expected.put(line.substring(gap + 2), line.substring(0, gap));
            }
        });
        int before = problems.size();
        expected.forEach((path, digest) -> {
            byte @Nullable [] bytes = files.get(path);
            if (bytes == null) {
                problems.add(path + " is not there");
            } else if (!Sha256.hex(bytes).equals(digest)) {
                problems.add(path + " is not what its digest in " + PackPaths.DIGESTS + " says");
            }
        });
        files.keySet().stream()
                .filter(path -> !expected.containsKey(path) && !path.equals(PackPaths.DIGESTS))
                .forEach(path -> problems.add(path + " is not listed in " + PackPaths.DIGESTS));
        if (problems.size() == before) {
            out.println("Files: " + expected.size() + ", each as its digest says. Digest of the list: "
                    + Sha256.hex(listed));
        }
    }

    private void ledger() {
        String estate = PackScope.parse(bytes(PackPaths.SCOPE)).estate();
        List<LedgerHead> heads = heads(estate);
        LedgerVerification verification = new LedgerVerification(estate, heads);
        PackDerivation.lines(bytes(PackPaths.LEDGER)).forEach(verification::take);
        LedgerVerdict verdict = verification.verdict();
        if (verdict instanceof LedgerVerdict.Broken broken) {
            problems.add("the ledger is broken at line " + broken.link().line() + ", entry "
                    + broken.link().sequence() + ": " + broken.link().problem());
        } else {
            out.println("Ledger: " + verification.head().sequence() + " entries, each linked to the one before, to "
                    + verification.head().hash());
            out.println(
                    heads.isEmpty()
                            ? "Signed heads: NONE in the pack, so that a removed end would not be noticed."
                            : "Signed heads: " + heads.size() + ", all with the key in " + PackPaths.HEAD_KEY
                                    + ". Whether that key is the monitor's, the pack cannot say.");
        }
    }

    private List<LedgerHead> heads(String estate) {
        List<LedgerHead> heads = new ArrayList<>();
        byte @Nullable [] pem = files.get(PackPaths.HEAD_KEY);
        for (Map.Entry<String, byte[]> note : files.tailMap(PackPaths.HEADS).entrySet()) {
            if (!note.getKey().startsWith(PackPaths.HEADS)) {
                break;
            }
            try {
                if (pem == null) {
                    throw new IllegalArgumentException("is signed, but the pack has no " + PackPaths.HEAD_KEY);
                }
                heads.add(LedgerHeadNote.verified(note.getValue(), estate, key(pem))
                        .head());
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                problems.add(note.getKey() + " " + e.getMessage());
            }
        }
        return heads;
    }

    private static PublicKey key(byte[] pem) throws GeneralSecurityException {
        String base64 = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    /** The bytes are masked: what the ledger's hash is of, only Azure has. That they are those that were kept can be seen. */
    private void evidence() {
        int kept = 0;
        for (byte[] line : PackDerivation.lines(bytes(PackPaths.EVIDENCE_INDEX))) {
            EvidenceFile record = EvidenceFile.parse(new String(line, StandardCharsets.UTF_8));
            kept += isWhatItsNameSays(record, PackPaths.EVIDENCE_INDEX) ? 1 : 0;
        }
        out.println("Evidence: " + kept + " records, each with the hash that it is named by");
    }

    private boolean isWhatItsNameSays(EvidenceFile record, String index) {
        byte @Nullable [] masked = files.get(record.file());
        if (masked == null) {
            problems.add(record.file() + ", which " + index + " names, is not there");
            return false;
        }
        if (!record.file().endsWith(Sha256.hex(masked) + ".json")) {
            problems.add(record.file() + " is not what its name says");
            return false;
        }
        return true;
    }

    /** The log is not in the pack: that these records stand where the places are, whoever has it can see. */
    private void drawn() {
        List<byte[]> ledger = PackDerivation.lines(bytes(PackPaths.LEDGER));
        String seed = ledger.isEmpty() ? "" : LogDraw.seed(ledger.get(ledger.size() - 1));
        List<Long> places = LogDraw.parse(bytes(PackPaths.DRAWN_FROM)).places(seed);
        List<DrawnRecord> drawn = PackDerivation.lines(bytes(PackPaths.DRAWN_INDEX)).stream()
                .map(DrawnRecord::parse)
                .toList();
        if (!places.equals(drawn.stream().map(DrawnRecord::place).toList())) {
            problems.add(PackPaths.DRAWN_INDEX + " has other places than those that follow from the ledger");
            return;
        }
        List<EvidenceFile> records =
                drawn.stream().map(DrawnRecord::record).filter(Objects::nonNull).toList();
        records.forEach(record -> isWhatItsNameSays(record, PackPaths.DRAWN_INDEX));
        out.println("Sample of the log: " + places.size() + " places that follow from the ledger, " + records.size()
                + " with a record");
    }

    private void derived() {
        SortedMap<String, byte[]> sources = new TreeMap<>(files);
        sources.keySet().removeIf(path -> !PackPaths.isSource(path));
        PackDerivation again = PackDerivation.of(sources, EnumSet.complementOf(EnumSet.of(Format.PDF)));
        int before = problems.size();
        again.files().forEach((path, bytes) -> {
            byte @Nullable [] given = files.get(path);
            if (given == null) {
                problems.add(path + " follows from the sources and is not there");
            } else if (!Arrays.equals(given, bytes)) {
                problems.add(path + " does not follow from the sources");
            }
        });
        files.keySet().stream()
                .filter(path -> PackPaths.isDerived(path) && !again.files().containsKey(path))
                .forEach(path -> problems.add(path + " does not follow from the sources"));
        if (problems.size() == before) {
            again.figures()
                    .forEach((month, figures) -> out.println("Summary of " + month + ": " + figures
                            + " figures derived again from ledger, coverage and rules, all the same"));
            out.println("Tables: "
                    + again.files().keySet().stream()
                            .filter(path -> !path.startsWith(PackPaths.SUMMARIES))
                            .toList() + " derived again, all the same");
        }
        long pages =
                files.keySet().stream().filter(path -> path.endsWith(".pdf")).count();
        out.println(
                "Not derived again: " + pages + " PDF files, which are held by their digests alone. Each names on its"
                        + " cover the digest of the JSON form, which was.");
    }

    private byte[] bytes(String path) {
        byte @Nullable [] bytes = files.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("there is no " + path);
        }
        return bytes;
    }
}
