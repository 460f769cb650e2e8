package io.dspt.monitor.ingest.files;

import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.ingest.EstateLog.Mark;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.ReaderPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings files into an estate's log. How far each was read stands in the log's marks, so a run that follows a killed one
 * goes on where the log ends, and a file that has grown is read on from where it ended.
 */
public final class FilesIngestor {
    private final ReaderPipeline pipeline;
    private final EstateLog log;
    private final FilesProgress progress;

    public FilesIngestor(ReaderPipeline pipeline, EstateLog log, FilesProgress progress) {
        this.pipeline = pipeline;
        this.log = log;
        this.progress = progress;
    }

    /**
     * Ingests everything found, in order; what cannot be read is told and costs nothing else.
     *
     * @return how many entries could not be read, wholly or in part
     */
    public int ingest(List<InputTree.Entry> entries) {
        int unreadable = 0;
        for (InputTree.Entry entry : entries) {
            if (entry instanceof InputTree.Found found) {
                unreadable += ingest(found.file()) ? 0 : 1;
            } else if (entry instanceof InputTree.Skipped skipped) {
                progress.skipped(skipped.source());
            } else if (entry instanceof InputTree.Unreadable failed) {
                progress.unreadable(failed.source(), failed.why());
                unreadable++;
            }
        }
        log.commit();
        return unreadable;
    }

    private boolean ingest(InputFile file) {
        FilePosition before = position(file);
        if (before.complete() && before.length() == file.length().orElse(-1)) {
            progress.alreadyIngested(file.source());
            return true;
        }
        Reading reading = new Reading(file, before.elements());
        try (InputStream input = file.open()) {
            pipeline.read(input, file.source(), reading);
            log.append(List.of(), reading.mark(reading.ended()));
            return true;
        } catch (IOException e) {
            progress.unreadable(file.source(), InputTree.reason(e));
            return false;
        }
    }

    private FilePosition position(InputFile file) {
        @Nullable String mark = file.resumable() ? log.mark(markName(file)) : null;
        return mark == null ? FilePosition.START : FilePosition.parse(mark);
    }

    private static String markName(InputFile file) {
        return "file/" + file.source();
    }

    /** One file while it is being read. */
    private final class Reading implements Consumer<LogEntry> {
        private final InputFile file;
        private final long ingestedBefore;
        private long elements;
        private @Nullable LogEntry heldBack;

        Reading(InputFile file, long ingestedBefore) {
            this.file = file;
            this.ingestedBefore = ingestedBefore;
        }

        @Override
        public void accept(LogEntry entry) {
            LogEntry before = heldBack;
            heldBack = null;
            if (before != null) {
                take(before);
            }
            if (isCutOff(entry)) {
                heldBack = entry;
            } else {
                take(entry);
            }
        }

        /**
         * The input has ended without failing. An element that it cuts off stays behind while somebody may be writing the
         * rest, as it does when reading fails: it is left to the run that finds it whole, which would pass it over had it
         * been taken.
         *
         * @return whether everything was taken
         */
        boolean ended() {
            LogEntry last = heldBack;
            if (last != null && !file.growing()) {
                heldBack = null;
                take(last);
            }
            return heldBack == null;
        }

        private void take(LogEntry entry) {
            elements++;
            if (elements <= ingestedBefore) {
                return;
            }
            log.append(List.of(entry), mark(false));
            progress.element(file.source());
        }

        private static boolean isCutOff(LogEntry entry) {
            return entry.record() instanceof UnreadableElement unreadable
                    && unreadable.reason().equals(SlicedElement.TRUNCATED);
        }

        @Nullable
        Mark mark(boolean complete) {
            if (!file.resumable()) {
                return null;
            }
            long read = Math.max(elements, ingestedBefore);
            long length = file.length().orElse(-1);
            return new Mark(markName(file), new FilePosition(read, complete, length).written());
        }
    }
}
