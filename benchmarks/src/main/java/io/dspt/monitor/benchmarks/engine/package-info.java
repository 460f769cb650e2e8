/** The engine alone, in one thread: parse, rules and the whole step, beside a full parse and Drools. */
@NullMarked
package io.dspt.monitor.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
