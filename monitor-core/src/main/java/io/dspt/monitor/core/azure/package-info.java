/** Turns the bytes of Azure records into events; the only place that knows JSON. */
@NullMarked
package io.dspt.monitor.core.azure;

import org.jspecify.annotations.NullMarked;
