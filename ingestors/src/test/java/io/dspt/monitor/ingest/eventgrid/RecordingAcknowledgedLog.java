package io.dspt.monitor.ingest.eventgrid;

import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.RoutedEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that can be away. */
final class RecordingAcknowledgedLog implements AcknowledgedLog {
    private final List<RoutedEntry> entries = new ArrayList<>();
    private Runnable before = () -> {};

    @Override
    public void append(List<RoutedEntry> appended) {
        before.run();
        synchronized (entries) {
            entries.addAll(appended);
        }
    }

    /** Until {@link #beBack}, nothing is taken. */
    void beAway() {
        before = () -> {
            throw new LogUnavailableException("nobody is there", null);
        };
    }

    void beBack() {
        before = () -> {};
    }

    /** Whatever is to happen before anything is taken. */
    void before(Runnable happens) {
        before = happens;
    }

    List<RoutedEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    List<String> texts() {
        return entries().stream().map(entry -> text(entry)).toList();
    }

    List<String> positions() {
        return entries().stream()
                .map(entry -> entry.entry().record() instanceof AzureRecord azure
                        ? azure.origin().position()
                        : ((UnreadableElement) entry.entry().record()).origin().position())
                .toList();
    }

    private static String text(RoutedEntry entry) {
        if (entry.entry().record() instanceof AzureRecord azure) {
            return new String(azure.bytes(), StandardCharsets.UTF_8);
        }
        UnreadableElement unreadable = (UnreadableElement) entry.entry().record();
        return unreadable.reason() + ": " + new String(unreadable.bytes(), StandardCharsets.UTF_8);
    }
}
