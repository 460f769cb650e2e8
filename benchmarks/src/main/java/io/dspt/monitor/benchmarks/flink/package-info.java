/** Apache Flink as the peer of the whole topology: the same rules, written in Flink's own terms. */
@NullMarked
package io.dspt.monitor.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
