package io.dspt.monitor.quickstart.workbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.quickstart.workbook.EvidenceItems.Item;
import io.dspt.monitor.quickstart.workbook.EvidenceItems.Mark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvidenceItemsTest {

    @Test
    void shouldFindColumnsByNameInAnyOrderBelowATitle() throws UnreadableWorkbookException {
        // Given a title, an empty row, and columns in another order than one would think
        EvidenceItems items = read(new WorkbookFile()
                .sheet("Contents", List.of("What is in this file"), List.of("Items", "see there"))
                .sheet(
                        "Assertions and Evidence Items",
                        List.of("Invented items, version 8"),
                        List.of(),
                        List.of(
                                "Category 2\n(suppliers)",
                                "Evidence Item Text",
                                "Cat 4",
                                "Evidence item ref",
                                "Tool tip"),
                        List.of("Mandatory", "Are doors shut?", "Not mandatory", "1.1.1", "1.9.9"),
                        List.of("N/A", "Are windows shut?", "", "1.1.2", "")));

        // Then
        assertEquals(
                Map.of(
                        "1.1.1",
                        new Item(
                                "Are doors shut?", new TreeMap<>(Map.of("2", Mark.MANDATORY, "4", Mark.NOT_MANDATORY))),
                        "1.1.2",
                        new Item("Are windows shut?", new TreeMap<>(Map.of("2", Mark.NOT_ASKED)))),
                items.byId());
        assertEquals(List.of("2", "4"), items.categories());
        assertEquals(List.of(), items.remarks());
    }

    @Test
    void shouldReadAssertionsFromMergedCellsOrRowsOfTheirOwn() throws UnreadableWorkbookException {
        // Given merged cells (a text in the first row only), references apart from texts, and a row of its own
        EvidenceItems items = read(new WorkbookFile()
                .sheet(
                        "A",
                        List.of("Assertion", "Ref", "Evidence text"),
                        List.of("1.1 Doors and windows are watched", "1.1.1", "Are doors shut?"),
                        List.of("", "1.1.2", "Are windows shut?"))
                .sheet(
                        "B",
                        List.of("Assertion ref", "Assertion text", "Ref", "Evidence text"),
                        List.of("1.2", "Keys are counted", "1.2.1", "How many keys?"))
                .sheet(
                        "C",
                        List.of("Reference", "Question"),
                        List.of("1.3 - Bells ring", ""),
                        List.of("1.3.1", "Do bells ring?")));

        // Then
        assertEquals("Doors and windows are watched", text(items, "1.1"));
        assertEquals("Keys are counted", text(items, "1.2"));
        assertEquals("Bells ring", text(items, "1.3"));
        assertEquals(7, items.byId().size());
        assertEquals(List.of(), items.remarks());
    }

    @Test
    void shouldBringSheetsByCategoryTogetherAndSayWhereTheyDiffer() throws UnreadableWorkbookException {
        // Given
        EvidenceItems items = read(new WorkbookFile()
                .sheet("Cat 1", List.of("Ref", "Text", "Category 1"), List.of("1.1.1", "Are doors shut?", "x"))
                .sheet("Cat 3", List.of("Ref", "Text", "Category 3"), List.of("1.1.1", "Is the door shut?", "no")));

        // Then
        assertEquals(
                new Item("Are doors shut?", new TreeMap<>(Map.of("1", Mark.MANDATORY, "3", Mark.NOT_MANDATORY))),
                items.byId().get("1.1.1"));
        assertEquals(
                List.of("sheet 'Cat 3', row 2: 1.1.1 has another text than before; the first is kept"),
                items.remarks());
    }

    @Test
    void shouldNameWhatItDoesNotUnderstand() throws UnreadableWorkbookException {
        // Given
        EvidenceItems items = read(new WorkbookFile()
                .sheet(
                        "A",
                        List.of("Ref", "Text", "Category 2"),
                        List.of("1.1.1", "Are doors shut?", "perhaps"),
                        List.of("one", "Are windows shut?"),
                        List.of("1.1.3", "")));

        // Then
        assertEquals(List.of("1.1.1"), List.copyOf(items.byId().keySet()));
        assertEquals(
                List.of(
                        "sheet 'A', row 2: 'perhaps' under category 2 is not understood",
                        "sheet 'A', row 3: 'one' is no reference of an evidence item",
                        "sheet 'A', row 4: 1.1.3 has no text"),
                items.remarks());
    }

    @Test
    void shouldSayWhenThereIsNoSuchTable() {
        UnreadableWorkbookException refused = assertThrows(
                UnreadableWorkbookException.class,
                () -> read(new WorkbookFile().sheet("Prices", List.of("Ref", "Text"), List.of("a", "b"))));

        assertTrue(refused.getMessage().endsWith("sheets: Prices"), refused::getMessage);
    }

    private static String text(EvidenceItems items, String id) {
        return items.byId().get(id).text();
    }

    private static EvidenceItems read(WorkbookFile file) throws UnreadableWorkbookException {
        return EvidenceItems.of(Workbook.read(file.bytes()));
    }
}
