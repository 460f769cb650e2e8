/** The monthly summary: read from topics, rendered for people and machines. */
@NullMarked
package io.dspt.monitor.streams.report;

import org.jspecify.annotations.NullMarked;
