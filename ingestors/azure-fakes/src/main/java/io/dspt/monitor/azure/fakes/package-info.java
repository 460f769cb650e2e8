/** Services of Azure as its own SDK sees them, in this process, for tests: with the faults that the real ones have. */
@NullMarked
package io.dspt.monitor.azure.fakes;

import org.jspecify.annotations.NullMarked;
