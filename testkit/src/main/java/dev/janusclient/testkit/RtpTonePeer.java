// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.audio.G711;
import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.ToneDetector;
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
    private static final int CONTRIBUTING_SOURCES = 0x0F;
    private static final int EXTENSION = 0x10;
    private static final int PADDING = 0x20;
    private static final int TELEPHONE_EVENT = 101;
    private static final int SAMPLE_RATE = 8000;

    /** 60 ms. */
    private static final int WINDOW = 480;

    /** Two minutes. */
    private static final int MAX_KEPT = 6_000;

    /** Louder than the noise of a silent line. */
    private static final double LEVEL_NEEDED = 0.01;

    private static final double SHARE_NEEDED = 0.5;

    private final DatagramSocket socket;
    private final String address;
    private final PcmSource tone;
    private final ScheduledExecutorService sender;
    private final Thread receiver;
    private final Map<Double, CompletableFuture<Long>> wanted = new ConcurrentHashMap<>();
    private final List<Integer> keys = new CopyOnWriteArrayList<>();
    private final AtomicLong packetsSent = new AtomicLong();
    private final AtomicLong packetsReceived = new AtomicLong();
    private final CompletableFuture<Long> firstPacket = new CompletableFuture<>();
    private final Deque<HeardPacket> packets = new ArrayDeque<>();
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
        this.tone = PcmSource.tone(hertz, SAMPLE_RATE);
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

    /** The newest packets of audio that arrived, those of two minutes, in the order of their arrival. */
    public List<HeardPacket> packets() {
        synchronized (packets) {
            return List.copyOf(packets);
        }
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
        short[] samples = new short[PACKET_SAMPLES];
        if (!silent) {
            tone.read(samples);
        }
        for (short sample : samples) {
            packet.put(G711.ULAW.encode(sample));
        }
        position += PACKET_SAMPLES;
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
        ByteBuffer payload = payload(data);
        if (payload == null) {
            return;
        }
        if (remote == null) {
            remote = packet.getSocketAddress();
        }
        packetsReceived.incrementAndGet();
        firstPacket.complete(System.nanoTime());
        if (payloadType == TELEPHONE_EVENT) {
            pressed(data.getInt(4) & 0xFFFF_FFFFL, payload);
        } else if (payloadType == 0) {
            short[] samples = new short[payload.remaining()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = G711.ULAW.decode(payload.get());
                heard.addLast(samples[i]);
            }
            keep(new HeardPacket(System.nanoTime(), data.getInt(8), data.getShort(2) & 0xFFFF, samples));
            listen();
        }
    }

    private void keep(HeardPacket packet) {
        synchronized (packets) {
            packets.addLast(packet);
            if (packets.size() > MAX_KEPT) {
                packets.removeFirst();
            }
        }
    }

    /** What follows contributing sources and header extension, without padding; null if these do not fit into the packet. */
    private static @Nullable ByteBuffer payload(ByteBuffer packet) {
        byte first = packet.get(0);
        int start = HEADER + 4 * (first & CONTRIBUTING_SOURCES);
        int end = packet.limit();
        if ((first & EXTENSION) != 0) {
            if (start + 4 > end) {
                return null;
            }
            start += 4 + 4 * Short.toUnsignedInt(packet.getShort(start + 2));
        }
        if ((first & PADDING) != 0) {
            end -= packet.get(end - 1) & 0xFF;
        }
        return start <= end ? packet.slice(start, end - start) : null;
    }

    /** All packets of one key press carry the timestamp of its beginning. */
    private void pressed(long timestamp, ByteBuffer payload) {
        if (timestamp != lastKeyTimestamp && payload.hasRemaining()) {
            lastKeyTimestamp = timestamp;
            keys.add(payload.get() & 0xFF);
        }
    }

    private void listen() {
        while (heard.size() >= WINDOW) {
            short[] window = new short[WINDOW];
            for (int i = 0; i < window.length; i++) {
                window[i] = heard.removeFirst();
            }
            if (ToneDetector.level(window) < LEVEL_NEEDED) {
                continue;
            }
            wanted.forEach((hertz, future) -> {
                if (ToneDetector.share(window, hertz, SAMPLE_RATE) > SHARE_NEEDED && wanted.remove(hertz, future)) {
                    future.complete(System.nanoTime());
                }
            });
        }
    }
}
