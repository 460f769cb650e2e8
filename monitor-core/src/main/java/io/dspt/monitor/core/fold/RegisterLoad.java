package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;

/**
 * What a load of a register brings, as the ledger will tell it when all of it is applied.
 *
 * @param name of the load
 * @param rows how many rows it brings
 * @param digest SHA-256 in hex of its parts, one behind the other; empty when it was queued before loads were told
 */
record RegisterLoad(String name, long rows, String digest) {

    /** One that nothing is known of but its name. */
    static RegisterLoad untold(String name) {
        return new RegisterLoad(name, 0, "");
    }

    boolean isTold() {
        return !digest.isEmpty();
    }

    void write(Encoder encoder) {
        encoder.text(name).whole(rows).text(digest);
    }

    static RegisterLoad read(Decoder decoder) {
        return new RegisterLoad(decoder.text(), decoder.whole(), decoder.text());
    }
}
