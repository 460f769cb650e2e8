package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;

/**
 * What a list without details says of a resource. Some lists name resources without their {@code properties}, and the
 * command line shows some kinds with theirs on other levels: what cannot be found there may be set all the same.
 *
 * @param found what can be found
 * @param tagsListed whether its tags are listed, be it that there are none
 */
record ResourceStateFacts(FactSource found, boolean tagsListed) implements FactSource {

    /** The facts of a resource: all of them where its properties are carried. */
    static FactSource of(FactSource found, JsonObject resource) {
        boolean whole = JsonObject.of(resource.value("properties")).isPresent();
        return whole ? found : new ResourceStateFacts(found, resource.has("tags"));
    }

    @Override
    public FactValue read(Fact fact) {
        FactValue value = found.read(fact);
        boolean ofTags = fact.equals(Facts.RESOURCE_TAGS) || Facts.tagName(fact).isPresent();
        return value == Missing.ABSENT && !(ofTags && tagsListed) ? Missing.UNKNOWN : value;
    }
}
