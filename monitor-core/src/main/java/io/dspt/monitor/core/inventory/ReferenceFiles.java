package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ReferenceData.PatientDataTags;
import io.dspt.monitor.core.inventory.ReferenceData.RegionTable;
import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the reference tables that ship with the monitor, {@code reference/*.yaml}. */
public final class ReferenceFiles {
    private static final String REGIONS = "reference/regions.yaml";
    private static final String RETENTION = "reference/retention-schedule.yaml";
    private static final String INVENTORY = "reference/inventory.yaml";

    private ReferenceFiles() {}

    /** The tables of this version of the engine. */
    public static ReferenceData builtIn() {
        YamlNode inventory = resource(INVENTORY);
        Map<String, YamlNode> members = inventory.members(Set.of(
                "version",
                "patientDataTags",
                "recordTypeTags",
                "defaultRecordType",
                "auditTables",
                "geoReplicatedSkuEndings",
                "builtInRoles"));
        SortedMap<String, String> roles = new TreeMap<>();
        YamlNode.required(inventory, members, "builtInRoles")
                .members()
                .forEach((id, name) -> roles.put(id.toLowerCase(Locale.ROOT), name.text()));
        SortedMap<String, List<String>> meanings = new TreeMap<>();
        for (YamlNode tag :
                YamlNode.required(inventory, members, "patientDataTags").elements()) {
            Map<String, YamlNode> parts = tag.members(Set.of("name", "values"));
            meanings.put(
                    YamlNode.required(tag, parts, "name").text().toLowerCase(Locale.ROOT),
                    lowerCase(YamlNode.required(tag, parts, "values")));
        }
        return new ReferenceData(
                ResourcePropertyTable.builtIn(),
                regions(),
                RetentionPeriods.read(
                        resource(RETENTION),
                        YamlNode.required(inventory, members, "defaultRecordType")
                                .text()),
                new PatientDataTags(lowerCase(YamlNode.required(inventory, members, "recordTypeTags")), meanings),
                lowerCase(YamlNode.required(inventory, members, "auditTables")),
                lowerCase(YamlNode.required(inventory, members, "geoReplicatedSkuEndings")),
                roles);
    }

    private static RegionTable regions() {
        YamlNode root = resource(REGIONS);
        Map<String, YamlNode> members = root.members(Set.of("version", "regions"));
        Map<String, FactValue> pairs = new TreeMap<>();
        Map<String, FactValue> countries = new TreeMap<>();
        for (YamlNode region : YamlNode.required(root, members, "regions").elements()) {
            Map<String, YamlNode> parts =
                    region.members(Set.of("name", "display", "country", "geography", "pair", "mark"));
            YamlNode pair = YamlNode.required(region, parts, "pair");
            String name = YamlNode.required(region, parts, "name").text();
            pairs.put(name, pair.isNull() ? Missing.ABSENT : FactValue.text(pair.text()));
            countries.put(
                    name,
                    FactValue.text(YamlNode.required(region, parts, "country").text()));
        }
        return new ListedRegions(pairs, countries);
    }

    /** The regions of the file, by their short names. */
    private record ListedRegions(Map<String, FactValue> pairs, Map<String, FactValue> countries)
            implements RegionTable {
        @Override
        public FactValue pairOf(String region) {
            return pairs.getOrDefault(RegionTable.shortName(region), Missing.UNKNOWN);
        }

        @Override
        public FactValue countryOf(String region) {
            return countries.getOrDefault(RegionTable.shortName(region), Missing.UNKNOWN);
        }
    }

    private static List<String> lowerCase(YamlNode list) {
        return list.elements().stream()
                .map(node -> node.text().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static YamlNode resource(String path) {
        try (InputStream in = ReferenceFiles.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the monitor lacks " + path);
            }
            return YamlNode.parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
