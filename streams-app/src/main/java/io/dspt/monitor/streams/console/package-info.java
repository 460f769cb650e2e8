/** What people and Prometheus see of a running monitor over HTTP. */
@NullMarked
package io.dspt.monitor.streams.console;

import org.jspecify.annotations.NullMarked;
