// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Other machines in a {@link PrivateNetwork}: network namespaces of their own, each with one interface and one address, joined to the
 * network by a bridge. A process that runs on one is alone there; its address is gone when it ends.
 *
 * <p>There is one bridge in a network, which is there until the network's end.
 */
public final class PrivateHosts {
    private static final String BRIDGE = "br0";
    private static final int COMMAND_SECONDS = 30;

    private PrivateHosts() {}

    /**
     * Starts a command on another machine.
     *
     * @param number the last number of the machine's address, 2 to 254; the others are those of {@link PrivateNetwork#address()}
     * @param command what to run, with its standard input and output as pipes, its errors in the output
     * @return the process of the command itself
     * @throws IllegalStateException if this JVM is in no private network, or the machine can't be made
     */
    public static Process start(int number, List<String> command) {
        if (!PrivateNetwork.inside()) {
            throw new IllegalStateException("this JVM is in no private network");
        }
        bridge();
        List<String> inside = new ArrayList<>(List.of(
                "unshare", "-n", "/bin/sh", PackedScript.file("private-host").toString(), address(number)));
        inside.addAll(command);
        Process process;
        try {
            process = new ProcessBuilder(inside).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            connect(number, process);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return process;
    }

    /** The address of a machine. */
    public static String address(int number) {
        String own = PrivateNetwork.address();
        return own.substring(0, own.lastIndexOf('.') + 1) + number;
    }

    private static synchronized void bridge() {
        if (PrivateNetwork.hasInterface(BRIDGE)) {
            return;
        }
        ip("link", "add", BRIDGE, "type", "bridge");
        ip("link", "set", PrivateNetwork.FAR_INTERFACE, "master", BRIDGE);
        ip("link", "set", BRIDGE, "up");
    }

    /** The namespace is another one as soon as {@code unshare} has run: the interface must not be made in our own before. */
    private static void connect(int number, Process process) {
        String link = "host" + number;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(COMMAND_SECONDS);
        while (PrivateNetwork.isShared(process.pid())) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("no network namespace could be made");
            }
            Thread.onSpinWait();
        }
        ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", String.valueOf(process.pid()));
        ip("link", "set", link, "master", BRIDGE, "up");
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            } else if (process.exitValue() != 0) {
                try (InputStream out = process.getInputStream()) {
                    throw new IllegalStateException(
                            command + ": " + new String(out.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
