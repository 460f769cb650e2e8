package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.Paging;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.week.WeekReport.SentPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends the pages that findings call for, each group once in its time. */
final class Pager {
    private final RuleBook book;
    private final Map<FindingId, Severity> severities = new HashMap<>();
    private final Map<List<String>, Instant> lastOfGroup = new HashMap<>();
    private final List<SentPage> sent = new ArrayList<>();

    Pager(RuleBook book) {
        this.book = book;
    }

    void told(Finding finding, Transition transition, Instant now) {
        Severity before = severities.put(finding.id(), finding.latest().severity());
        Rule rule = book.rule(finding.rule().id()).orElseThrow().rule();
        Paging.calledFor(rule, finding, transition, before).ifPresent(page -> {
            List<String> group = List.of(page.rule(), page.group());
            if (!page.isSaidAlready(lastOfGroup.get(group), now)) {
                lastOfGroup.put(group, now);
                sent.add(new SentPage(
                        page.rule(), page.subject(), now, finding.latest().message()));
            }
        });
    }

    /** The pages since this was asked last. */
    List<SentPage> takePages() {
        List<SentPage> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
