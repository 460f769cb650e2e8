/** Whole pipelines, each client in a process of its own, over one prefilled log on a broker in a process of its own. */
@NullMarked
package io.dspt.monitor.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
