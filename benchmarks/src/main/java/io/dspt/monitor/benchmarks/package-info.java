/** Programs that measure dspt-monitor beside the bare client, the parser alone and the peers. */
@NullMarked
package io.dspt.monitor.benchmarks;

import org.jspecify.annotations.NullMarked;
