package io.dspt.monitor.core.register;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ReferenceData.RegionTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of a register.
 *
 * @param name as files and rules write it
 * @param type what its cells hold
 * @param choices the words of {@link ColumnType#ONE_OF}, empty for every other type
 * @param required whether each row has a value; always so for the key
 * @param key whether it is part of what tells rows apart
 * @param names what its cells name, so that rules on rows may look at that too; {@code null} for nothing
 * @param meaning for the person who fills it in
 * @param mark {@code P} or {@code U} where the meaning is only partly confirmed or not at all; {@code null} otherwise
 */
public record RegisterColumn(
        String name,
        ColumnType type,
        List<String> choices,
        boolean required,
        boolean key,
        @Nullable Names names,
        String meaning,
        @Nullable String mark) {
    /** Longer texts are no cell of a register. */
    public static final int LONGEST_TEXT = 2_000;

    /** What a cell may name. */
    public enum Names {
        /** A user, group or application by object id. */
        PRINCIPAL,
        /** A finding by its id. */
        FINDING
    }

    public RegisterColumn {
        choices = List.copyOf(choices);
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a column");
        }
        if (type == ColumnType.ONE_OF == choices.isEmpty()) {
            throw new IllegalArgumentException(name + ": a list of words, and only that, has choices");
        }
        if (key && !required) {
            throw new IllegalArgumentException(name + ": a key is always required");
        }
        if (names != null && type != ColumnType.TEXT) {
            throw new IllegalArgumentException(name + ": only texts name something");
        }
        if (mark != null && !mark.equals("P") && !mark.equals("U")) {
            throw new IllegalArgumentException(name + ": a mark is P or U");
        }
    }

    /**
     * Reads a cell into the form in which it is kept.
     *
     * @throws BadCellException when it does not hold what the column asks for
     */
    public FactValue read(String written) {
        String text = written.strip();
        if (text.length() > LONGEST_TEXT) {
            throw bad("longer than " + LONGEST_TEXT + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw bad("holds a control character");
        }
        return switch (type) {
            case TEXT -> FactValue.text(text);
            case DATE ->
                FactValue.text(DateFacts.day(text)
                        .orElseThrow(() -> bad("no day such as 2026-03-02"))
                        .toString());
            case TIME ->
                FactValue.text(DateFacts.moment(text)
                        .orElseThrow(() -> bad("no time with its offset such as 2026-03-02T09:00:00Z"))
                        .toString());
            case FLAG -> FactValue.flag(flag(text));
            case WHOLE -> FactValue.whole(whole(text));
            case REGION -> FactValue.text(region(text));
            case COUNTRY -> FactValue.text(country(text));
            case RANGE -> range(text);
            case SCOPE -> FactValue.text(scope(text));
            case ONE_OF ->
                FactValue.text(choices.stream()
                        .filter(choice -> choice.equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> bad("none of " + String.join(", ", choices))));
        };
    }

    private boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw bad("neither true nor false");
        };
    }

    private long whole(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw bad("no whole number");
        }
        return Long.parseLong(text);
    }

    private String region(String text) {
        String region = RegionTable.shortName(text);
        if (!region.matches("[a-z][a-z0-9]{2,40}")) {
            throw bad("no Azure region such as uksouth");
        }
        return region;
    }

    private String country(String text) {
        if (!text.matches("[A-Za-z]{2}")) {
            throw bad("no country of two letters such as GB");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private FactValue range(String text) {
        if (AddressRange.parse(text).isEmpty()) {
            throw bad("no address range such as 192.0.2.0/24 or 2001:db8::/32");
        }
        return FactValue.text(text);
    }

    private String scope(String text) {
        if (text.equals("*") || text.equals("/")) {
            return "*";
        }
        Optional<ResourceId> id = text.startsWith("/") ? ResourceId.parse(text) : Optional.empty();
        return id.orElseThrow(() -> bad("no ARM id such as /subscriptions/… and not *"))
                .display();
    }

    private BadCellException bad(String problem) {
        return new BadCellException(name, problem);
    }
}
