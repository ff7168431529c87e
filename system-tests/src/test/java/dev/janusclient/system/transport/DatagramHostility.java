// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.system.transport.HostileSocket.Script;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * What may be at the other end of a Unix socket that is not Janus, or not any more: one row of a table.
 *
 * @param name what failures call it
 * @param opens whether the transport opens before it happens
 */
record DatagramHostility(String name, boolean opens, Script script) {
    /** More than the client takes, and less than Linux does. */
    static final int TOO_LARGE = 150_000;

    private static final String EVENT = "{\"janus\":\"event\",\"session_id\":1,\"sender\":2,\"transaction\":\"x\"}";

    private static DatagramHostility beforeOpen(String name, Script script) {
        return new DatagramHostility(name, false, socket -> {
            socket.read();
            script.run(socket);
        });
    }

    private static DatagramHostility afterOpen(String name, Script script) {
        return new DatagramHostility(name, true, socket -> {
            socket.open();
            script.run(socket);
        });
    }

    static DatagramHostility[] all() {
        return new DatagramHostility[] {
            beforeOpen("says nothing", socket -> {}),
            beforeOpen("ends at once", HostileSocket::end),
            beforeOpen("an empty datagram", socket -> socket.write("")),
            beforeOpen("garbage", socket -> socket.write(garbage())),
            beforeOpen("half a pong", socket -> socket.write("{\"janus\":\"pong\",\"transaction\":\"unix-p")),
            beforeOpen("an event instead of a pong", socket -> socket.write(EVENT)),
            beforeOpen("a datagram that is too large", socket -> socket.write(large(EVENT))),
            beforeOpen("a flood of events instead of a pong", socket -> socket.writeForEver(EVENT)),
            beforeOpen("a flood of large events instead of a pong", socket -> socket.writeForEver(padded(EVENT))),
            afterOpen("no answer", socket -> {}),
            afterOpen("ends instead of an answer", HostileSocket::end),
            afterOpen("an empty datagram instead of an answer", socket -> socket.write("")),
            afterOpen("garbage instead of an answer", socket -> socket.write(garbage())),
            afterOpen("half an answer", socket -> socket.write("{\"janus\":\"server_info\",\"transac")),
            afterOpen("an answer in two halves", socket -> {
                socket.write("{\"janus\":\"server_info\",");
                socket.write("\"transaction\":\"x\"}");
            }),
            afterOpen("two answers in one datagram", socket -> socket.write(EVENT + EVENT)),
            afterOpen("text that is not UTF-8", socket -> socket.write("{\"janus\":\"\377\376\"}")),
            afterOpen("JSON that is no object", socket -> socket.write("[]")),
            afterOpen("JSON without an end", socket -> socket.write("[".repeat(TOO_LARGE / 2))),
            afterOpen("an answer that is too large", socket -> socket.write(large(EVENT))),
            afterOpen("pongs only", socket -> socket.drip("{\"janus\":\"pong\",\"transaction\":\"unix-ping\"}")),
            afterOpen(
                    "answers to nothing we asked", socket -> socket.drip("{\"janus\":\"ack\",\"transaction\":\"x\"}")),
            afterOpen(
                    "a flood of pongs",
                    socket -> socket.writeForEver("{\"janus\":\"pong\",\"transaction\":\"unix-ping\"}")),
            afterOpen(
                    "a flood of answers to nothing we asked",
                    socket -> socket.writeForEver("{\"janus\":\"success\",\"transaction\":\"x\"}")),
            afterOpen("a flood of large events", socket -> socket.writeForEver(padded(EVENT))),
        };
    }

    private static String garbage() {
        byte[] bytes = new byte[10_000];
        new Random(4).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String large(String event) {
        return event.replace("\"x\"", "\"" + "x".repeat(TOO_LARGE) + "\"");
    }

    private static String padded(String event) {
        return event.replace("\"x\"", "\"" + "x".repeat(50_000) + "\"");
    }

    @Override
    public String toString() {
        return name;
    }
}
