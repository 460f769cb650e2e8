package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.standard.Standards;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a rule set as bytes: rules, their parameters, the registers they ask and the standards they are evidence
 * for. This is what goes live, travels in the log and is digested; cases stay at home.
 *
 * @param files paths such as {@code rules/access/ACC-001-….rule.yaml}, {@code rules/parameters.yaml}, {@code
 *     rules/calendar.yaml}, {@code registers/….register.yaml} and {@code standards/….yaml} to their bytes, in path order
 */
public record RuleBundle(SortedMap<String, byte[]> files) {

    /** Where the shared parameters stand. */
    public static final String PARAMETERS = "rules/parameters.yaml";

    /** Where it stands when people are at work. */
    public static final String CALENDAR = "rules/calendar.yaml";

    private static final String RULE_SUFFIX = ".rule.yaml";
    private static final String CASES_SUFFIX = ".cases.yaml";
    private static final String REGISTER_SUFFIX = ".register.yaml";
    private static final String STANDARDS = "standards/";
    private static final String REGISTERS = "registers/";
    private static final String INDEX = "catalogue.txt";

    public RuleBundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The catalogue that ships with the monitor. */
    public static RuleBundle builtIn() {
        return new RuleBundle(live(builtInFiles()));
    }

    /** The cases that prove the built-in rules, by path. */
    public static SortedMap<String, byte[]> builtInCases() {
        return cases(builtInFiles());
    }

    /**
     * A rule set from a folder: its {@code *.rule.yaml} at any depth. Where it has no {@code parameters.yaml}, no
     * {@code calendar.yaml}, no {@code registers/} or no {@code standards/}, those of the built-in catalogue apply;
     * overlays in {@code standards/} lie over them.
     *
     * @throws IOException when the folder cannot be read
     */
    public static RuleBundle of(Path folder) throws IOException {
        SortedMap<String, byte[]> files = live(folderFiles(folder));
        RuleBundle shipped = builtIn();
        boolean ownStandards =
                files.keySet().stream().anyMatch(path -> path.startsWith(STANDARDS) && !Standards.isOverlay(path));
        boolean ownRegisters = files.keySet().stream().anyMatch(path -> path.startsWith(REGISTERS));
        for (Map.Entry<String, byte[]> file : shipped.files.entrySet()) {
            boolean standard = file.getKey().startsWith(STANDARDS);
            boolean register = file.getKey().startsWith(REGISTERS);
            boolean configuration =
                    file.getKey().equals(PARAMETERS) || file.getKey().equals(CALENDAR);
            if (configuration || (standard && !ownStandards) || (register && !ownRegisters)) {
                files.putIfAbsent(file.getKey(), file.getValue());
            }
        }
        return new RuleBundle(files);
    }

    /** The cases in a folder, by path. */
    public static SortedMap<String, byte[]> casesOf(Path folder) throws IOException {
        return cases(folderFiles(folder));
    }

    /** The rule files, in path order. */
    public SortedMap<String, byte[]> rules() {
        SortedMap<String, byte[]> rules = new TreeMap<>(files);
        rules.keySet().removeIf(path -> !path.endsWith(RULE_SUFFIX));
        return rules;
    }

    /** The same set with one rule alone; whatever rules share stays. */
    public RuleBundle only(String ruleFile) {
        SortedMap<String, byte[]> kept = new TreeMap<>(files);
        kept.keySet()
                .removeIf(path -> path.startsWith(STANDARDS) || (path.endsWith(RULE_SUFFIX) && !path.equals(ruleFile)));
        return new RuleBundle(kept);
    }

    /** The definitions of registers, in path order. */
    public SortedMap<String, byte[]> registers() {
        SortedMap<String, byte[]> registers = new TreeMap<>(files);
        registers.keySet().removeIf(path -> !path.endsWith(REGISTER_SUFFIX));
        return registers;
    }

    /** The id of the rule that a file of this name holds; empty when it is no rule's file. */
    public static Optional<String> ruleIn(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dash = name.indexOf('-', name.indexOf('-') + 1);
        return name.endsWith(RULE_SUFFIX) && dash > 0 ? Optional.of(name.substring(0, dash)) : Optional.empty();
    }

    /** The standards files, in path order. */
    public SortedMap<String, byte[]> standards() {
        SortedMap<String, byte[]> standards = new TreeMap<>(files);
        standards.keySet().removeIf(path -> !path.startsWith(STANDARDS));
        return standards;
    }

    /** SHA-256 in hex over the paths and bytes of all files. */
    public String digest() {
        MessageDigest digest = Sha256.digest();
        files.forEach((path, bytes) -> {
            digest.update((path + "\u0000" + bytes.length + "\u0000").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static SortedMap<String, byte[]> live(SortedMap<String, byte[]> all) {
        SortedMap<String, byte[]> live = new TreeMap<>(all);
        live.keySet().removeIf(path -> path.endsWith(CASES_SUFFIX));
        return live;
    }

    private static SortedMap<String, byte[]> cases(SortedMap<String, byte[]> all) {
        SortedMap<String, byte[]> cases = new TreeMap<>(all);
        cases.keySet().removeIf(path -> !path.endsWith(CASES_SUFFIX));
        return cases;
    }

    private static SortedMap<String, byte[]> folderFiles(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> yaml = walk.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !isSecondCopy(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path path : yaml) {
                String relative = folder.relativize(path).toString().replace('\\', '/');
                String name = path.getFileName().toString();
                if (name.endsWith(RULE_SUFFIX) || name.endsWith(CASES_SUFFIX)) {
                    files.put(relative.startsWith("rules/") ? relative : "rules/" + relative, Files.readAllBytes(path));
                } else if (name.endsWith(REGISTER_SUFFIX)) {
                    files.put(REGISTERS + name, Files.readAllBytes(path));
                } else if (name.equals("parameters.yaml")) {
                    files.put(PARAMETERS, Files.readAllBytes(path));
                } else if (name.equals("calendar.yaml")) {
                    files.put(CALENDAR, Files.readAllBytes(path));
                } else if (relative.startsWith(STANDARDS)) {
                    files.put(relative, Files.readAllBytes(path));
                }
            }
        }
        return files;
    }

    /** Kubernetes mounts the files of a ConfigMap as links to those of a folder beside them, such as {@code ..2026_03_10}. */
    private static boolean isSecondCopy(Path relative) {
        return relative.getName(0).toString().startsWith("..");
    }

    /** A folder inside a jar has no listing, so the catalogue lists its own files. */
    private static SortedMap<String, byte[]> builtInFiles() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        String index = new String(resource(INDEX), StandardCharsets.UTF_8);
        index.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(path -> files.put(path, resource(path)));
        return files;
    }

    private static byte[] resource(String path) {
        try (InputStream in = RuleBundle.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue cannot be read: " + path, e);
        }
    }
}
