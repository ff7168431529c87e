// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A SIP peer whose texts are Latin-1, as those of old telephones and exchanges are; no SIP library would say so. It answers every
 * request with one status, and sends what a test gives it.
 */
final class RawSipPeer implements AutoCloseable {
    private final DatagramSocket socket;
    private final String status;
    private final Thread reader = new Thread(this::read, "raw-sip-peer");
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** @param status the status line behind {@code SIP/2.0 }, for example {@code 486 Occupé} */
    RawSipPeer(String address, String status) {
        this.status = status;
        try {
            socket = new DatagramSocket(0, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.start();
    }

    /** Where it is, with a user. */
    String uri(String user) {
        return "sip:" + user + "@" + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Sends a request with {@code \n} for its line ends, and waits for the first line of the answer. */
    String ask(String text, String uri) {
        String[] to = uri.replaceAll("sip:[^@]*@|;.*", "").split(":", 2);
        send(text.replace("\n", "\r\n"), new InetSocketAddress(to[0], Integer.parseInt(to[1])));
        try {
            String answer = answers.poll(10, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer to " + text);
            }
            return answer;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void send(String text, InetSocketAddress to) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return;
            }
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            if (text.startsWith("SIP/2.0 ")) {
                answers.add(text.substring(0, text.indexOf('\r')));
            } else if (text.contains("CSeq:") && !text.startsWith("ACK ")) {
                send(answer(text), (InetSocketAddress) packet.getSocketAddress());
            }
        }
    }

    private String answer(String request) {
        StringBuilder answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String line : request.split("\r\n\r\n", 2)[0].split("\r\n", -1)) {
            if (line.matches("(?i)(via|from|call-id|cseq):.*")) {
                answer.append(line).append("\r\n");
            } else if (line.matches("(?i)to:.*")) {
                answer.append(line).append(";tag=far1\r\n");
            }
        }
        return answer.append("Content-Length: 0\r\n\r\n").toString();
    }

    @Override
    public void close() {
        socket.close();
        try {
            reader.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
