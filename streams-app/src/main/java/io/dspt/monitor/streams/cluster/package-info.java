/** How clients of this process reach the cluster. */
@NullMarked
package io.dspt.monitor.streams.cluster;

import org.jspecify.annotations.NullMarked;
