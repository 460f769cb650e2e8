/** Reads the workbook in which NHS England publishes assertions and evidence items. */
@NullMarked
package io.dspt.monitor.quickstart.workbook;

import org.jspecify.annotations.NullMarked;
