package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The toolkit as data, {@code reference/toolkit.yaml}: versions and their dates, the categories of organisation that
 * answer it, the statuses it gives, and the attainment levels of the IG Toolkit before it.
 *
 * @param source where it comes from
 * @param versions oldest first
 * @param categories organisation categories
 * @param statuses what a publication ends as, best first
 * @param outcomeLevels what an outcome is assessed as, lowest first
 * @param attainmentLevels levels of the IG Toolkit; history, nothing is judged by them
 * @param attainmentFamilies families of requirements of the IG Toolkit
 */
public record ToolkitCalendar(
        String source,
        List<Version> versions,
        List<Category> categories,
        List<Status> statuses,
        List<String> outcomeLevels,
        List<AttainmentLevel> attainmentLevels,
        List<String> attainmentFamilies) {
    private static final String FILE = "reference/toolkit.yaml";

    /** What a version is built on. */
    public enum Basis {
        /** The requirements of the IG Toolkit. */
        REQUIREMENTS,
        /** The ten standards of the National Data Guardian, for all. */
        NDG,
        /** Outcomes for category 1, the ten standards for the others. */
        CAF
    }

    /**
     * One version.
     *
     * @param released day of release; {@code null} when not known, like the others
     * @param interim day of the interim publication
     * @param deadline day of the final publication
     * @param confirmed whether its content has been confirmed here
     * @param mark how sure the dates are: V, P or U
     */
    public record Version(
            String version,
            String year,
            Basis basis,
            @Nullable LocalDate released,
            @Nullable LocalDate interim,
            LocalDate deadline,
            boolean confirmed,
            String mark,
            @Nullable String note) {}

    /** A category of organisation and what it answers. */
    public record Category(
            String category,
            String title,
            Basis basis,
            String mark,
            @Nullable String note) {}

    /** Whether NHS England releases data to an organisation of this status. */
    public enum Release {
        APPROVED,
        CASE_BY_CASE,
        CONDITIONAL,
        REFUSED
    }

    /** What a publication ends as. */
    public record Status(
            String status,
            String meaning,
            Release dars,
            String mark,
            @Nullable String note) {}

    /** A level of the IG Toolkit. */
    public record AttainmentLevel(int level, String meaning) {}

    public ToolkitCalendar {
        versions = List.copyOf(versions);
        categories = List.copyOf(categories);
        statuses = List.copyOf(statuses);
        outcomeLevels = List.copyOf(outcomeLevels);
        attainmentLevels = List.copyOf(attainmentLevels);
        attainmentFamilies = List.copyOf(attainmentFamilies);
        for (int i = 1; i < versions.size(); i++) {
            if (!versions.get(i - 1).deadline().isBefore(versions.get(i).deadline())) {
                throw new IllegalArgumentException("versions stand in the order of their deadlines");
            }
        }
    }

    /** What ships with the monitor. */
    public static ToolkitCalendar builtIn() {
        try (InputStream in = ToolkitCalendar.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the monitor lacks " + FILE);
            }
            return read(YamlNode.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /** The version whose assessment runs on this day: the first whose deadline is not past. */
    public Optional<Version> runningOn(LocalDate day) {
        return versions.stream()
                .filter(version -> !version.deadline().isBefore(day))
                .findFirst();
    }

    private static ToolkitCalendar read(YamlNode root) {
        Map<String, YamlNode> members = root.members(Set.of(
                "version",
                "source",
                "versions",
                "categories",
                "statuses",
                "outcomeLevels",
                "attainmentLevels",
                "attainmentFamilies"));
        return new ToolkitCalendar(
                YamlNode.required(root, members, "source").text(),
                each(root, members, "versions", ToolkitCalendar::version),
                each(root, members, "categories", ToolkitCalendar::category),
                each(root, members, "statuses", ToolkitCalendar::status),
                each(root, members, "outcomeLevels", YamlNode::text),
                each(root, members, "attainmentLevels", ToolkitCalendar::level),
                each(root, members, "attainmentFamilies", YamlNode::text));
    }

    private static <T> List<T> each(
            YamlNode root, Map<String, YamlNode> members, String key, Function<YamlNode, T> reader) {
        return YamlNode.required(root, members, key).elements().stream()
                .map(reader)
                .toList();
    }

    private static Version version(YamlNode node) {
        Map<String, YamlNode> parts = node.members(
                Set.of("version", "year", "basis", "released", "interim", "deadline", "confirmed", "mark", "note"));
        return new Version(
                YamlNode.required(node, parts, "version").text(),
                YamlNode.required(node, parts, "year").text(),
                basis(YamlNode.required(node, parts, "basis")),
                dateOrNull(YamlNode.required(node, parts, "released")),
                dateOrNull(YamlNode.required(node, parts, "interim")),
                date(YamlNode.required(node, parts, "deadline")),
                YamlNode.required(node, parts, "confirmed").flag(),
                YamlNode.required(node, parts, "mark").text(),
                StandardFile.text(parts.get("note")));
    }

    private static Category category(YamlNode node) {
        Map<String, YamlNode> parts = node.members(Set.of("category", "title", "basis", "mark", "note"));
        return new Category(
                YamlNode.required(node, parts, "category").text(),
                YamlNode.required(node, parts, "title").text(),
                basis(YamlNode.required(node, parts, "basis")),
                YamlNode.required(node, parts, "mark").text(),
                StandardFile.text(parts.get("note")));
    }

    private static Status status(YamlNode node) {
        Map<String, YamlNode> parts = node.members(Set.of("status", "meaning", "dars", "mark", "note"));
        return new Status(
                YamlNode.required(node, parts, "status").text(),
                YamlNode.required(node, parts, "meaning").text(),
                YamlNode.required(node, parts, "dars").oneOf(Release.class),
                YamlNode.required(node, parts, "mark").text(),
                StandardFile.text(parts.get("note")));
    }

    private static AttainmentLevel level(YamlNode node) {
        Map<String, YamlNode> parts = node.members(Set.of("level", "meaning"));
        return new AttainmentLevel(
                Math.toIntExact(YamlNode.required(node, parts, "level").whole()),
                YamlNode.required(node, parts, "meaning").text());
    }

    private static Basis basis(YamlNode node) {
        return switch (node.text()) {
            case "requirements" -> Basis.REQUIREMENTS;
            case "NDG" -> Basis.NDG;
            case "CAF" -> Basis.CAF;
            default -> throw node.refused("expected requirements, NDG or CAF");
        };
    }

    private static @Nullable LocalDate dateOrNull(YamlNode node) {
        return node.isNull() ? null : date(node);
    }

    private static LocalDate date(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeException e) {
            throw node.refused("expected a day such as 2026-06-30");
        }
    }
}
