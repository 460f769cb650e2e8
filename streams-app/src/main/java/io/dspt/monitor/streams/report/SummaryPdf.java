package io.dspt.monitor.streams.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.dspt.monitor.core.posture.MonthlySummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * The summary on paper: tagged, with title, language, bookmarks and embedded fonts. Nothing in the file tells when it was
 * made but the log's own clock, so that the same summary gives the same bytes.
 */
final class SummaryPdf {
    private static final String FAMILY = "Liberation Sans";
    private static final String FONTS = "/liberation/LiberationSans-";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    static {
        // The renderer tells every step of its work on stderr, past the logging of whoever hosts it.
        XRLog.setLoggingEnabled(false);
    }

    private SummaryPdf() {}

    /** @param html the document for paper */
    static byte[] of(MonthlySummary summary, String html) {
        Instant made = Objects.requireNonNullElse(
                summary.cover().generatedAt(), summary.cover().from());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * 1024);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.withProducer("dspt-monitor");
        builder.useFont(() -> font("Regular"), FAMILY, REGULAR, FontStyle.NORMAL, true);
        builder.useFont(() -> font("Bold"), FAMILY, BOLD, FontStyle.NORMAL, true);
        builder.withHtmlContent(html, null);
        builder.toStream(bytes);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            date(document, made);
            document.setDocumentId(made.toEpochMilli());
            document.save(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void date(PDDocument document, Instant made) {
        GregorianCalendar calendar = GregorianCalendar.from(ZonedDateTime.ofInstant(made, ZoneOffset.UTC));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setCreationDate(calendar);
        information.setModificationDate(calendar);
    }

    private static InputStream font(String face) {
        return Objects.requireNonNull(SummaryPdf.class.getResourceAsStream(FONTS + face + ".ttf"), face);
    }
}
