/** How long an estate's state takes to be there again: from its changelog, or from a standby. */
@NullMarked
package io.dspt.monitor.benchmarks.restore;

import org.jspecify.annotations.NullMarked;
