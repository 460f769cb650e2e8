package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.yaml.YamlNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a rule is kept quiet. */
final class NoiseReader {
    private static final Duration USUAL_QUIET_TIME = Duration.ofDays(1);
    private static final int MOST_DAYS_TO_LEARN = 90;
    private static final Set<String> KEYS =
            Set.of("group_by", "quiet_for", "notify", "expected", "scope", "exclude", "learn");

    private NoiseReader() {}

    static Rule.Noise read(@Nullable YamlNode node, String kind, ConditionReader conditions) {
        if (node == null) {
            return new Rule.Noise(null, USUAL_QUIET_TIME, Rule.Notify.TICKET, null, null, null, null);
        }
        Map<String, YamlNode> members = node.members(KEYS);
        YamlNode groupBy = members.get("group_by");
        YamlNode quietFor = members.get("quiet_for");
        YamlNode notify = members.get("notify");
        YamlNode exclude = members.get("exclude");
        YamlNode learn = members.get("learn");
        if (learn != null && !kind.equals("threshold")) {
            throw learn.refused("only thresholds learn what is usual, not rules of kind '" + kind + "'");
        }
        return new Rule.Noise(
                groupBy == null ? null : conditions.field(groupBy),
                quietFor == null ? USUAL_QUIET_TIME : WrittenDuration.read(quietFor),
                notify == null ? Rule.Notify.TICKET : notify.oneOf(Rule.Notify.class),
                textOrNull(members.get("expected")),
                textOrNull(members.get("scope")),
                exclude == null ? null : conditions.read(exclude),
                learn == null ? null : WrittenDuration.ofAtMostDays(learn, MOST_DAYS_TO_LEARN));
    }

    private static @Nullable String textOrNull(@Nullable YamlNode node) {
        return node == null ? null : node.text();
    }
}
