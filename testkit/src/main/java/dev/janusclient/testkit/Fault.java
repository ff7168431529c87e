// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.time.Duration;

/** What a {@link ScriptedGateway} can do wrong when a request comes in. */
public sealed interface Fault {
    /** Never answers this request; everything else goes on. */
    record Stall() implements Fault {}

    /** Closes the WebSocket in an orderly way, with a close frame. */
    record Close(int statusCode, String reason) implements Fault {}

    /** Ends the TCP connection without a close frame. */
    record Drop() implements Fault {}

    /** Resets the TCP connection (RST). */
    record Reset() implements Fault {}

    /** Sends the first half of a frame that announces all of this text, and ends the TCP connection. */
    record Truncate(String text) implements Fault {}

    /** Answers with one text frame of this many bytes: JSON whose only fault is its size. */
    record Oversized(int bytes) implements Fault {}

    /** Answers with this text, whatever it is: not JSON, an array, far too deep. */
    record Raw(String text) implements Fault {
        /** JSON objects inside one another. */
        public static Raw deep(int levels) {
            return new Raw("{\"a\":".repeat(levels) + "1" + "}".repeat(levels));
        }
    }

    /** Answers as a healthy Janus does, but later. */
    record Delay(Duration by) implements Fault {}

    /** Keeps the answers to this many requests back, this one included, and sends them all in reverse order. */
    record Reorder(int requests) implements Fault {}

    /** From now on reads and writes nothing on this connection, pings included, but keeps it open. */
    record HalfOpen() implements Fault {}
}
