/** Names and settings of the topics, as plain data that ingestors and the streams application share. */
@NullMarked
package io.dspt.monitor.core.topic;

import org.jspecify.annotations.NullMarked;
