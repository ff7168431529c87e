// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace of one's own, in which ICE finds an interface that is not loopback and no packet leaves the
 * machine. Made by the script {@code private-network} beside this class; a JVM cannot enter one by itself, so either
 * the whole test JVM is started in it by the {@code java} that {@link #unpack} writes, or a command is {@linkplain #wrap
 * wrapped}.
 */
public final class PrivateNetwork {
    private static final String INTERFACE = "v0";

    /** The other end of {@link #INTERFACE}. */
    static final String FAR_INTERFACE = "v1";

    private PrivateNetwork() {}

    /** True if this JVM was started by {@code private-network}. */
    public static boolean inside() {
        return "1".equals(System.getenv("JANUS_PRIVATE_NETWORK")) && find(INTERFACE) != null;
    }

    /** The interface media goes through: {@code v0} in a private network, else the first one that is up and not loopback. */
    public static String interfaceName() {
        return mediaInterface().getName();
    }

    /**
     * The IPv4 address of {@link #interfaceName()}, for ICE and RTP.
     *
     * @throws IllegalStateException if there is no such address
     */
    public static String address() {
        NetworkInterface media = mediaInterface();
        String address = ipv4(media);
        if (address == null) {
            throw new IllegalStateException("the interface " + media.getName() + " has no IPv4 address");
        }
        return address;
    }

    /**
     * The command that runs a command in a fresh private network. It exits with 69, and one sentence on standard error,
     * if that cannot be had here.
     */
    public static List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(
                List.of("/bin/sh", PackedScript.file("private-network").toString()));
        wrapped.addAll(command);
        return List.copyOf(wrapped);
    }

    /**
     * Writes a {@code java} that starts the real one in a fresh private network, for Surefire's {@code <jvm>}, and the
     * script that it needs.
     *
     * @return {@code netns/bin/java} in that folder
     */
    public static Path unpack(Path folder) {
        PackedScript.write("private-network", folder);
        return PackedScript.write("netns/bin/java", folder);
    }

    /** {@link #unpack} for a build, which runs it before the tests: the argument is the folder. */
    public static void main(String[] arguments) {
        unpack(Path.of(arguments[0]));
    }

    static boolean hasInterface(String name) {
        return find(name) != null;
    }

    /** Whether a process is in the network namespace of this JVM; false for one that has ended. */
    static boolean isShared(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
        } catch (IOException e) {
            return false;
        }
    }

    private static NetworkInterface mediaInterface() {
        NetworkInterface own = inside() ? find(INTERFACE) : null;
        if (own != null) {
            return own;
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(PrivateNetwork::carriesMedia)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no interface but loopback has an IPv4 address, and ICE"
                                    + " never uses loopback: run the tests inside testkit's private-network"));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean carriesMedia(NetworkInterface candidate) {
        try {
            return candidate.isUp() && !candidate.isLoopback() && ipv4(candidate) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static @Nullable String ipv4(NetworkInterface from) {
        return from.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(address -> address.getHostAddress())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable NetworkInterface find(String name) {
        try {
            return NetworkInterface.getByName(name);
        } catch (SocketException e) {
            return null;
        }
    }
}
