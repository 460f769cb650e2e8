/** Drools with the same rules over the same typed events. */
@NullMarked
package io.dspt.monitor.benchmarks.drools;

import org.jspecify.annotations.NullMarked;
