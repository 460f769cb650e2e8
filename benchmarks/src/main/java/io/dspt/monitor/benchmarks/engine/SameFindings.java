package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.drools.DroolsRules;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.event.AzureEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** Holds everything that is measured to the same results; figures of engines that disagree are never shown. */
final class SameFindings {
    private SameFindings() {}

    /** Every way of parsing has to see as many values in each record. */
    static void ofParsers(List<byte[]> records) throws IOException {
        for (byte[] record : records) {
            int values = FullParse.valuesInTree(record);
            if (FullParse.everything(record) != values || FullParse.tokensOnly(record) != values) {
                throw new MeasurementFailedException("the parsers see different values in the same record");
            }
        }
    }

    /**
     * Our rules, every rule of ours asked by itself, and Drools have to find the same rules broken by each event, each
     * once.
     *
     * @return how many were broken in all
     */
    static long ofEngines(RuleEngines engines, List<AzureEvent> events) {
        DroolsRules drools = engines.drools();
        long all = 0;
        for (AzureEvent event : events) {
            List<String> ours = asked(engines, event);
            all += ours.size();
            List<String> each = new ArrayList<>();
            engines.asking().askEach(event, each);
            Collections.sort(each);
            same(engines, event, ours, "each by itself", each);
            if (drools == null) {
                continue;
            }
            List<String> theirs = new ArrayList<>();
            drools.ask(event, theirs);
            Collections.sort(theirs);
            same(engines, event, ours, "Drools", theirs);
        }
        return all;
    }

    private static void same(
            RuleEngines engines, AzureEvent event, List<String> ours, String other, List<String> theirs) {
        if (!ours.equals(theirs)) {
            throw new MeasurementFailedException(
                    engines.name() + " rules, " + event.header().category() + " "
                            + event.header().operation() + ": ours find " + ours + ", " + other + " " + theirs);
        }
    }

    /** In a set with copies, a copy has to find what its original does, and nothing else may be found. */
    static void ofCopies(RuleEngines catalogue, RuleEngines copied, List<AzureEvent> events) {
        SortedMap<String, String> originals = RuleSet.originals(copied.rules());
        for (AzureEvent event : events) {
            List<String> broken = asked(catalogue, event);
            List<String> expected = originals.keySet().stream()
                    .filter(id -> broken.contains(originals.get(id)))
                    .toList();
            same(copied, event, asked(copied, event), "their originals", expected);
        }
    }

    private static List<String> asked(RuleEngines engines, AzureEvent event) {
        List<String> broken = new ArrayList<>();
        engines.asking().ask(event, broken);
        Collections.sort(broken);
        return broken;
    }
}
