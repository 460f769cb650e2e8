package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.posture.MonthlySummary;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The monthly summary in the forms in which it is handed out. The same summary gives the same bytes in each. */
public final class SummaryReport {
    /** What a summary is written as. */
    public enum Format {
        /** One file for a browser. */
        HTML,
        /** For paper and signature. */
        PDF,
        /** The evidence table alone, in the order of the toolkit. */
        CSV,
        /** Everything, for machines. */
        JSON,
        /** A Compliance Finding of the Open Cybersecurity Schema Framework for each requirement, one a line. */
        OCSF;

        /** How files of it end. */
        public String extension() {
            return this == OCSF ? "ocsf.jsonl" : name().toLowerCase(Locale.ROOT);
        }

        /** What whoever serves a file of it says it is. */
        public String mediaType() {
            return switch (this) {
                case HTML -> "text/html; charset=utf-8";
                case PDF -> "application/pdf";
                case CSV -> "text/csv; charset=utf-8";
                case JSON -> "application/json";
                case OCSF -> "application/x-ndjson";
            };
        }
    }

    private SummaryReport() {}

    /** The summary in a form. */
    public static byte[] of(MonthlySummary summary, Format format) {
        return switch (format) {
            case HTML -> html(summary, Page.Medium.SCREEN).getBytes(StandardCharsets.UTF_8);
            case PDF -> SummaryPdf.of(summary, html(summary, Page.Medium.PAPER));
            case CSV -> EvidenceCsv.of(summary).getBytes(StandardCharsets.UTF_8);
            case JSON -> SummaryJson.of(summary);
            case OCSF -> OcsfLines.of(summary);
        };
    }

    /** What a file of it is called: {@code posture-RA9-2026-11-1.pdf}; {@code all} stands for the whole estate. */
    public static String fileName(MonthlySummary summary, Format format) {
        String organisation = summary.cover().organisation();
        return "posture-" + (organisation == null ? "all" : organisation) + "-"
                + summary.cover().month() + "-" + summary.cover().revision() + "." + format.extension();
    }

    private static String html(MonthlySummary summary, Page.Medium medium) {
        return SummaryHtml.of(summary, Sha256.hex(SummaryJson.of(summary)), medium);
    }
}
