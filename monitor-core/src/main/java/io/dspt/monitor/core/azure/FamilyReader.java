package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.ReadResult;

/** Reads the records of one family, once its shape is known. */
@FunctionalInterface
interface FamilyReader {
    ReadResult read(JsonObject record);
}
