package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pack for an auditor: sources, everything that follows from them, the hash of each file, and the program that derives
 * all of it again on a machine that has nothing but Java. The same sources give the same bytes.
 *
 * @param files by path
 */
public record AuditPack(SortedMap<String, byte[]> files) {
    /**
     * Makes a pack.
     *
     * @throws IllegalArgumentException when the sources are of another form
     * @throws io.dspt.monitor.core.posture.UnknownOrganisationException when nobody knows the organisation
     */
    public static AuditPack of(PackSources sources) {
        SortedMap<String, byte[]> files = new TreeMap<>(sources.files());
        files.putAll(PackDerivation.of(files, EnumSet.allOf(Format.class)).files());
        files.putAll(VerifierProgram.files());
        files.put(PackPaths.README, readme(PackScope.parse(Objects.requireNonNull(files.get(PackPaths.SCOPE)))));
        files.put(PackPaths.DIGESTS, digests(files));
        return new AuditPack(files);
    }

    /** Writes it as a zip file, in which everything lies in one folder. */
    public void write(OutputStream out) throws IOException {
        ReproducibleZip.write(out, name() + "/", files);
    }

    /** What the pack is called: {@code audit-RA9-2026-2027}; {@code all} stands for the whole estate. */
    public String name() {
        PackScope scope = PackScope.parse(Objects.requireNonNull(files.get(PackPaths.SCOPE)));
        return "audit-" + (scope.organisation() == null ? "all" : scope.organisation()) + "-"
                + scope.year().written();
    }

    /** The hash of the list of hashes: it stands for every byte of the pack. */
    public String digest() {
        return Sha256.hex(Objects.requireNonNull(files.get(PackPaths.DIGESTS)));
    }

    private static byte[] digests(SortedMap<String, byte[]> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach((path, bytes) ->
                lines.append(Sha256.hex(bytes)).append("  ").append(path).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] readme(PackScope scope) {
        try (InputStream in = AuditPack.class.getResourceAsStream("README.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("{estate}", scope.estate())
                    .replace(
                            "{organisation}", scope.organisation() == null ? "all organisations" : scope.organisation())
                    .replace(
                            "{year}",
                            "July " + scope.year().begins() + " to June "
                                    + (scope.year().begins() + 1))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the text of the pack cannot be read", e);
        }
    }
}
