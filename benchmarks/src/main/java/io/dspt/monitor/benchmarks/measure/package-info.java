/** Measures: variants interleaved in rounds, figures of one thread, tables and reports. */
@NullMarked
package io.dspt.monitor.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
