/** The rule sets that are measured with. */
@NullMarked
package io.dspt.monitor.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
