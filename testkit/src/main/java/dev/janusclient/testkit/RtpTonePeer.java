// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A telephone's ear and mouth: sends a tone as RTP (G.711 µ-law, payload type 0, every 20 ms) and listens to what comes
 * back. It sends to where the first packet came from, or to {@link #sendTo}. RFC 4733 key presses are counted for payload
 * type 101. Two daemon threads, both gone after {@link #close()}.
 */
public final class RtpTonePeer implements AutoCloseable {
    /** How long a {@linkplain #press pressed} key lasts, in samples at 8000 Hz. */
    public static final int KEY_SAMPLES = 800;

    private static final int PACKET_SAMPLES = 160;
    private static final int HEADER = 12;
    private static final int TELEPHONE_EVENT = 101;
    private static final double AMPLITUDE = 8000;

    private final DatagramSocket socket;
    private final String address;
    private final double hertz;
    private final ScheduledExecutorService sender;
    private final Thread receiver;
    private final Map<Double, CompletableFuture<Long>> wanted = new ConcurrentHashMap<>();
    private final List<Integer> keys = new CopyOnWriteArrayList<>();
    private final AtomicLong packetsSent = new AtomicLong();
    private final AtomicLong packetsReceived = new AtomicLong();
    private final CompletableFuture<Long> firstPacket = new CompletableFuture<>();
    private final int source = ThreadLocalRandom.current().nextInt();
    private volatile @Nullable SocketAddress remote;
    private volatile boolean silent;
    private volatile boolean closed;

    // Used by the sending thread only.
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private long position;

    // Used by the receiving thread only.
    private final Deque<Short> heard = new ArrayDeque<>();
    private long lastKeyTimestamp = -1;

    /**
     * Opens a peer on a free port.
     *
     * @param address an IPv4 address of this machine
     * @param hertz the tone it sends, below 4000
     */
    public RtpTonePeer(String address, double hertz) {
        this.address = address;
        this.hertz = hertz;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getAllByName(address)[0], 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = "rtp-tone-" + socket.getLocalPort();
        receiver = new Thread(this::receiveAll, name + "-in");
        receiver.setDaemon(true);
        sender = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name + "-out");
            thread.setDaemon(true);
            return thread;
        });
        receiver.start();
        var unused = sender.scheduleAtFixedRate(this::sendPacket, 0, 20, TimeUnit.MILLISECONDS);
    }

    /** The address it listens on. */
    public String address() {
        return address;
    }

    /** The UDP port it listens on and sends from. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Sends to this address from now on, whatever comes in from elsewhere. */
    public void sendTo(String host, int port) {
        try {
            remote = new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends silence instead of the tone, or the tone again. */
    public void mute(boolean muted) {
        silent = muted;
    }

    /**
     * Completes once a tone is heard in 60 ms of what arrives from now on, with the {@link System#nanoTime()} of that
     * moment; fails if the peer is closed first. Completed by the receiving thread.
     */
    public CompletableFuture<Long> hears(double tone) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        CompletableFuture<Long> before = wanted.putIfAbsent(tone, future);
        if (closed) {
            future.completeExceptionally(new IllegalStateException("the peer is closed"));
        }
        return before != null ? before : future;
    }

    /** Completes with the {@link System#nanoTime()} of the first packet that arrives. */
    public CompletableFuture<Long> firstPacket() {
        return firstPacket;
    }

    /** How many packets were sent. */
    public long packetsSent() {
        return packetsSent.get();
    }

    /** How many RTP packets arrived, key presses included. */
    public long packetsReceived() {
        return packetsReceived.get();
    }

    /**
     * Presses a key: the three packets that end an RFC 4733 event, between those of the tone.
     *
     * @param key 0 to 9, 10 is the star, 11 the hash
     * @throws IllegalStateException if it does not know yet where to send
     */
    public void press(int key) {
        if (remote == null) {
            throw new IllegalStateException("nothing came in yet, and sendTo was not called");
        }
        sender.execute(() -> {
            int timestamp = (int) position;
            for (int i = 0; i < 3; i++) {
                ByteBuffer packet = packet(TELEPHONE_EVENT, timestamp, 4);
                packet.put((byte) key).put((byte) 0x8A).putShort((short) KEY_SAMPLES);
                send(packet);
            }
        });
    }

    /** The keys pressed at the other end (RFC 4733), each once: 0 to 9, 10 is the star, 11 the hash. */
    public List<Integer> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        closed = true;
        sender.shutdownNow();
        socket.close();
        wanted.values()
                .forEach(future -> future.completeExceptionally(new IllegalStateException("the peer is closed")));
    }

    private void sendPacket() {
        if (remote == null) {
            return;
        }
        ByteBuffer packet = packet(0, (int) position, PACKET_SAMPLES);
        for (int i = 0; i < PACKET_SAMPLES; i++, position++) {
            double sample =
                    silent ? 0 : AMPLITUDE * Math.sin(2 * Math.PI * hertz * position / ToneDetector.SAMPLE_RATE);
            packet.put(Ulaw.encode((int) sample));
        }
        send(packet);
    }

    private ByteBuffer packet(int payloadType, int timestamp, int payload) {
        return ByteBuffer.allocate(HEADER + payload)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(source);
    }

    private void send(ByteBuffer packet) {
        byte[] bytes = new byte[packet.capacity()];
        packet.get(0, bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, remote));
            packetsSent.incrementAndGet();
        } catch (IOException e) {
            // The far end may be gone already; a telephone goes on talking.
        }
    }

    private void receiveAll() {
        byte[] buffer = new byte[2048];
        while (!closed) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                // A refused packet shows up here too; only closing ends the loop.
                continue;
            }
            if (packet.getLength() > HEADER && (buffer[0] & 0xC0) == 0x80) {
                receive(packet);
            }
        }
    }

    private void receive(DatagramPacket packet) {
        ByteBuffer data = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        int payloadType = data.get(1) & 0x7F;
        if (payloadType >= 72 && payloadType <= 76) {
            return; // RTCP
        }
        if (remote == null) {
            remote = packet.getSocketAddress();
        }
        packetsReceived.incrementAndGet();
        firstPacket.complete(System.nanoTime());
        int start = HEADER + 4 * (data.get(0) & 0x0F);
        if (payloadType == TELEPHONE_EVENT) {
            pressed(data, start);
        } else if (payloadType == 0) {
            for (int i = start; i < data.limit(); i++) {
                heard.addLast((short) Ulaw.decode(data.get(i)));
            }
            listen();
        }
    }

    /** All packets of one key press carry the timestamp of its beginning. */
    private void pressed(ByteBuffer data, int start) {
        long timestamp = data.getInt(4) & 0xFFFF_FFFFL;
        if (timestamp != lastKeyTimestamp && data.limit() > start) {
            lastKeyTimestamp = timestamp;
            keys.add(data.get(start) & 0xFF);
        }
    }

    private void listen() {
        while (heard.size() >= ToneDetector.WINDOW) {
            short[] window = new short[ToneDetector.WINDOW];
            for (int i = 0; i < window.length; i++) {
                window[i] = heard.removeFirst();
            }
            wanted.forEach((tone, future) -> {
                if (ToneDetector.hears(tone, window) && wanted.remove(tone, future)) {
                    future.complete(System.nanoTime());
                }
            });
        }
    }
}
