package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ResourceProperty;
import io.dspt.monitor.core.inventory.ResourceProperty.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ARM body of a resource, as a request or response carried it, or both: what the request leaves out, the response may
 * tell. What neither names is absent; what is named but hidden, as some exports do with asterisks, is unknown.
 */
final class ResourceBody {
    private final JsonObject body;
    /** Where to look for what the body does not tell. */
    private final @Nullable ResourceBody rest;

    private ResourceBody(JsonObject body, @Nullable ResourceBody rest) {
        this.body = body;
        this.rest = rest;
    }

    /** The body a node holds, as an object or as a string; empty when it is neither or broken. */
    static Optional<ResourceBody> of(@Nullable JsonValue node) {
        return JsonObject.of(node).map(body -> new ResourceBody(body, null));
    }

    /** The body that a record is itself, as exports of a resource's state are. */
    static ResourceBody of(JsonObject record) {
        return new ResourceBody(record, null);
    }

    /** What the bodies of a request and its response tell together; empty when neither can be read. */
    static Optional<ResourceBody> of(@Nullable JsonValue request, @Nullable JsonValue response) {
        Optional<ResourceBody> answered = of(response);
        return JsonObject.of(request)
                .map(body -> new ResourceBody(body, answered.orElse(null)))
                .or(() -> answered);
    }

    /** The text at the root of the body. */
    @Nullable
    String text(String name) {
        String text = body.text(name);
        return text == null && rest != null ? rest.text(name) : text;
    }

    /** The first text, that is not hidden, at one of these dotted paths. */
    @Nullable
    String firstText(List<String> paths) {
        for (String path : paths) {
            if (value(FactType.TEXT, find(body, path)) instanceof FactValue.Text text) {
                return text.value();
            }
        }
        return rest == null ? null : rest.firstText(paths);
    }

    /** The region in its short form, such as {@code uksouth} for {@code UK South}. */
    FactValue region() {
        FactValue region = value(FactType.TEXT, find(body, "location"));
        return completed(
                region instanceof FactValue.Text text
                        ? FactValue.text(text.value().replace(" ", "").toLowerCase(Locale.ROOT))
                        : region,
                ResourceBody::region);
    }

    FactValue sku() {
        FactValue sku = value(FactType.TEXT, find(body, "sku.name"));
        return completed(
                sku == Missing.ABSENT ? value(FactType.TEXT, find(body, "properties.sku.name")) : sku,
                ResourceBody::sku);
    }

    /** All tags, with names in lower case; unknown when some of them are hidden. */
    FactValue tags() {
        return completed(ownTags(), ResourceBody::tags);
    }

    /** A configuration property. */
    FactValue property(ResourceProperty property) {
        return completed(ownProperty(property), other -> other.property(property));
    }

    /** The elements of a list, as bodies. */
    List<ResourceBody> each(String path) {
        JsonValue list = find(body, path);
        if (list == null && rest != null) {
            return rest.each(path);
        }
        List<ResourceBody> elements = new ArrayList<>();
        if (list != null) {
            list.elements().forEach(element -> of(element).ifPresent(elements::add));
        }
        return elements;
    }

    private FactValue completed(FactValue own, Function<ResourceBody, FactValue> reader) {
        FactValue other = own.isPresent() || rest == null ? own : reader.apply(rest);
        return FactSize.bounded(other.isPresent() ? other : own);
    }

    private FactValue ownTags() {
        JsonValue written = body.value("tags");
        if (written == null) {
            return Missing.ABSENT;
        }
        Optional<JsonObject> tags = JsonObject.of(written);
        if (tags.isEmpty()) {
            return Missing.UNKNOWN;
        }
        SortedMap<String, FactValue> members = new TreeMap<>();
        tags.get()
                .forEach((name, tag) -> members.put(
                        name.toLowerCase(Locale.ROOT),
                        FactValue.text(Objects.requireNonNullElse(JsonObject.textOf(tag), ""))));
        boolean hidden = members.values().stream().anyMatch(tag -> isHidden(((FactValue.Text) tag).value()));
        return hidden ? Missing.UNKNOWN : new FactValue.Structure(members);
    }

    private FactValue ownProperty(ResourceProperty property) {
        Location location = property.location();
        if (location instanceof Location.Single single) {
            FactValue value = value(property.fact().type(), find(body, single.path()));
            return single.lastSegment() && value instanceof FactValue.Text text
                    ? FactValue.text(lastSegment(text.value()))
                    : value;
        }
        if (location instanceof Location.Listed listed) {
            return texts(body, listed.paths(), listed.element());
        }
        return structures((Location.Each) location);
    }

    /** The last segment of an id, which may end in a slash. */
    static String lastSegment(String id) {
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == '/') {
            end--;
        }
        return id.substring(id.lastIndexOf('/', end - 1) + 1, end);
    }

    private FactValue structures(Location.Each each) {
        JsonValue list = find(body, each.each());
        if (list == null) {
            return Missing.ABSENT;
        }
        if (!list.isList()) {
            return Missing.UNKNOWN;
        }
        List<FactValue> elements = new ArrayList<>();
        for (JsonValue element : list.elements()) {
            JsonObject object = JsonObject.of(element).orElse(JsonObject.EMPTY);
            SortedMap<String, FactValue> members = new TreeMap<>();
            each.members().forEach((name, member) -> {
                FactValue value = member(object, member);
                if (value != Missing.ABSENT) {
                    members.put(name, value);
                }
            });
            elements.add(new FactValue.Structure(members));
        }
        return new FactValue.Many(elements);
    }

    private static FactValue member(JsonObject element, ResourceProperty.Member member) {
        if (member.type() == FactType.TEXTS) {
            return texts(element, member.paths(), "");
        }
        FactValue least = Missing.ABSENT;
        for (String path : member.paths()) {
            FactValue value = value(member.type(), find(element, path));
            if (value == Missing.UNKNOWN) {
                return value;
            }
            boolean smaller = value instanceof FactValue.Whole number
                    && least instanceof FactValue.Whole known
                    && number.value() < known.value();
            if (least == Missing.ABSENT || smaller) {
                least = value;
            }
        }
        return least;
    }

    private static FactValue texts(JsonObject object, List<String> paths, String element) {
        List<String> texts = new ArrayList<>();
        boolean carried = false;
        for (String path : paths) {
            JsonValue node = find(object, path);
            if (node == null) {
                continue;
            }
            carried = true;
            for (JsonValue one : node.isList() ? node.elements() : List.of(node)) {
                String text = element.isEmpty()
                        ? JsonObject.textOf(one)
                        : JsonObject.of(one)
                                .map(each -> JsonObject.textOf(find(each, element)))
                                .orElse(null);
                if (text != null && isHidden(text)) {
                    return Missing.UNKNOWN;
                }
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return carried ? FactValue.texts(texts) : Missing.ABSENT;
    }

    private static FactValue value(FactType type, @Nullable JsonValue node) {
        if (node == null) {
            return Missing.ABSENT;
        }
        String text = JsonObject.textOf(node);
        if (text == null || isHidden(text)) {
            return Missing.UNKNOWN;
        }
        return switch (type) {
            case TEXT -> FactValue.text(text);
            case DATE, TIME ->
                AzureTime.parse(text)
                        .<FactValue>map(time -> FactValue.text(time.toString()))
                        .orElse(Missing.UNKNOWN);
            // A number below zero stands for whatever applies otherwise, such as the retention of a table's workspace.
            case WHOLE ->
                WholeNumber.parse(text) instanceof FactValue.Whole number && number.value() >= 0
                        ? number
                        : Missing.UNKNOWN;
            case FLAG ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> FactValue.flag(true);
                    case "false" -> FactValue.flag(false);
                    default -> Missing.UNKNOWN;
                };
            default -> throw new IllegalArgumentException(type + " is no single value");
        };
    }

    /** The node at a dotted path; {@code null} when the body does not name it. */
    private static @Nullable JsonValue find(JsonObject from, String path) {
        JsonObject object = from;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            JsonValue inner = object.value(names[i]);
            if (inner == null || isHidden(inner.scalar())) {
                return inner;
            }
            object = JsonObject.of(inner).orElse(JsonObject.EMPTY);
        }
        return object.value(names[names.length - 1]);
    }

    private static boolean isHidden(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '*') && text.length() > 2;
    }
}
