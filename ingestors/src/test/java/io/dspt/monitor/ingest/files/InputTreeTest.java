package io.dspt.monitor.ingest.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.ingest.files.InputTree.Entry;
import io.dspt.monitor.ingest.files.InputTree.Found;
import io.dspt.monitor.ingest.files.InputTree.Skipped;
import io.dspt.monitor.ingest.files.InputTree.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputTreeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWalkAFolderInByteOrderOfTheNamesBelowIt() throws Exception {
        // Given names whose order differs between bytes, case and depth
        write("b/1.json");
        write("a.json");
        write("B.json");
        write("b.json");
        write("é.log");
        write("b/0.NDJSON.GZ");

        // When the folder is walked
        List<String> sources = sources(InputTree.walk(List.of(folder.toString()), InputStream.nullInputStream()));

        // Then they come in byte order, named by the path as given and what lies below it
        assertEquals(
                List.of("B.json", "a.json", "b.json", "b/0.NDJSON.GZ", "b/1.json", "é.log"),
                sources.stream()
                        .map(source -> source.substring(folder.toString().length() + 1))
                        .toList());
    }

    @Test
    void shouldSkipInAFolderWhatIsNoLogByItsName() throws Exception {
        write("README.md");
        write("data.csv.gz");
        write("noextension");
        write("good.txt");

        List<Entry> entries = InputTree.walk(List.of(folder.toString()), InputStream.nullInputStream());

        assertEquals(3, entries.stream().filter(Skipped.class::isInstance).count());
        assertTrue(entries.stream()
                .anyMatch(entry -> entry instanceof Found && entry.source().endsWith("/good.txt")));
    }

    @Test
    void shouldTakeAFileNamedOutrightWhateverItIsCalled() throws Exception {
        Path file = write("activity.export");

        Entry entry = InputTree.walk(List.of(file.toString()), InputStream.nullInputStream())
                .get(0);

        assertEquals(file.toString(), assertInstanceOf(Found.class, entry).source());
    }

    @Test
    void shouldNameWhatIsNotThereAndGoOn() throws Exception {
        Path file = write("a.json");

        List<Entry> entries =
                InputTree.walk(List.of(folder + "/gone.json", file.toString()), InputStream.nullInputStream());

        assertInstanceOf(Unreadable.class, entries.get(0));
        assertInstanceOf(Found.class, entries.get(1));
    }

    @Test
    void shouldTellALinkThatLeadsBackToItsOwnFolder() throws Exception {
        write("a.json");
        Files.createSymbolicLink(folder.resolve("loop"), folder);

        List<Entry> entries = InputTree.walk(List.of(folder.toString()), InputStream.nullInputStream());

        assertInstanceOf(Found.class, entries.get(0));
        assertInstanceOf(Unreadable.class, entries.get(1));
    }

    @Test
    void shouldUncompressOnTheWay() throws Exception {
        Path file = folder.resolve("a.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("{\"a\":1}", content(file.toString(), InputStream.nullInputStream()));
    }

    @Test
    void shouldReadWhatIsPipedInForAHyphen() throws Exception {
        InputStream piped = new ByteArrayInputStream("{\"b\":2}".getBytes(StandardCharsets.UTF_8));

        assertEquals("{\"b\":2}", content("-", piped));
    }

    private static String content(String path, InputStream standardInput) throws IOException {
        Found found = (Found) InputTree.walk(List.of(path), standardInput).get(0);
        try (InputStream in = found.file().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> sources(List<Entry> entries) {
        return entries.stream().map(Entry::source).toList();
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }
}
