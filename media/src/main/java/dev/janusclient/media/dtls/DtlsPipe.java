// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** The datagrams of a handshake, between the thread that reads the socket and the one that runs the handshake. */
final class DtlsPipe implements DatagramTransport {
    private static final int MAX_WAITING = 64;
    private static final int MAX_RECEIVED = 2_048;

    /** Fits into a packet of Ethernet with IPv6, UDP and some tunnel around it. */
    private static final int MAX_SENT = 1_200;

    private static final int LONGEST_WAIT_MILLIS = 1_000;

    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Consumer<byte[]> sender;
    private final List<byte[]> lastFlight = new ArrayList<>();
    private boolean flightEnded;
    private volatile boolean closed;

    DtlsPipe(Consumer<byte[]> sender) {
        this.sender = sender;
    }

    /** Takes a datagram of the other side; if too many wait, it is lost, as it may be on the way. */
    void offer(byte[] datagram) {
        var unused = received.offer(datagram);
    }

    /** What was sent since the last datagram that was received. */
    List<byte[]> lastFlight() {
        return lastFlight;
    }

    @Override
    public int getReceiveLimit() {
        return MAX_RECEIVED;
    }

    @Override
    public int getSendLimit() {
        return MAX_SENT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        if (closed) {
            // The library takes "nothing came" for a reason to ask again, until its time limit passes.
            throw new IOException("the handshake was abandoned");
        }
        try {
            int wait = waitMillis <= 0 ? LONGEST_WAIT_MILLIS : Math.min(waitMillis, LONGEST_WAIT_MILLIS);
            byte[] datagram = received.poll(wait, TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            flightEnded = true;
            int taken = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return -1;
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (closed) {
            return;
        }
        byte[] datagram = new byte[length];
        System.arraycopy(buffer, offset, datagram, 0, length);
        if (flightEnded) {
            lastFlight.clear();
            flightEnded = false;
        }
        lastFlight.add(datagram);
        sender.accept(datagram);
    }

    /** Sends nothing any more, no alert either: on one, Janus would end the PeerConnection. */
    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
