package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;

/** Whether a sign-in came by a version of TLS that can be broken, as Entra notes among its processing details. */
final class LegacyTransport {
    private static final String DETAILS = "authenticationProcessingDetails";
    /** The whole key is {@code Legacy TLS (TLS 1.0, 1.1, 3DES)}. */
    private static final String KEY = "legacy tls";

    private LegacyTransport() {}

    static FactValue of(JsonObject details) {
        if (!details.has(DETAILS)) {
            return Missing.UNKNOWN;
        }
        List<JsonObject> processing = details.objects(DETAILS);
        for (JsonObject detail : processing) {
            String key = detail.text("key");
            if (key != null && key.toLowerCase(Locale.ROOT).startsWith(KEY)) {
                return detail.flagFact("value");
            }
        }
        return Missing.ABSENT;
    }
}
