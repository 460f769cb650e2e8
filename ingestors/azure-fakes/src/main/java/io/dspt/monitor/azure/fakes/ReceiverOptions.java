package io.dspt.monitor.azure.fakes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for when it attaches.
 *
 * @param consumerGroup in lower case
 * @param ownerLevel the epoch; null when it claims none
 * @param name what it calls itself
 * @param withRuntimeMetric whether each event is to say how far the partition goes
 */
record ReceiverOptions(String consumerGroup, @Nullable Long ownerLevel, String name, boolean withRuntimeMetric) {
    private static final Symbol EPOCH = Symbol.valueOf("com.microsoft:epoch");
    private static final Symbol NAME = Symbol.valueOf("com.microsoft:receiver-name");
    private static final Symbol RUNTIME_METRIC = Symbol.valueOf("com.microsoft:enable-receiver-runtime-metric");

    static ReceiverOptions of(Sender link, String consumerGroup) {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        Object level = properties == null ? null : properties.get(EPOCH);
        Object name = properties == null ? null : properties.get(NAME);
        Symbol[] desired = link.getRemoteDesiredCapabilities();
        return new ReceiverOptions(
                consumerGroup.toLowerCase(Locale.ROOT),
                level instanceof Number number ? number.longValue() : null,
                name == null ? "nil" : name.toString(),
                desired != null && Arrays.asList(desired).contains(RUNTIME_METRIC));
    }
}
