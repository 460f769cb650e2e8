package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.fold.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One thing a demonstration writes into the log of its own replay. */
public sealed interface DemonstrationStep {

    /** A record in Azure's shape. */
    record Send(byte[] record) implements DemonstrationStep {}

    /** What a person has decided or supplied; it is signed on its way. */
    record Decide(ControlRecord control) implements DemonstrationStep {}

    /** A control record signed by somebody nobody trusts. */
    record Forge(ControlRecord control) implements DemonstrationStep {}

    /**
     * A record that says nothing but what time it is: in a replay only records move the clock. No rule looks at its
     * category.
     */
    static Send clockAt(Instant at) {
        String record = "{\"time\":\"" + at
                + "\",\"resourceId\":\"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000\",\"operationName\":"
                + "\"Microsoft.ServiceHealth/information/action\",\"category\":\"ServiceHealth\",\"resultType\":"
                + "\"Active\",\"correlationId\":\"clock-" + at + "\",\"properties\":{}}";
        return new Send(record.getBytes(StandardCharsets.UTF_8));
    }
}
