package io.dspt.monitor.benchmarks.records;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records of a folder of real ones. */
public final class DevelopmentRecords {
    /** Says what a detector should raise; it stands beside the records and is none. */
    private static final String LABELS = "labels.jsonl";

    private DevelopmentRecords() {}

    /**
     * Reads a folder at any depth.
     *
     * @return the elements of all its JSON files, cut from their envelopes, in the order of the files' paths; what is no
     *     JSON object is left out
     */
    public static List<byte[]> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(DevelopmentRecords::holdsRecords)
                    .sorted()
                    .toList();
        }
        List<byte[]> records = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                EnvelopeSlicer.slice(in, element -> {
                    if (element instanceof SlicedElement.Element whole) {
                        records.add(whole.bytes());
                    }
                });
            }
        }
        if (records.isEmpty()) {
            throw new IOException("no records in " + folder);
        }
        return records;
    }

    /** The same records again and again, until there are so many. */
    public static List<byte[]> repeated(List<byte[]> records, int count) {
        List<byte[]> repeated = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            repeated.add(records.get(i % records.size()));
        }
        return repeated;
    }

    /** The same, without a list of them all. */
    public static Iterable<byte[]> eachRepeated(List<byte[]> records, int count) {
        return () -> IntStream.range(0, count)
                .mapToObj(i -> records.get(i % records.size()))
                .iterator();
    }

    private static boolean holdsRecords(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.equals(LABELS)
                && Stream.of(".json", ".jsonl", ".ndjson", ".log", ".txt").anyMatch(name::endsWith);
    }
}
