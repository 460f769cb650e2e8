/** Hosts the fold: state, failures of a step, and the form of what it sends out. */
@NullMarked
package io.dspt.monitor.streams.hosting;

import org.jspecify.annotations.NullMarked;
