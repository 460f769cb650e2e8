/** What an event costs as records, state and their shares grow, and what partitions and threads bring. */
@NullMarked
package io.dspt.monitor.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
