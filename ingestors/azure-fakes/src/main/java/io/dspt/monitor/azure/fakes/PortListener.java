package io.dspt.monitor.azure.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** Takes connections on a port of the loopback address, on a thread of its own. */
final class PortListener implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Consumer<SocketChannel> onAccept;
    private final int port;
    private final Thread thread;

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param onAccept gets each connection, on the listener's thread
     * @throws IOException when the port is taken
     */
    PortListener(int port, Consumer<SocketChannel> onAccept) throws IOException {
        this.onAccept = onAccept;
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(new InetSocketAddress(FakeEventHubs.HOST, port));
        this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        thread = new Thread(this::accept, "fake-event-hubs-accept");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return port;
    }

    private void accept() {
        try {
            while (true) {
                onAccept.accept(server.accept());
            }
        } catch (ClosedChannelException e) {
            // Closed by close(), which waits for this thread.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens no more; when it returns no further connection is handed over. */
    @Override
    public void close() {
        try {
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
