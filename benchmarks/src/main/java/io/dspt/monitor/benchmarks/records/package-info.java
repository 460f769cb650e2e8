/** The records that are measured with: generated from a seed, or a folder of real ones. */
@NullMarked
package io.dspt.monitor.benchmarks.records;

import org.jspecify.annotations.NullMarked;
