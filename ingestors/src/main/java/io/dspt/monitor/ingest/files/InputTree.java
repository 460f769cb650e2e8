package io.dspt.monitor.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies under the paths that a person names. A file named outright is read whatever it is called; in a folder, only
 * files that look like logs are.
 */
public final class InputTree {
    /** The path that means what is piped in. */
    public static final String STANDARD_INPUT = "-";

    private static final Set<String> EXTENSIONS = Set.of("json", "jsonl", "ndjson", "log", "txt");

    private InputTree() {}

    /** What was met under a path. */
    public sealed interface Entry {
        /** Its name, as {@link InputFile#source}. */
        String source();
    }

    /** Something to read. */
    public record Found(InputFile file) implements Entry {
        @Override
        public String source() {
            return file.source();
        }
    }

    /** A file in a folder that is no log by its name. */
    public record Skipped(String source) implements Entry {}

    /**
     * Something that cannot be read.
     *
     * @param why for a person
     */
    public record Unreadable(String source, String why) implements Entry {}

    /**
     * Walks the paths, each in the order given and below it in byte order of the names.
     *
     * @param paths files, folders, or {@value #STANDARD_INPUT}
     * @param standardInput what {@value #STANDARD_INPUT} means
     */
    public static List<Entry> walk(List<String> paths, InputStream standardInput) {
        List<Entry> entries = new ArrayList<>();
        for (String given : paths) {
            if (given.equals(STANDARD_INPUT)) {
                entries.add(new Found(InputFile.standardInput(standardInput)));
            } else {
                Path path = Path.of(given);
                if (Files.isDirectory(path)) {
                    entries.addAll(below(given, path));
                } else if (Files.exists(path)) {
                    entries.add(new Found(InputFile.of(given, path)));
                } else {
                    entries.add(new Unreadable(given, "there is no such file or folder"));
                }
            }
        }
        return entries;
    }

    /** True for the names that a walk takes: logs by extension, compressed or not. */
    static boolean looksLikeLog(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.endsWith(".gz")) {
            plain = plain.substring(0, plain.length() - ".gz".length());
        }
        int dot = plain.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(plain.substring(dot + 1));
    }

    /** In plain words why something could not be read. */
    static String reason(IOException failure) {
        if (failure instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it has gone";
        }
        if (failure instanceof java.nio.file.FileSystemLoopException) {
            return "a link that leads back to its own folder";
        }
        if (failure instanceof java.io.EOFException) {
            return "the compressed file ends early";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static List<Entry> below(String given, Path folder) {
        String prefix = given.endsWith("/") ? given : given + "/";
        Map<byte[], Entry> ordered = new TreeMap<>(Arrays::compareUnsigned);
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String source = prefix + relative(file);
                if (looksLikeLog(source) && attributes.isRegularFile()) {
                    put(file, new Found(InputFile.of(source, file)));
                } else {
                    put(file, new Skipped(source));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                put(file, new Unreadable(prefix + relative(file), reason(failure)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) {
                if (failure != null) {
                    put(visited, new Unreadable(prefix + relative(visited), reason(failure)));
                }
                return FileVisitResult.CONTINUE;
            }

            private void put(Path file, Entry entry) {
                ordered.put(relative(file).getBytes(StandardCharsets.UTF_8), entry);
            }

            private String relative(Path file) {
                return folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
            }
        };
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException e) {
            return List.of(new Unreadable(given, reason(e)));
        }
        return List.copyOf(ordered.values());
    }
}
