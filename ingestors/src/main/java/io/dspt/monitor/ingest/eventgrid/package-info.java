/** Takes events that Event Grid posts into the logs of estates, and answers only when they are safe. */
@NullMarked
package io.dspt.monitor.ingest.eventgrid;

import org.jspecify.annotations.NullMarked;
