package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of each estate as they went live, for their words; a rule that no live set has is looked for in the catalogue. */
final class RulesInForce {
    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);
    private static final int BOOKS_REMEMBERED = 8;

    private final FactCatalogue facts;
    private final Map<String, List<RuleSetPart>> parts = new HashMap<>();
    private final Map<String, RuleBook> books = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleBook> eldest) {
            return size() > BOOKS_REMEMBERED;
        }
    };
    private @Nullable RuleBook builtIn;

    /** @param facts what rules may ask for */
    RulesInForce(FactCatalogue facts) {
        this.facts = facts;
    }

    /** A part of the set that has gone live for an estate. */
    void learn(String estate, RuleSetPart part) {
        List<RuleSetPart> known = parts.computeIfAbsent(estate, absent -> new ArrayList<>());
        known.removeIf(one -> !one.digest().equals(part.digest()));
        known.removeIf(one -> one.index() == part.index());
        known.add(part);
    }

    /** A rule as it is in force for an estate; empty when nobody knows it. */
    Optional<Rule> rule(String estate, String id) {
        return book(estate)
                .flatMap(book -> book.rule(id))
                .or(() -> builtIn().rule(id))
                .map(CompiledRule::rule);
    }

    private Optional<RuleBook> book(String estate) {
        List<RuleSetPart> known = new ArrayList<>(parts.getOrDefault(estate, List.of()));
        if (known.isEmpty() || known.size() < known.get(0).count()) {
            return Optional.empty();
        }
        String digest = known.get(0).digest();
        RuleBook remembered = books.get(digest);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        known.sort((one, other) -> Integer.compare(one.index(), other.index()));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        known.forEach(part -> packed.writeBytes(part.bytes()));
        RuleBook book;
        try {
            book = RuleBook.load(RuleSetTransfer.unpack(packed.toByteArray()), facts)
                    .book();
        } catch (MalformedRowException e) {
            // The fold has used these bytes, so they are whole there; alerts go out with the words of the catalogue.
            LOG.error("The rule set in force cannot be read for its words: {}", e.getMessage());
            book = RuleBook.empty();
        }
        books.put(digest, book);
        return Optional.of(book);
    }

    private RuleBook builtIn() {
        if (builtIn == null) {
            builtIn = RuleBook.load(RuleBundle.builtIn(), facts).book();
        }
        return builtIn;
    }
}
