/** Approved exceptions: what one must say, what it covers and for how long it may hold. */
@NullMarked
package io.dspt.monitor.core.exemption;

import org.jspecify.annotations.NullMarked;
