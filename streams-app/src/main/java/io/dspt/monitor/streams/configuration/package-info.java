/** The file that tells the streams application what to do, read strictly. */
@NullMarked
package io.dspt.monitor.streams.configuration;

import org.jspecify.annotations.NullMarked;
