/** Whether anything grows that should not, while records keep coming. */
@NullMarked
package io.dspt.monitor.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
