package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.io.ByteArrayInputStream;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the document as a browser would, and follows its links. */
final class FigureLinksTest {
    private static Document document;
    private static final Map<String, Element> BY_ID = new HashMap<>();

    @BeforeAll
    static void read() throws Exception {
        byte[] html = SummaryReport.of(
                new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                        .make(new SummaryRequest(YearMonth.of(2026, 10), null, false)),
                SummaryReport.Format.HTML);
        document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(html));
        for (Element element : all("*")) {
            if (element.hasAttribute("id")) {
                Element twin = BY_ID.put(element.getAttribute("id"), element);
                assertEquals(null, twin, () -> "two elements are called " + element.getAttribute("id"));
            }
        }
    }

    private static List<Element> all(String tag) {
        return elements(document.getElementsByTagName(tag));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void shouldLeadFromEachFigureToExactlyTheRowsItCounts() {
        // Given the figures of the document
        List<Element> figures = all("a").stream()
                .filter(link -> link.getAttribute("class").equals("figure"))
                .toList();
        assertTrue(figures.size() > 200, () -> figures.size() + " figures");

        for (Element figure : figures) {
            // When one is followed
            Element rows = BY_ID.get(figure.getAttribute("href").substring(1));
            assertNotNull(rows, () -> figure.getAttribute("href"));

            // Then there are so many rows, and each is in the document
            long counted = 0;
            for (Element row : elements(rows.getElementsByTagName("li"))) {
                counted += Long.parseLong(row.getAttribute("data-adds"));
                String href = elements(row.getElementsByTagName("a")).get(0).getAttribute("href");
                assertNotNull(BY_ID.get(href.substring(1)), href);
                assertEquals("tr", BY_ID.get(href.substring(1)).getTagName());
            }
            assertEquals(Long.parseLong(figure.getTextContent()), counted, () -> figure.getAttribute("aria-label"));
        }
    }

    @Test
    void shouldHaveNoLinkThatLeadsNowhere() {
        // When all links are followed
        for (Element link : all("a")) {
            // Then each leads into the document
            String href = link.getAttribute("href");
            assertTrue(href.startsWith("#") && BY_ID.containsKey(href.substring(1)), href);
        }
    }

    @Test
    void shouldBeReadableWithoutSeeing() {
        // Then there is one heading of the first rank, landmarks, a language and a title
        assertEquals(1, all("h1").size());
        assertEquals(1, all("main").size());
        assertEquals(1, all("header").size());
        assertEquals(1, all("footer").size());
        assertEquals("en-GB", document.getDocumentElement().getAttribute("lang"));
        assertEquals(
                "Posture summary 2026-10, estate northmoor", all("title").get(0).getTextContent());
        // And every table has a caption, every heading cell a scope, every picture words and its table
        for (Element table : all("table")) {
            assertEquals(1, table.getElementsByTagName("caption").getLength());
        }
        for (Element heading : all("th")) {
            assertTrue(heading.getAttribute("scope").matches("col|row"));
        }
        for (Element picture : all("svg")) {
            assertEquals("img", picture.getAttribute("role"));
            for (String words : picture.getAttribute("aria-labelledby").split(" ")) {
                assertNotNull(BY_ID.get(words), words);
            }
        }
        // And each row has as many cells as the table has columns
        for (Element table : all("table")) {
            int columns = elements(table.getElementsByTagName("thead"))
                    .get(0)
                    .getElementsByTagName("th")
                    .getLength();
            for (Element row : elements(
                    elements(table.getElementsByTagName("tbody")).get(0).getElementsByTagName("tr"))) {
                assertEquals(columns, row.getElementsByTagName("td").getLength() + 1, row::getTextContent);
            }
        }
    }
}
