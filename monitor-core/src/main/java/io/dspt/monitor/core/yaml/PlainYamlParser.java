package io.dspt.monitor.core.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML as far as files here need it. Refused as they are read, before anything is built of them: aliases, with which a
 * short file can describe an endless one; tags, which make a value something other than it looks; and nesting so deep
 * that what walks the document would run out of stack.
 */
final class PlainYamlParser implements Parser {
    private static final int DEEPEST = 50;

    private final String file;
    private final Parser events;
    private int depth;

    PlainYamlParser(String file, LoadSettings settings, String text) {
        this.file = file;
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        if (event instanceof AliasEvent) {
            throw refused(event, "aliases (*name) are not used here: write it out");
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        } else if (event instanceof CollectionStartEvent start) {
            depth++;
            if (depth > DEEPEST) {
                throw refused(event, "nested more than " + DEEPEST + " deep");
            }
            refuseTag(event, start.getTag());
        } else if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag());
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw refused(event, "anchors (&name) are not used here");
        }
        return event;
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw refused(event, "tags (!name) are not used here");
        }
    }

    private RefusedException refused(Event event, String problem) {
        int line = event.getStartMark()
                .map(Mark::getLine)
                .map(zeroBased -> zeroBased + 1)
                .orElse(0);
        return new RefusedException(file, line, "", problem);
    }
}
