package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Facts;
import java.util.Optional;

/** Facts of a resource that its id alone says: a finding carries only those its rule looked at. */
final class SubjectFacts {
    private SubjectFacts() {}

    /** The fact as people read it; empty when the subject is no resource or the id does not say it. */
    static Optional<String> fact(String subject, String name) {
        Optional<ResourceId> id = subject.startsWith("/") ? ResourceId.parse(subject) : Optional.empty();
        if (name.equals(Facts.RESOURCE_ROOT.name())) {
            return id.flatMap(ResourceId::root).map(ResourceId::display);
        } else if (name.equals(Facts.RESOURCE_SUBSCRIPTION.name())) {
            return id.flatMap(ResourceId::subscription);
        } else if (name.equals(Facts.RESOURCE_GROUP.name())) {
            return id.flatMap(ResourceId::group);
        } else if (name.equals(Facts.RESOURCE_NAME.name())) {
            return id.map(ResourceId::name);
        } else if (name.equals(Facts.RESOURCE_ID.name())) {
            return id.map(ResourceId::display);
        }
        return Optional.empty();
    }
}
