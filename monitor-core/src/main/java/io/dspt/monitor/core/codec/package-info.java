/** The compact, versioned binary form of state rows and control records. */
@org.jspecify.annotations.NullMarked
package io.dspt.monitor.core.codec;
