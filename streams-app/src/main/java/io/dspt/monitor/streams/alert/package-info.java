/** From findings to Alertmanagers: which alerts there have to be, what they say, and how they get there. */
@NullMarked
package io.dspt.monitor.streams.alert;

import org.jspecify.annotations.NullMarked;
