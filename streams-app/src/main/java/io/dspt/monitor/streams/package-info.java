/** Hosts the fold on Kafka Streams and writes what it decided to topics. */
@NullMarked
package io.dspt.monitor.streams;

import org.jspecify.annotations.NullMarked;
