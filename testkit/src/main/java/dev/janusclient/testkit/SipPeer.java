// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sipp process that plays one {@link SipScenario} on a UDP port of its own. Methods may be called from any thread.
 */
public class SipPeer implements AutoCloseable {
    /** How long the waits of the ready-made peers last. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofMillis(10);
    private static final Pattern LOGGED = Pattern.compile(
            "^-{20,} [^\\n]*\\n(?:UDP|TCP) message (received|sent) ?[\\[(](\\d+)[^\\n]*\\n\\n(.*?)(?=^-{20,} |\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final TempFolder folder = new TempFolder("sip-peer-");
    private final String address;
    private final int port;
    private final ChildProcess process;

    /**
     * Starts a peer that waits for others.
     *
     * @param address where it listens, also the address in its headers
     */
    public SipPeer(SipScenario scenario, String address) {
        this(scenario, address, FreePort.udp(address), null, false);
    }

    /**
     * Starts a peer on a chosen port.
     *
     * @param callsTo where a scenario that begins with a request is played to, as {@code host:port}; null waits for others
     * @param once true if the process shall end with its first call
     */
    SipPeer(SipScenario scenario, String address, int port, @Nullable String callsTo, boolean once) {
        this.address = address;
        this.port = port;
        folder.write("scenario.xml", scenario.xml());
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", "scenario.xml", "-i", address, "-bind_local"));
        command.addAll(List.of("-p", Integer.toString(port), "-nostdin", "-default_behaviors", "all,-bye"));
        command.addAll(
                List.of("-trace_msg", "-message_file", "messages.log", "-trace_err", "-error_file", "errors.log"));
        // Without this a refresh under an old Call-ID would be ignored for half a minute.
        command.addAll(List.of("-deadcall_wait", "0"));
        if (once) {
            command.addAll(List.of("-m", "1"));
        }
        if (callsTo != null) {
            command.add(callsTo);
        }
        process = ChildProcess.start("sipp " + port, command, folder.path(), folder.resolve("out.log"));
        try {
            awaitListening();
        } catch (RuntimeException e) {
            process.kill();
            folder.close();
            throw e;
        }
    }

    /** The address it listens on. */
    public String address() {
        return address;
    }

    /** The UDP port it listens on. */
    public int port() {
        return port;
    }

    /** The SIP URI of a user at this peer. */
    public String uri(String user) {
        return "sip:" + user + "@" + address + ":" + port;
    }

    /** What was sent and received so far, without the test's own commands. */
    public List<SipMessage> messages() {
        return logged().stream()
                .filter(message -> !message.startLine().startsWith("X-"))
                .toList();
    }

    /**
     * Waits for a message, also one that is already there.
     *
     * @throws IllegalStateException if none comes in time, with everything that did
     */
    public SipMessage awaitMessage(Predicate<SipMessage> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean last = false;
        while (true) {
            for (SipMessage message : messages()) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            if (last) {
                throw failure("the expected SIP message did not come");
            }
            last = process.awaitExit(TICK) || System.nanoTime() - deadline > 0;
        }
    }

    /** The exit code of sipp: 0 if the scenario went as written. A peer that waits for others ends only when closed. */
    public CompletableFuture<Integer> exit() {
        return process.onExit();
    }

    /**
     * Waits until the scenario ended as written.
     *
     * @throws IllegalStateException if it does not, with everything that was sent and received
     */
    public void awaitEnd(Duration atMost) {
        if (!process.awaitExit(atMost)) {
            throw failure("the scenario did not end");
        }
        if (process.exitCode() != 0) {
            throw failure("the scenario failed with exit code " + process.exitCode());
        }
    }

    /**
     * Steers the scenario: sends it a request that only tests know, under the Call-ID of the newest call. The request
     * repeats the headers of the message received last, so that sipp's {@code [last_...]} keep meaning that one.
     *
     * @param name begins with {@code X-}
     * @param argument one line, or an empty string
     */
    public void command(String name, String argument) {
        List<SipMessage> received =
                messages().stream().filter(message -> !message.sent()).toList();
        if (received.isEmpty()) {
            throw failure("a command needs a call, and nothing was received yet");
        }
        SipMessage last = received.get(received.size() - 1);
        StringBuilder text = new StringBuilder(name + " sip:test@" + address + " SIP/2.0\r\n");
        for (String header : List.of("Via", "Record-Route", "From", "To", "Call-ID", "CSeq")) {
            last.headers(header)
                    .forEach(value ->
                            text.append(header).append(": ").append(value).append("\r\n"));
        }
        text.append("X-Arg: ").append(argument).append("\r\nContent-Length: 0\r\n\r\n");
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getAllByName(address)[0], port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends sipp at once, without a word to the other side. */
    @Override
    public void close() {
        process.kill();
        folder.close();
    }

    @Override
    public final String toString() {
        return "SIP peer " + address + ":" + port;
    }

    final IllegalStateException failure(String what) {
        StringBuilder text = new StringBuilder(this + ": " + what + ". Its messages:\n");
        logged().forEach(message -> text.append(message.sent() ? "  sent     " : "  received ")
                .append(message.startLine())
                .append('\n'));
        return new IllegalStateException(text + read("errors.log") + process.logTail(15));
    }

    private List<SipMessage> logged() {
        List<SipMessage> messages = new ArrayList<>();
        Matcher matcher = LOGGED.matcher(read("messages.log"));
        while (matcher.find()) {
            String text = matcher.group(3);
            // The newest message may be half written: its length tells.
            if (text.length() >= Integer.parseInt(matcher.group(2))) {
                messages.add(SipMessage.parse(
                        "sent".equals(matcher.group(1)), text.substring(0, Integer.parseInt(matcher.group(2)))));
            }
        }
        return messages;
    }

    private String read(String file) {
        Path path = folder.resolve(file);
        try {
            // Latin-1: one char a byte, as sipp counts.
            return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!FreePort.isUdpPortTaken(port)) {
            if (process.awaitExit(TICK)) {
                if (process.exitCode() == 0) {
                    return;
                }
                throw failure("sipp ended with exit code " + process.exitCode());
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("sipp does not listen");
            }
        }
    }
}
