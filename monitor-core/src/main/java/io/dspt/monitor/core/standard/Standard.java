package io.dspt.monitor.core.standard;

import java.util.List;
import java.util.Optional;

/**
 * One version of one framework for the organisations it concerns.
 *
 * @param toolkit for example {@code DSPT}
 * @param version toolkit version
 * @param framework for example {@code NDG} or {@code CAF}
 * @param categories organisation categories it concerns
 * @param year assessment year, such as 2025-26
 * @param confirmed whether its content has been confirmed
 * @param source where it comes from
 * @param requirements in the order of the toolkit
 */
public record Standard(
        String toolkit,
        String version,
        String framework,
        List<String> categories,
        String year,
        boolean confirmed,
        String source,
        List<Requirement> requirements) {

    public Standard {
        categories = List.copyOf(categories);
        requirements = List.copyOf(requirements);
    }

    /** {@code DSPT/8/NDG}. */
    public String name() {
        return toolkit + "/" + version + "/" + framework;
    }

    /** The requirement of this id. */
    public Optional<Requirement> requirement(String id) {
        return requirements.stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst();
    }

    /** The evidence items of an assertion. */
    public List<Requirement> itemsOf(Requirement assertion) {
        return requirements.stream()
                .filter(requirement -> assertion.id().equals(requirement.assertion()))
                .toList();
    }

    /** The same standard with other requirements. */
    Standard with(List<Requirement> others) {
        return new Standard(toolkit, version, framework, categories, year, confirmed, source, others);
    }
}
