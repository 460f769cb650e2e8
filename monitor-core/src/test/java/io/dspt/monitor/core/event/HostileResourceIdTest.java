package io.dspt.monitor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids come from outside: whatever stands in one, taking it apart must not fail. */
final class HostileResourceIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//providers/a",
                "/a//providers//b",
                "/providers",
                "providers/",
                "//",
                "/ /",
                "//x",
                "/a/b",
                "/subscriptions//resourceGroups//providers/x/y/z",
                "/\u0130/providers/Microsoft.A/b/\u0130\u0130/c/d"
            })
    void shouldTakeApartAnyText(String written) {
        ResourceId.parse(written).ifPresent(id -> {
            // Given any id, when it is taken apart up to its top
            Optional<ResourceId> next = Optional.of(id);
            for (int level = 0; next.isPresent() && level < 20; level++) {
                ResourceId one = next.get();
                List.of(one.type(), one.name(), one.group(), one.subscription(), one.scope(), one.child("a", "b"));
                next = one.container();
            }

            // Then it ends
            assertEquals(Optional.empty(), next);
        });
    }

    @Test
    void shouldKeepOffsetsWhereALetterHasALongerLowerCase() {
        ResourceId id = ResourceId.parse("/subscriptions/\u0130\u0130\u0130/resourceGroups/Rg/providers/A.b/c/D")
                .orElseThrow();

        assertEquals("Rg", id.group().orElseThrow());
        assertEquals(
                "/subscriptions/\u0130\u0130\u0130/resourceGroups/Rg",
                id.scope().orElseThrow().display());
    }

    @Test
    void shouldRefuseWhatNoIdIs() {
        assertEquals(Optional.empty(), ResourceId.parse("/a/b\u0000c"));
        assertEquals(Optional.empty(), ResourceId.parse("/" + "a".repeat(5_000)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> ResourceId.parse("/a" + "/".repeat(4_000_000)).isPresent());
    }
}
