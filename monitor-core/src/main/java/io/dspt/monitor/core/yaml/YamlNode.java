package io.dspt.monitor.core.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One node of a YAML document together with where it stands, so that every refusal can say so. */
public final class YamlNode {
    /** Many times what a file here needs; a bound so that what is no such file is not read at length. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final String file;
    private final String path;
    private final int line;
    private final Node node;

    private YamlNode(String file, String path, int line, Node node) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.node = node;
    }

    /**
     * Reads a document.
     *
     * @param file name for messages
     * @throws RefusedException when the text is no YAML, is empty, or holds what files here have no use for, see {@link
     *     PlainYamlParser}
     */
    public static YamlNode parse(String file, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new RefusedException(file, 0, "", "longer than " + MOST_CHARACTERS + " characters");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Node root = new Composer(settings, new PlainYamlParser(file, settings, text))
                    .getSingleNode()
                    .orElseThrow(() -> new RefusedException(file, 0, "", "the file is empty"));
            return new YamlNode(file, "", line(root), root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new RefusedException(file, line, "", "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(character -> character == '\n')
                            .count();
            throw new RefusedException(
                    file, line, "", "not a text file: it holds a character that YAML does not allow");
        } catch (YamlEngineException e) {
            throw new RefusedException(file, 0, "", "not YAML: " + e.getMessage());
        }
    }

    /** A refusal that points here. */
    public RefusedException refused(String problem) {
        return new RefusedException(file, line, path, problem);
    }

    public String file() {
        return file;
    }

    public String path() {
        return path;
    }

    /** 1-based line where this node begins: of a member that of its key. */
    public int line() {
        return line;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isNull() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** The members in the order written; duplicate keys are refused. */
    public Map<String, YamlNode> members() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("expected a mapping");
        }
        Map<String, YamlNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw refused("keys must be plain words");
            }
            String key = keyNode.getValue();
            String memberPath = path.isEmpty() ? key : path + "." + key;
            YamlNode member = new YamlNode(file, memberPath, line(keyNode), tuple.getValueNode());
            if (members.put(key, member) != null) {
                throw member.refused("the key stands twice");
            }
        }
        return members;
    }

    /** The members, all of whose keys must be among the known ones. */
    public Map<String, YamlNode> members(Set<String> known) {
        Map<String, YamlNode> members = members();
        for (Map.Entry<String, YamlNode> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw member.getValue()
                        .refused("unknown key" + NearestName.hint(new TreeSet<>(known), member.getKey()));
            }
        }
        return members;
    }

    /** The elements of a list. */
    public List<YamlNode> elements() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("expected a list");
        }
        List<YamlNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlNode(file, path + "[" + elements.size() + "]", line(element), element));
        }
        return elements;
    }

    /** The text of a scalar, whatever YAML takes it for; refused when empty. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw refused("expected a text");
        }
        if (scalar.getValue().isBlank()) {
            throw refused("must not be empty");
        }
        return scalar.getValue();
    }

    /** The text of a scalar that may be empty. */
    public String textOrEmpty() {
        return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : "";
    }

    /** True or false. */
    public boolean flag() {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        throw refused("expected true or false");
    }

    /** A whole number. */
    public long whole() {
        return wholeIfOne().orElseThrow(() -> refused("expected a whole number"));
    }

    /** The whole number when this is one. */
    public Optional<Long> wholeIfOne() {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.INT)) {
            BigInteger value = new BigInteger(scalar.getValue());
            return value.bitLength() < 64 ? Optional.of(value.longValue()) : Optional.empty();
        }
        return Optional.empty();
    }

    /** True for a number that is no whole number of 64 bits. */
    public boolean isOtherNumber() {
        Tag tag = node.getTag();
        return tag.equals(Tag.FLOAT) || (tag.equals(Tag.INT) && wholeIfOne().isEmpty());
    }

    /** The flag when this is one. */
    public Optional<Boolean> flagIfOne() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.BOOL) ? Optional.of(flag()) : Optional.empty();
    }

    /** One of the names of an enumeration, in lower case. */
    public <E extends Enum<E>> E oneOf(Class<E> names) {
        String written = text();
        List<String> known = new ArrayList<>();
        for (E constant : names.getEnumConstants()) {
            String name = constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (name.equals(written)) {
                return constant;
            }
            known.add(name);
        }
        throw refused("'" + written + "' is none of " + String.join(", ", known) + NearestName.hint(known, written));
    }

    /** The member of this key, refused when missing. */
    public static YamlNode required(YamlNode mapping, Map<String, YamlNode> members, String key) {
        @Nullable YamlNode member = members.get(key);
        if (member == null) {
            throw mapping.refused("the key '" + key + "' is missing");
        }
        return member;
    }
}
