package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FindingsPrinterTest {

    @Test
    void shouldNameResourcesShortlyWhereverTheyStandInATextAndInAnyCase() {
        String text =
                "SecretPurge in /SUBSCRIPTIONS/0a/RESOURCEGROUPS/RG-EPR/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV-1 by"
                        + " mary, below /subscriptions/0a/resourceGroups/rg-pacs, of /subscriptions/0a";

        assertEquals(
                "SecretPurge in RG-EPR/KV-1 by mary, below rg-pacs, of /subscriptions/0a",
                FindingsPrinter.shortened(text));
    }

    @Test
    void shouldNotLetARecordSteerTheTerminal() {
        String steering = "a\u001b[2Jb\nc\u009bd\u202ee";

        assertEquals("a [2Jb c d e", FindingsPrinter.plain(steering));
    }

    @Test
    void shouldPrintDurationsInTheUnitsThatMatter() {
        assertEquals("0 s", FindingsPrinter.printed(Duration.ofSeconds(-5)));
        assertEquals("59 s", FindingsPrinter.printed(Duration.ofSeconds(59)));
        assertEquals("2 min", FindingsPrinter.printed(Duration.ofSeconds(150)));
        assertEquals("3 h 20 min", FindingsPrinter.printed(Duration.ofMinutes(200)));
        assertEquals("2 d 1 h", FindingsPrinter.printed(Duration.ofHours(49)));
    }
}
