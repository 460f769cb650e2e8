package io.dspt.monitor.ingest.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.RecordingLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilesIngestorTest {
    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private final Told told = new Told();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7})
    void shouldGoOnWithoutLossOrRepeatWhereverItWasKilled(int appendsBefore) throws Exception {
        // Given two files of three elements each, and a run that dies after so many appends
        write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
        write("b.json", "{\"records\":[{\"n\":4},{\"n\":5},{\"n\":6}]}");
        log.failAfter(appendsBefore);
        assertThrows(RecordingLog.Killed.class, this::ingest);

        // When it is started again
        log.failAfter(Integer.MAX_VALUE);
        ingest();

        // Then every element is in the log once, in order
        assertEquals(
                List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}", "{\"n\":6}"), log.texts());
    }

    @Test
    void shouldNotReadAgainWhatItHasRead() throws Exception {
        write("a.jsonl", "{\"n\":1}\n");
        ingest();

        ingest();

        assertEquals(1, log.texts().size());
        assertEquals(List.of("already " + folder + "/a.jsonl"), told.lines);
    }

    @Test
    void shouldReadOnWhereAFileHasGrown() throws Exception {
        write("a.jsonl", "{\"n\":1}\n");
        ingest();

        write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n");
        ingest();

        assertEquals(List.of("{\"n\":1}", "{\"n\":2}"), log.texts());
    }

    @Test
    void shouldMissNothingOfAFileThatCouldNotBeReadOnForAWhile() {
        // Given a file whose reading fails in the midst of its second element
        String text = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n";
        InputFile failing = input(text.substring(0, 13), true);
        assertEquals(1, ingestor().ingest(List.of(new InputTree.Found(failing))));
        assertEquals(List.of("{\"n\":1}"), log.texts());

        // When it can be read again
        assertEquals(0, ingestor().ingest(List.of(new InputTree.Found(input(text, false)))));

        // Then every element is there once, and none was taken for broken
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"), log.texts());
        assertEquals(3, log.entries().size());
    }

    private static InputFile input(String text, boolean fails) {
        return new InputFile(
                "a.jsonl",
                OptionalLong.of(24),
                true,
                () -> new SequenceInputStream(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                            @Override
                            public int read() throws IOException {
                                if (fails) {
                                    throw new IOException("the network has gone");
                                }
                                return -1;
                            }
                        }));
    }

    @Test
    void shouldLeaveWhatIsHalfWrittenToTheRunThatFindsItWhole() throws Exception {
        // Given a file that somebody is in the midst of writing
        write("a.jsonl", "{\"n\":1}\n{\"n\":2");
        ingestWhileGrowing();
        assertEquals(List.of("{\"n\":1}"), log.texts());
        assertEquals(1, log.entries().size());

        // When it is read again before and after they go on
        ingestWhileGrowing();
        write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
        ingestWhileGrowing();

        // Then nothing was taken for broken, missed or taken twice
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"), log.texts());
        assertEquals(3, log.entries().size());
    }

    @Test
    void shouldKeepWhatIsHalfWrittenWhenNobodyWritesAnyMore() throws Exception {
        // Given a file whose writer has stopped in the midst of an element
        write("a.jsonl", "{\"n\":1}\n{\"n\":2");
        ingestWhileGrowing();

        // When it is known that nothing more comes
        ingest();

        // Then what there is of it is in the log, with its reason
        UnreadableElement broken =
                assertInstanceOf(UnreadableElement.class, log.entries().get(1).record());
        assertEquals("truncated", broken.reason());
        assertEquals(2, log.entries().size());
    }

    private void ingestWhileGrowing() {
        List<InputTree.Entry> growing =
                InputTree.walk(List.of(folder.toString()), InputStream.nullInputStream()).stream()
                        .map(entry -> (InputTree.Entry) new InputTree.Found(
                                ((InputTree.Found) entry).file().whileGrowing()))
                        .toList();
        ingestor().ingest(growing);
    }

    @Test
    void shouldReadWhatIsPipedInWholeEachTime() {
        for (String piped : List.of("{\"n\":1}\n", "{\"n\":2}\n")) {
            InputStream in = new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8));
            ingestor().ingest(InputTree.walk(List.of("-"), in));
        }

        assertEquals(List.of("{\"n\":1}", "{\"n\":2}"), log.texts());
    }

    @Test
    void shouldKeepWhatCameBeforeTheBreakOfACompressedFile() throws Exception {
        // Given a compressed file that is cut, and a good one behind it
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            for (int i = 0; i < 5_000; i++) {
                out.write(("{\"n\":" + i + ",\"hash\":" + i * 7_919L + "}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] half = java.util.Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2);
        Files.write(folder.resolve("a.jsonl.gz"), half);
        write("b.jsonl", "{\"last\":true}\n");

        // When both are ingested
        int unreadable = ingest();

        // Then the break is told by name, and nothing else suffers
        assertEquals(1, unreadable);
        assertEquals(List.of("unreadable " + folder + "/a.jsonl.gz"), told.lines);
        assertEquals("{\"n\":0,\"hash\":0}", log.texts().get(0));
        assertEquals("{\"last\":true}", log.texts().get(log.texts().size() - 1));
    }

    @Test
    void shouldTellWhatItSkipsAndWhatIsNotThere() throws Exception {
        write("notes.md", "no log");

        int unreadable = ingestor()
                .ingest(InputTree.walk(List.of(folder.toString(), folder + "/gone"), InputStream.nullInputStream()));

        assertEquals(1, unreadable);
        assertEquals(List.of("skipped " + folder + "/notes.md", "unreadable " + folder + "/gone"), told.lines);
    }

    private int ingest() {
        return ingestor().ingest(InputTree.walk(List.of(folder.toString()), InputStream.nullInputStream()));
    }

    private FilesIngestor ingestor() {
        return new FilesIngestor(new ReaderPipeline(MaskKey.demo()), log, told);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static final class Told implements FilesProgress {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void skipped(String source) {
            lines.add("skipped " + source);
        }

        @Override
        public void unreadable(String source, String why) {
            lines.add("unreadable " + source);
        }

        @Override
        public void alreadyIngested(String source) {
            lines.add("already " + source);
        }

        @Override
        public void element(String source) {
            // Counted by the log.
        }
    }
}
