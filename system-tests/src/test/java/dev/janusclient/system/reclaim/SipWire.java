// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.janusclient.testkit.PrivateNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A SIP peer that sends what it is given, byte by byte, over UDP. For one thread. */
final class SipWire implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_MESSAGES = 200;

    private final DatagramSocket socket;
    private final InetSocketAddress remote;
    private final String contact;
    private final Charset charset;
    private final List<String> received = new ArrayList<>();
    private int calls;

    /** @param contact {@code user@host:port}, maybe with {@code sip:} and parameters: where requests go */
    SipWire(String contact) {
        this(contact, UTF_8);
    }

    /** @param charset what is sent is written in it */
    SipWire(String contact, Charset charset) {
        this.charset = charset;
        this.contact = contact.replaceFirst("^sip:", "").replaceFirst(";.*", "");
        String[] place = this.contact.substring(this.contact.indexOf('@') + 1).split(":", 2);
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(PrivateNetwork.address()), 0));
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            remote = new InetSocketAddress(InetAddress.getByName(place[0]), Integer.parseInt(place[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Call-ID that was not used yet. */
    String newCall() {
        return "call-" + socket.getLocalPort() + "-" + calls++;
    }

    /**
     * Sends a request and waits for an answer to it.
     *
     * @param more header lines, each with its end; may be empty
     * @param least the smallest status that is waited for
     */
    int request(String method, String call, String from, String more, String body, int least) {
        byte[] content = body.getBytes(charset);
        String head = method + " sip:" + contact + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + PrivateNetwork.address() + ":" + socket.getLocalPort() + ";branch=z9hG4bK"
                + call
                + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + from + ";tag=" + call + "\r\n"
                + "To: <sip:" + contact + ">\r\n"
                + "Call-ID: " + call + "\r\n"
                + "CSeq: 7 " + method + "\r\n"
                + "Contact: <sip:peer@" + PrivateNetwork.address() + ":" + socket.getLocalPort() + ">\r\n"
                + more
                + "Content-Length: " + content.length + "\r\n\r\n";
        send(head + body);
        return method.equals("ACK") ? 0 : awaitStatus(call, method, least);
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(charset);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, remote));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for an answer to a request that was sent, unless it has come: answers to two requests overtake each other. */
    int awaitStatus(String call, String method, int least) {
        for (int i = 0; i < MAX_MESSAGES; i++) {
            if (i == received.size()) {
                received.add(receive());
            }
            String text = received.get(i);
            int status = text.startsWith("SIP/2.0 ") ? Integer.parseInt(text.substring(8, 11)) : 0;
            if (status >= least && text.contains(call) && text.contains(" " + method + "\r\n")) {
                return status;
            }
        }
        throw new AssertionError("no answer to " + method + " among " + MAX_MESSAGES + " messages");
    }

    private String receive() {
        byte[] bytes = new byte[8192];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within " + TIMEOUT, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String(bytes, 0, packet.getLength(), charset);
    }

    @Override
    public void close() {
        socket.close();
    }
}
