/** Reads the register files that people supply. */
@NullMarked
package io.dspt.monitor.quickstart.registers;

import org.jspecify.annotations.NullMarked;
