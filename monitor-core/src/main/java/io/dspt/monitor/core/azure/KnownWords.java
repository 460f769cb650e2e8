package io.dspt.monitor.core.azure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What words from outside stand for, worked out once for each way they are written: services use few words, and write
 * each always the same.
 *
 * @param <M> what a word stands for
 */
final class KnownWords<M> {
    private static final int MOST = 1_000;
    /** What is longer is no word, and is read anew each time. */
    private static final int LONGEST = 200;

    private final Map<String, M> known = new ConcurrentHashMap<>();
    private final Function<String, M> reading;

    /** @param reading tells what a word stands for, always the same */
    KnownWords(Function<String, M> reading) {
        this.reading = reading;
    }

    /** What a word stands for. */
    M meaning(String written) {
        M meaning = known.get(written);
        if (meaning == null) {
            meaning = reading.apply(written);
            if (written.length() <= LONGEST && known.size() < MOST) {
                known.put(written, meaning);
            }
        }
        return meaning;
    }
}
