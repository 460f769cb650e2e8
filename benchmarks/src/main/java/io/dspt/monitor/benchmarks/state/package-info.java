/** Large states as the fold writes them, and instances of the streams application that tell how they fare with them. */
@NullMarked
package io.dspt.monitor.benchmarks.state;

import org.jspecify.annotations.NullMarked;
