package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The versioned tables the engine decides by: what is neither a rule nor an event. A change of them is a change of the
 * engine.
 *
 * @param properties configuration properties and provider defaults
 * @param regions Azure regions and their pairs
 * @param retention minimum periods by record type
 * @param patientData which tags mean patient data, and which name the record type
 * @param auditTables Log Analytics tables that hold audit logs, lower case
 * @param builtInRoles names of Azure's built-in roles by definition id, lower case
 * @param geoReplicatedSkuEndings endings, in lower case, of storage SKUs that keep a copy in the paired region
 */
public record ReferenceData(
        ResourcePropertyTable properties,
        RegionTable regions,
        RetentionSchedule retention,
        PatientDataTags patientData,
        List<String> auditTables,
        List<String> geoReplicatedSkuEndings,
        SortedMap<String, String> builtInRoles) {

    /** Azure regions. */
    public interface RegionTable {
        /** The short form of a region however it is written: {@code UK South} is {@code uksouth}. */
        static String shortName(String written) {
            return written.replace(" ", "").replace("(", "").replace(")", "").toLowerCase(java.util.Locale.ROOT);
        }

        /** The region's pair; absent when it has none, unknown when the region is not in the table. */
        FactValue pairOf(String region);

        /**
         * The two-letter code (ISO 3166-1) of the country whose ground the region stands on; unknown when the region is not
         * in the table.
         */
        FactValue countryOf(String region);
    }

    /** Minimum retention periods of the Records Management Code. */
    public interface RetentionSchedule {
        /** Days for a record type; unknown when the type is not listed or its period is no number of days. */
        FactValue minimumDays(String recordType);

        /** The record type assumed where none is tagged. */
        String assumedType();
    }

    /**
     * Tags that mean patient data.
     *
     * @param recordTypeTags names of tags that name a record type, lower case
     * @param meanings tag name to the values that mean patient data, all lower case
     */
    public record PatientDataTags(List<String> recordTypeTags, SortedMap<String, List<String>> meanings) {

        /** Whether these tags say patient data. */
        public boolean say(FactValue.Structure tags) {
            for (var meaning : meanings.entrySet()) {
                String value = tags.member(meaning.getKey()).textOrNull();
                if (value != null && meaning.getValue().contains(value.toLowerCase(java.util.Locale.ROOT))) {
                    return true;
                }
            }
            return false;
        }

        /** The record type these tags name. */
        public Optional<String> recordType(FactValue.Structure tags) {
            return recordTypeTags.stream()
                    .map(name -> tags.member(name).textOrNull())
                    .filter(java.util.Objects::nonNull)
                    .map(value -> value.toLowerCase(java.util.Locale.ROOT))
                    .findFirst();
        }
    }

    /** Absent for a value that is there and empty, for callers that need a {@link FactValue}. */
    static FactValue orAbsent(Optional<String> text) {
        return text.<FactValue>map(FactValue::text).orElse(Missing.ABSENT);
    }
}
