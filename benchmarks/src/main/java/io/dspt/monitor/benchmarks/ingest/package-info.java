/** What the way from Event Hubs to the log costs, beside reading the hub alone. */
@NullMarked
package io.dspt.monitor.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
