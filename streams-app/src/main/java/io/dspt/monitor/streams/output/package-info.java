/** The JSON of what the monitor sends out, and a local index of it. */
@NullMarked
package io.dspt.monitor.streams.output;

import org.jspecify.annotations.NullMarked;
