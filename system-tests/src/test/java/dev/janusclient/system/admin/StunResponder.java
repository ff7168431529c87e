// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The smallest STUN server: it tells everybody where they ask from (RFC 5389). */
final class StunResponder implements AutoCloseable {
    private static final int COOKIE = 0x2112A442;

    private final DatagramSocket socket;

    StunResponder(String address) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "stun-responder");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket request = new DatagramPacket(buffer, buffer.length);
                socket.receive(request);
                byte[] answer = answer(request);
                socket.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static byte[] answer(DatagramPacket request) {
        return ByteBuffer.allocate(32)
                .putShort((short) 0x0101)
                .putShort((short) 12)
                .put(request.getData(), 4, 16)
                // XOR-MAPPED-ADDRESS, IPv4.
                .putShort((short) 0x0020)
                .putShort((short) 8)
                .putShort((short) 1)
                .putShort((short) (request.getPort() ^ (COOKIE >>> 16)))
                .putInt(ByteBuffer.wrap(request.getAddress().getAddress()).getInt() ^ COOKIE)
                .array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
