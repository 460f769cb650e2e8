package io.dspt.monitor.azure.fakes;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;

/**
 * One socket with AMQP on it. All of it happens on one thread of its own, which waits for bytes, for room to write, for
 * tasks and for time; so no lock is held while bytes are written, and no two connections wait for each other.
 */
final class AmqpConnection {
    private static final int FRAME_BYTES = 65_536;
    /** Encoded events that wait in a session at most: enough for full writes, little enough to search through. */
    private static final int MOST_WAITING_BYTES = 192 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final LinkAttacher attacher;
    private final Consumer<AmqpConnection> onEnd;
    private final Thread thread;
    private final Transport transport = Transport.Factory.create();
    private final Connection connection = Connection.Factory.create();
    private final Collector collector = Collector.Factory.create();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final List<ReceiverLink> receivers = new ArrayList<>();
    private final List<LinkEndpoint> endpoints = new ArrayList<>();
    private boolean ended;
    private boolean blocked;
    private long deadline;

    /**
     * Takes a socket over.
     *
     * @param attacher decides what a link becomes
     * @param onEnd is told on the connection's thread when nothing is left of it
     * @throws IOException when the socket is closed already
     */
    AmqpConnection(SocketChannel channel, LinkAttacher attacher, Consumer<AmqpConnection> onEnd) throws IOException {
        this.channel = channel;
        this.attacher = attacher;
        this.onEnd = onEnd;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
        // The frame size first: SASL takes it over.
        transport.setMaxFrameSize(FRAME_BYTES);
        transport.setEmitFlowEventOnSend(false);
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("ANONYMOUS", "PLAIN", "MSSBCBS");
        sasl.allowSkip(true);
        connection.collect(collector);
        transport.bind(connection);
        thread = new Thread(this::run, "fake-event-hubs-connection");
        thread.setDaemon(true);
    }

    /** Begins to speak. */
    void start() {
        thread.start();
    }

    /** Runs something on the connection's thread, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Looks soon whether there is something to send. */
    void wake() {
        if (!woken.getAndSet(true)) {
            selector.wakeup();
        }
    }

    /** Breaks the connection as a broken network does, without a word of AMQP, and waits until nothing is left of it. */
    void drop() {
        execute(() -> {
            resetOnClose();
            ended = true;
        });
        join();
    }

    /** Closes the connection with an error, as the service does. */
    void close(AmqpFault fault) {
        execute(() -> {
            for (LinkEndpoint endpoint : List.copyOf(endpoints)) {
                forget(endpoint);
            }
            connection.setCondition(fault.toErrorCondition());
            connection.close();
        });
    }

    private void join() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resetOnClose() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The socket is closed already, which is what is wanted.
            ended = true;
        }
    }

    private void run() {
        try (channel;
                selector) {
            boolean more = false;
            while (!ended) {
                select(more);
                runTasks();
                if (ended) {
                    break;
                }
                read();
                handleEvents();
                more = pump();
                // What was held up by a full socket goes on as soon as there is room.
                more |= write();
            }
        } catch (IOException e) {
            // The client is gone without a word, or the line is broken: there is nobody left to tell.
            ended = true;
        } finally {
            for (LinkEndpoint endpoint : List.copyOf(endpoints)) {
                endpoint.ended();
            }
            onEnd.accept(this);
        }
    }

    private void select(boolean more) throws IOException {
        if (more && !blocked) {
            selector.selectNow();
        } else {
            selector.select(millisecondsToWait());
        }
        selector.selectedKeys().clear();
        // Before the tasks are looked at: who adds one afterwards wakes again.
        woken.set(false);
    }

    /** Milliseconds until something is due, 0 when nothing is. */
    private long millisecondsToWait() {
        long wait = deadline == 0 ? Long.MAX_VALUE : Math.max(1, deadline - nowMilliseconds());
        long nanoseconds = System.nanoTime();
        for (ReceiverLink receiver : receivers) {
            long paced = receiver.nanosecondsToWait(nanoseconds);
            if (paced > 0) {
                wait = Math.min(wait, 1 + TimeUnit.NANOSECONDS.toMillis(paced));
            }
        }
        return wait == Long.MAX_VALUE ? 0 : wait;
    }

    private static long nowMilliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void read() throws IOException {
        while (!ended) {
            if (transport.capacity() <= 0) {
                ended = true;
                return;
            }
            ByteBuffer tail = transport.tail();
            int count = channel.read(tail);
            if (count < 0) {
                ended = true;
                return;
            }
            if (count == 0) {
                return;
            }
            process();
        }
    }

    private void process() {
        try {
            transport.process();
        } catch (TransportException e) {
            // What came is no AMQP. The transport answers with an error and takes no more.
            ended = true;
            return;
        }
        Sasl sasl = transport.sasl();
        if (sasl.getState() != Sasl.SaslState.PN_SASL_PASS && sasl.getRemoteMechanisms().length > 0) {
            sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
        }
        handleEvents();
    }

    /** Writes what it can; true when there is room again that was missing before. */
    private boolean write() throws IOException {
        deadline = transport.tick(nowMilliseconds());
        boolean wasBlocked = blocked;
        blocked = false;
        int pending = transport.pending();
        while (pending > 0 && !blocked) {
            int written = channel.write(transport.head());
            transport.pop(written);
            blocked = written < pending;
            pending = transport.pending();
        }
        key.interestOps(blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        if (pending < 0 && connection.getRemoteState() == EndpointState.CLOSED) {
            // Both sides have said goodbye. Before that the client still has to read why it is sent away.
            ended = true;
        }
        return wasBlocked && !blocked;
    }

    /** Hands events to the transport; true when there may be more of them at once. */
    private boolean pump() {
        if (blocked) {
            return false;
        }
        boolean sent = false;
        for (ReceiverLink receiver : receivers) {
            sent |= receiver.pump(MOST_WAITING_BYTES);
        }
        return sent;
    }

    private void handleEvents() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                connection.setContainer("fake-event-hubs");
                connection.open();
            }
            case CONNECTION_REMOTE_CLOSE -> connection.close();
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case SESSION_REMOTE_CLOSE -> endSession(event.getSession());
            case LINK_REMOTE_OPEN -> attach(event.getLink());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> endLink(event.getLink());
            case DELIVERY -> {
                if (event.getDelivery().getLink().getContext() instanceof LinkEndpoint endpoint) {
                    endpoint.delivered(event.getDelivery());
                }
            }
            default -> {
                // What has happened on this side, and credit: the next pump sees it.
            }
        }
    }

    private void attach(Link link) {
        try {
            LinkEndpoint endpoint = attacher.attach(link, this);
            link.setContext(endpoint);
            endpoints.add(endpoint);
            if (endpoint instanceof ReceiverLink receiver) {
                receivers.add(receiver);
            }
        } catch (AmqpRefusedException e) {
            refuse(link, e.fault());
        }
    }

    /** As AMQP wants it: attached without a source or target, and detached with the reason. */
    private static void refuse(Link link, AmqpFault fault) {
        if (link.getLocalState() == EndpointState.UNINITIALIZED) {
            link.open();
        }
        link.setCondition(fault.toErrorCondition());
        link.close();
    }

    private void endSession(Session session) {
        for (LinkEndpoint endpoint : List.copyOf(endpoints)) {
            if (endpoint instanceof ReceiverLink receiver && receiver.isOf(session)) {
                forget(receiver);
            }
        }
        session.close();
    }

    private void endLink(Link link) {
        if (link.getContext() instanceof LinkEndpoint endpoint) {
            forget(endpoint);
        }
        link.close();
        link.free();
    }

    private void forget(LinkEndpoint endpoint) {
        endpoint.ended();
        endpoints.remove(endpoint);
        receivers.remove(endpoint);
    }

    /** Closes a reader's link with an error; on the connection's thread. */
    void detach(ReceiverLink receiver, AmqpFault fault) {
        if (receivers.contains(receiver)) {
            forget(receiver);
            receiver.close(fault);
        }
    }
}
