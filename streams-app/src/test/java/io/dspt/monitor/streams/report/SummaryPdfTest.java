package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

final class SummaryPdfTest {

    @Test
    void shouldBeTaggedTitledAndBookmarkedWithItsFontsInIt() throws IOException {
        // Given a summary on paper
        byte[] pdf = SummaryReport.of(
                new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                        .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", true)),
                SummaryReport.Format.PDF);

        // When it is opened
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDDocumentCatalog catalog = document.getDocumentCatalog();

            // Then it is tagged and says its language and title
            assertTrue(catalog.getMarkInfo().isMarked());
            assertNotNull(catalog.getStructureTreeRoot());
            assertEquals("en-GB", catalog.getLanguage());
            assertEquals(
                    "Posture summary 2026-10, RX1",
                    document.getDocumentInformation().getTitle());
            // And it has a bookmark for each section
            List<String> bookmarks = new ArrayList<>();
            for (PDOutlineItem item : catalog.getDocumentOutline().children()) {
                bookmarks.add(item.getTitle());
            }
            assertEquals(13, bookmarks.size());
            assertEquals("1. Statement", bookmarks.get(0));
            // And fonts are embedded, bold among them
            TreeSet<String> fonts = new TreeSet<>();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertTrue(page.getResources().getFont(name).isEmbedded());
                    fonts.add(page.getResources().getFont(name).getName().replaceFirst("^[A-Z]+\\+", ""));
                }
            }
            assertEquals(new TreeSet<>(List.of("LiberationSans", "LiberationSans-Bold")), fonts);
            // And what people supplied stands in it as they wrote it
            assertTrue(new PDFTextStripper().getText(document).contains("Eastvale Systems <Ltd> & Co"));
        }
    }
}
