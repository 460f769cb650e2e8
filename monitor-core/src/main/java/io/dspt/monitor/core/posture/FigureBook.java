package io.dspt.monitor.core.posture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** The figures of a report as they are made, so that none is printed whose rows cannot be looked up. */
final class FigureBook {
    private final List<Figure> figures = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Figure counting(String id, String label, Collection<String> rows) {
        return noted(Figure.counting(id, label, rows));
    }

    Figure adding(String id, String label, Collection<ReceivedDay> days, Function<ReceivedDay, Long> adds) {
        return noted(Figure.adding(id, label, days, adds));
    }

    /** A figure that adds up what regions tell; those that tell nothing are left out. */
    Figure telling(String id, String label, SortedMap<String, Long> byRegion) {
        return noted(new Figure(
                id,
                label,
                byRegion.entrySet().stream()
                        .filter(region -> region.getValue() != 0)
                        .map(region -> new Figure.Part(ResourcesSection.row(region.getKey()), region.getValue()))
                        .toList()));
    }

    private Figure noted(Figure figure) {
        if (!ids.add(figure.id())) {
            throw new IllegalStateException("two figures are called " + figure.id());
        }
        figures.add(figure);
        return figure;
    }

    List<Figure> all() {
        return List.copyOf(figures);
    }
}
