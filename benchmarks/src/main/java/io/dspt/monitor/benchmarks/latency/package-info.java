/** How long it takes from a record's append to its finding, while records keep coming at a fixed rate. */
@NullMarked
package io.dspt.monitor.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
