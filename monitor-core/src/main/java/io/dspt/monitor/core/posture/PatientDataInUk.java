package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import java.time.LocalDate;

/**
 * How many of the resources with patient data stand in the United Kingdom, when a day was over.
 *
 * @param day the day
 * @param share those in the United Kingdom, of all whose tags say patient data; what stands in a region that is
 *     not known counts among all, and not among those
 * @param tagsNotKnown resources of which nobody knows whether they hold patient data: they are not in the share
 */
public record PatientDataInUk(LocalDate day, Share share, long tagsNotKnown) {
    private static final String UNITED_KINGDOM = "GB";

    static PatientDataInUk of(ResourcesCounted counted, ResourceCounts resources) {
        long there = 0;
        long all = 0;
        for (var region : resources.patientData().entrySet()) {
            all += region.getValue();
            if (UNITED_KINGDOM.equals(counted.countries().get(region.getKey()))) {
                there += region.getValue();
            }
        }
        return new PatientDataInUk(counted.day(), new Share(there, all), resources.tagsNotKnown());
    }

    /** As it is shown: no hundred per cent while tags of some are not known. */
    public String written() {
        return share.written(tagsNotKnown > 0);
    }
}
