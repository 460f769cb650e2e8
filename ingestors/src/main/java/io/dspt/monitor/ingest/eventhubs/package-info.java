/** Reads Azure Event Hubs through Azure's SDK, and hands every event to the log exactly once. */
@NullMarked
package io.dspt.monitor.ingest.eventhubs;

import org.jspecify.annotations.NullMarked;
