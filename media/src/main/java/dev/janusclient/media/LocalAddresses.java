// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Opens sockets, and says under which addresses they can be reached. */
final class LocalAddresses {
    private static final int BUFFER_BYTES = 256 * 1_024;
    private static final int MAX_CANDIDATES = 8;

    private LocalAddresses() {}

    /** A socket in the port range of the options; where it begins is chosen at random. */
    static DatagramChannel open(MediaLegOptions options) throws IOException {
        if (options.maxPort() == 0) {
            return bound(options.localAddress(), 0);
        }
        int ports = options.maxPort() - options.minPort() + 1;
        int first = ThreadLocalRandom.current().nextInt(ports);
        for (int i = 0; i < ports; i++) {
            try {
                return bound(options.localAddress(), options.minPort() + (first + i) % ports);
            } catch (BindException e) {
                // Taken: the next one.
            }
        }
        throw new BindException("no port is free from " + options.minPort() + " to " + options.maxPort());
    }

    private static DatagramChannel bound(@Nullable InetAddress address, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.configureBlocking(false);
            channel.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where a socket can be reached, IPv4 first. */
    static List<InetSocketAddress> of(DatagramChannel channel) throws IOException {
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(bound);
        }
        List<InetAddress> addresses = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .filter(LocalAddresses::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .forEach(addresses::add);
        return addresses.stream()
                .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                .limit(MAX_CANDIDATES)
                .map(address -> new InetSocketAddress(address, bound.getPort()))
                .toList();
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
