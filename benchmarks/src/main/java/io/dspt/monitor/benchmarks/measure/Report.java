package io.dspt.monitor.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of one command: its tables for people, every sample for programs, and on what it was measured. */
public final class Report {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final long seed;
    private final boolean shortForm;
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Map<String, Samples>> samples = new LinkedHashMap<>();
    private final SortedMap<String, Spread> ratios = new TreeMap<>();
    private final SortedMap<String, Double> guardedRatios = new TreeMap<>();
    private final SortedMap<String, String> notes = new TreeMap<>();

    /**
     * An empty report.
     *
     * @param seed of the generated records
     * @param shortForm whether the short form was run
     */
    public Report(long seed, boolean shortForm) {
        this.seed = seed;
        this.shortForm = shortForm;
    }

    public Report table(Table table) {
        tables.add(table);
        return this;
    }

    /** Keeps all samples of a table, by variant. */
    public Report samples(String table, Map<String, Samples> byVariant) {
        samples.put(table, new LinkedHashMap<>(byVariant));
        return this;
    }

    /** Keeps a ratio under a name that does not change from run to run, so that runs can be compared. */
    public Report ratio(String name, Spread ratio) {
        return ratio(name, ratio, ratio.median());
    }

    /**
     * The same with another figure to hold the ratio to than its median.
     *
     * @param guarded what {@link RatioCheck} compares
     */
    public Report ratio(String name, Spread ratio, double guarded) {
        ratios.put(name, ratio);
        guardedRatios.put(name, guarded);
        return this;
    }

    /** Keeps something else worth knowing, such as the version of what was measured beside. */
    public Report note(String name, String value) {
        notes.put(name, value);
        return this;
    }

    public List<Table> tables() {
        return List.copyOf(tables);
    }

    /** The ratios that are held to what is expected, by name. */
    public SortedMap<String, Double> guardedRatios() {
        return new TreeMap<>(guardedRatios);
    }

    /** Writes {@code name.json} and {@code name.md} into a folder, which is made where it is missing. */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".json"), json() + "\n", StandardCharsets.UTF_8);
        StringBuilder page = new StringBuilder();
        tables.forEach(table -> page.append(table.markdown()));
        Files.writeString(folder.resolve(name + ".md"), page, StandardCharsets.UTF_8);
    }

    /** The report as JSON. */
    public String json() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode on = root.putObject("measuredOn");
        MeasuredOn.here().forEach(on::put);
        root.put("seed", seed);
        root.put("shortForm", shortForm);
        ObjectNode told = root.putObject("notes");
        notes.forEach(told::put);
        ObjectNode allRatios = root.putObject("ratios");
        ratios.forEach((name, ratio) -> {
            ObjectNode one = allRatios.putObject(name);
            write(one, ratio);
            one.put("guarded", guardedRatios.get(name));
        });
        ArrayNode allTables = root.putArray("tables");
        for (Table table : tables) {
            ObjectNode one = allTables.addObject();
            one.put("title", table.title());
            table.columns().forEach(one.putArray("columns")::add);
            ArrayNode rows = one.putArray("rows");
            table.rows().forEach(row -> row.forEach(rows.addArray()::add));
        }
        ObjectNode allSamples = root.putObject("samples");
        samples.forEach((table, variants) -> {
            ObjectNode ofTable = allSamples.putObject(table);
            variants.forEach((variant, measured) -> write(ofTable.putObject(variant), measured));
        });
        return JSON.writeValueAsString(root);
    }

    private static void write(ObjectNode node, Spread spread) {
        node.put("median", spread.median());
        node.put("min", spread.min());
        node.put("max", spread.max());
    }

    private static void write(ObjectNode node, Samples measured) {
        measured.figures().forEach((figure, values) -> {
            ArrayNode array = node.putArray(figure);
            values.forEach(array::add);
        });
    }
}
