/** The command line and the all-in-one start with an embedded broker. */
@NullMarked
package io.dspt.monitor.quickstart;

import org.jspecify.annotations.NullMarked;
