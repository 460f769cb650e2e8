/** Containers of Blob storage: where they are, what is read from them and put into them, and what is said when they refuse. */
@NullMarked
package io.dspt.monitor.ingest.blob;

import org.jspecify.annotations.NullMarked;
