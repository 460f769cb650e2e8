package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.organisation.OrganisationDirectory.Scope;
import io.dspt.monitor.core.organisation.OrganisationDirectory.ScopeType;
import io.dspt.monitor.core.organisation.RegisteredOrganisations;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which organisations a finding concerns: by its subject, what that stands in, and the registers at the time. */
final class FindingAttribution {
    private static final String EVERYTHING = "*";
    private static final int MOST_CONTAINERS = 12;
    private static final int MOST_TAGS = 200;
    private static final Pattern OBJECT_ID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Step step;
    private final RegisterBook registers;
    private final Instant at;
    private final List<Scope> scopes = new ArrayList<>();
    private int tags;

    private FindingAttribution(Step step, Instant at) {
        this.step = step;
        this.registers = new RegisterBook(step.book().registers(), RegisterStore.of(step));
        this.at = at;
    }

    /**
     * The organisations responsible for a subject.
     *
     * @param subject as findings show it
     * @param at event time of the violation
     */
    static Attribution of(Step step, String subject, Instant at) {
        return new FindingAttribution(step, at).of(subject);
    }

    private Attribution of(String subject) {
        RegisteredOrganisations directory = new RegisteredOrganisations(registers, step.estate().organisation);
        if (registers.loaded(RegisteredOrganisations.REGISTER)) {
            for (String part : subject.split(Pattern.quote(" | "), -1)) {
                if (part.startsWith("/")) {
                    ResourceId.parse(part).ifPresent(this::resource);
                } else if (OBJECT_ID.matcher(part).matches()) {
                    cells("clinicalGroups", "identity", part, "group")
                            .forEach(group -> add(ScopeType.USER_GROUP, group));
                }
            }
            add(ScopeType.ESTATE, EVERYTHING);
            scopes.sort(Comparator.comparing(Scope::type)); // stable: nearer containers stay before farther ones
        }
        return directory.responsibleFor(scopes, at);
    }

    private void resource(ResourceId id) {
        Optional<ResourceId> next = Optional.of(id);
        for (int i = 0; next.isPresent() && i < MOST_CONTAINERS; i++) {
            ResourceId one = next.get();
            step.inventory().resource(one).ifPresent(this::tagsOf);
            if (one.type().equals("microsoft.resources/subscriptions/resourcegroups")) {
                add(ScopeType.RESOURCE_GROUP, one.canonical());
            }
            next = one.container();
        }
        id.subscription().map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(this::subscription);
    }

    private void tagsOf(ResourceRow row) {
        FactValue known = row.read(Facts.RESOURCE_TAGS.name());
        if (known instanceof Structure structure) {
            for (Map.Entry<String, FactValue> tag : structure.members().entrySet()) {
                String value = tag.getValue().textOrNull();
                if (value != null && tags++ < MOST_TAGS) {
                    add(ScopeType.TAG, tag.getKey() + "=" + value);
                }
            }
        }
    }

    private void subscription(String name) {
        add(ScopeType.SUBSCRIPTION, name);
        add(ScopeType.SUBSCRIPTION, "/subscriptions/" + name);
        cells("subscriptions", "subscriptionId", name, "managementGroup")
                .forEach(group -> add(ScopeType.MANAGEMENT_GROUP, group));
    }

    private List<String> cells(String register, String column, String value, String wanted) {
        List<String> cells = new ArrayList<>();
        for (RegisterRow row :
                registers.find(register, column, FactValue.text(value), at).rows()) {
            String cell = row.cell(wanted).textOrNull();
            if (cell != null) {
                cells.add(cell);
            }
        }
        return cells;
    }

    private void add(ScopeType type, String name) {
        scopes.add(new Scope(type, name));
    }
}
