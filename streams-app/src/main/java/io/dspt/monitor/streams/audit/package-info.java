/**
 * The audit pack: what the topics hold of an audit year, the summaries that follow from it, and the program that derives
 * them again. Nothing of this package needs Kafka; it goes into the pack itself.
 */
@NullMarked
package io.dspt.monitor.streams.audit;

import org.jspecify.annotations.NullMarked;
