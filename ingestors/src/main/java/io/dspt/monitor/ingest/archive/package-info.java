/** Brings what diagnostic settings have written to storage into the log of a replay, hour by hour. */
@NullMarked
package io.dspt.monitor.ingest.archive;

import org.jspecify.annotations.NullMarked;
