package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many resources there were when a day was over, and where, as it stands on {@code dspt.coverage}. */
public final class ResourcesJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/resources/";

    private ResourcesJson() {}

    /** The key: one per estate and day. */
    public static String key(String estate, LocalDate day) {
        return estate + KIND + day;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        int kind = key.indexOf(KIND);
        return kind > 0 && key.indexOf('/') == kind && key.lastIndexOf('/') == kind + KIND.length() - 1;
    }

    /** The object on one line. */
    public static byte[] of(String estate, ResourcesCounted counted) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("day", counted.day().toString());
            json.writeObjectFieldStart("countries");
            for (var country : counted.countries().entrySet()) {
                json.writeStringField(country.getKey(), country.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("all");
            counts(json, counted.all());
            json.writeObjectFieldStart("organisations");
            for (var organisation : counted.organisations().entrySet()) {
                json.writeObjectFieldStart(organisation.getKey());
                counts(json, organisation.getValue());
            }
            json.writeEndObject();
        });
    }

    private static void counts(JsonGenerator json, ResourceCounts counts) throws IOException {
        JsonLine.counts(json, "patientData", counts.patientData());
        JsonLine.counts(json, "copies", counts.copies());
        json.writeNumberField("tagsNotKnown", counts.tagsNotKnown());
        json.writeNumberField("others", counts.others());
        json.writeEndObject();
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ResourcesCounted parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            SortedMap<String, String> countries = new TreeMap<>();
            node.path("countries")
                    .fields()
                    .forEachRemaining(country ->
                            countries.put(country.getKey(), country.getValue().asText()));
            SortedMap<String, ResourceCounts> organisations = new TreeMap<>();
            node.path("organisations")
                    .fields()
                    .forEachRemaining(one -> organisations.put(one.getKey(), counts(one.getValue())));
            return new ResourcesCounted(
                    LocalDate.parse(node.path("day").asText()), countries, counts(node.path("all")), organisations);
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("no count of resources", e);
        }
    }

    private static ResourceCounts counts(JsonNode node) {
        return new ResourceCounts(
                byRegion(node.path("patientData")),
                byRegion(node.path("copies")),
                node.path("tagsNotKnown").asLong(),
                node.path("others").asLong());
    }

    private static SortedMap<String, Long> byRegion(JsonNode node) {
        SortedMap<String, Long> byRegion = new TreeMap<>();
        node.fields()
                .forEachRemaining(region ->
                        byRegion.put(region.getKey(), region.getValue().asLong()));
        return byRegion;
    }
}
