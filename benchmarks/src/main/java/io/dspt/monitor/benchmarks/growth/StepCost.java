package io.dspt.monitor.benchmarks.growth;

import io.dspt.monitor.benchmarks.measure.ThreadCost;
import io.dspt.monitor.benchmarks.state.EstateFold;
import io.dspt.monitor.core.fold.StepResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What steps of a fold over a store cost the thread that takes them: reads, judgement and writes, without Kafka. */
final class StepCost {
    static final String ROWS = "rows written/record";
    static final String BYTES = "bytes/record";

    private final EstateFold fold;
    private final RocksRows store;
    private long number;

    StepCost(EstateFold fold, RocksRows store) {
        this.fold = fold;
        this.store = store;
    }

    /** Takes the next records of a load and gives what one cost; they are made before. */
    Map<String, Double> of(Iterator<byte[]> load, int count) {
        List<byte[]> records = new ArrayList<>(count);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] record = load.next();
            records.add(record);
            bytes += record.length;
        }
        long[] rows = new long[1];
        Map<String, Double> figures = ThreadCost.of(() -> {
                    for (byte[] record : records) {
                        StepResult result = fold.step(++number, record, store);
                        store.apply(result);
                        rows[0] += result.writes().size();
                    }
                })
                .per(count);
        figures.put(ROWS, (double) rows[0] / count);
        figures.put(BYTES, (double) bytes / count);
        return figures;
    }
}
