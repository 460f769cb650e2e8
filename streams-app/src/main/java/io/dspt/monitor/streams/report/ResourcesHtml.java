package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.posture.MonthlySummary.RegionLine;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import org.jspecify.annotations.Nullable;

/** Where resources with patient data stand, in the section of residency. */
final class ResourcesHtml {
    private final Page page;
    private final @Nullable ResourcesPart resources;

    ResourcesHtml(Page page, @Nullable ResourcesPart resources) {
        this.page = page;
        this.resources = resources;
    }

    void write() {
        page.html().element("h3", "Resources with patient data");
        if (resources == null) {
            page.paragraph(
                    "Not counted: the inventory is counted when a day is over in London, and of no day of the month"
                            + " is there a count. Without an inventory there is none.");
            return;
        }
        page.paragraph(
                "By their tags and those of what contains them, counted when "
                        + resources.inUk().day() + " was over in London: "
                        + resources.inUk().written()
                        + " stand in the United Kingdom. A tag says what people have written; what nobody tagged is not among them.");
        page.table(
                "Resources whose tags say patient data, by region",
                "Region",
                "Country",
                "Stand there",
                "Others keep a copy there");
        for (RegionLine region : resources.regions()) {
            page.row(region.row(), name(region), () -> {
                page.cell(region.country());
                page.cell(region.resources());
                page.cell(region.copies());
            });
        }
        page.row("All with patient data", () -> {
            page.cell("");
            page.cell(resources.patientData());
            page.cell("");
        });
        page.row("Tags not known", () -> rest(resources.tagsNotKnown()));
        page.row("Tags say nothing of patient data", () -> rest(resources.others()));
        page.endTable();
    }

    private void rest(long number) {
        page.cell("");
        page.number(Long.toString(number));
        page.cell("");
    }

    private static String name(RegionLine region) {
        return switch (region.region()) {
            case ResourceCounts.REGION_NOT_KNOWN -> "not known";
            case ResourceCounts.REGION_NOT_LISTED -> "in no table of regions";
            default -> region.region();
        };
    }
}
