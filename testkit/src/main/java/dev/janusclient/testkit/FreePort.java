// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports without a listener at this moment. Another process may still take one: be ready to retry. */
public final class FreePort {
    private static final int FIRST_MEDIA_PORT = 20_000;
    private static final int MEDIA_BLOCK = 400;
    // Stays below 32768, where Linux begins to hand out ports by itself.
    private static final int MEDIA_BLOCKS = 31;
    private static final AtomicInteger NEXT_BLOCK =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(MEDIA_BLOCKS));

    private FreePort() {}

    /** A free TCP port on 127.0.0.1. */
    public static int tcp() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free UDP port on an address of this machine. */
    public static int udp(String address) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getAllByName(address)[0])) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if a process on this machine is bound to a UDP port. Does not bind to it, which could get in the way. */
    static boolean isUdpPortTaken(int port) {
        String local = String.format(":%04X ", port);
        try {
            return Files.readAllLines(Path.of("/proc/net/udp")).stream().anyMatch(line -> line.contains(local));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first port of the next block of 400 for media; blocks repeat after 31 calls. */
    static int mediaBlock() {
        return FIRST_MEDIA_PORT + Math.floorMod(NEXT_BLOCK.getAndIncrement(), MEDIA_BLOCKS) * MEDIA_BLOCK;
    }
}
