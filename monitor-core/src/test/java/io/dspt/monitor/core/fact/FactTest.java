package io.dspt.monitor.core.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactTest {
    private static final SortedMap<String, FactType> MEMBERS = new TreeMap<>(Map.of("on", FactType.FLAG));

    @Test
    void shouldTellFactsApartByNameAlone() {
        Fact one = new Fact("a.b", FactType.TEXT, Fact.Origin.RECORD, "one");
        Fact same = new Fact("a.b", FactType.WHOLE, Fact.Origin.HEADER, "other");

        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, new Fact("a.c", FactType.TEXT, Fact.Origin.RECORD, "one"));
        assertEquals("a.b", one.toString());
    }

    @Test
    void shouldGiveMembersToListsOfStructuresAndOnlyToThem() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fact("a", FactType.STRUCTURES, Fact.Origin.RECORD, "no members"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fact("a", FactType.TEXT, Fact.Origin.RECORD, MEMBERS, "members"));
        assertThrows(IllegalArgumentException.class, () -> new Fact(" ", FactType.TEXT, Fact.Origin.RECORD, "no name"));
        assertEquals(
                MEMBERS,
                Fact.structures("a", Fact.Origin.RECORD, MEMBERS, "rules").members());
    }

    @Test
    void shouldNameTagsWhateverTheirCase() {
        assertEquals(Facts.tag("Owner"), Facts.tag("OWNER"));
        assertEquals(Optional.of("data-class"), Facts.tagName(Facts.tag("Data-Class")));
        assertEquals(Optional.empty(), Facts.tagName(Facts.RESOURCE_TAGS));
    }

    @Test
    void shouldHaveOneFactOfAName() {
        List<String> names = Facts.all().stream().map(Fact::name).toList();

        assertEquals(names.stream().distinct().toList(), names);
        assertTrue(names.size() > 40, names::toString);
    }

    @Test
    void shouldLetOnlyListsBeAskedElementByElement() {
        assertTrue(FactType.TEXTS.isList());
        assertTrue(FactType.STRUCTURES.isList());
        assertFalse(FactType.TEXT.isList());
        assertFalse(FactType.TAGS.isList());
    }

    @Test
    void shouldKeepValuesFromChangingAfterwards() {
        // Given
        List<FactValue> elements = new ArrayList<>(List.of(FactValue.text("a")));
        SortedMap<String, FactValue> members = new TreeMap<>(Map.of("on", FactValue.flag(true)));
        Many many = new Many(elements);
        Structure structure = new Structure(members);

        // When
        elements.add(FactValue.text("b"));
        members.clear();

        // Then
        assertEquals(new Many(List.of(FactValue.text("a"))), many);
        assertEquals(FactValue.flag(true), structure.member("on"));
        assertEquals(Missing.ABSENT, structure.member("off"));
    }

    @Test
    void shouldTellTheThreeStatesApart() {
        assertTrue(FactValue.texts(List.of()).isPresent());
        assertFalse(Missing.ABSENT.isPresent());
        assertFalse(Missing.UNKNOWN.isPresent());
        assertEquals(FactValue.text("a"), FactValue.textOr("a", Missing.UNKNOWN));
        assertEquals(Missing.UNKNOWN, FactValue.textOr("", Missing.UNKNOWN));
        assertEquals(Missing.ABSENT, FactValue.textOr(null, Missing.ABSENT));
        assertEquals("a", FactValue.text("a").textOrNull());
        assertNull(FactValue.whole(1).textOrNull());
    }
}
