// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * A message that came to a {@link FaultProxy}.
 *
 * @param connection counts connections from 1 in the order they were opened
 * @param number counts the messages of this direction on this connection, from 1
 * @param nanoTime when it came, as {@link System#nanoTime()}
 * @param json the whole of it; an empty object if it is not JSON
 * @param passage how much of it was let through
 */
public record ProxiedMessage(
        int connection,
        FaultProxy.Direction direction,
        int number,
        long nanoTime,
        String text,
        RawJson json,
        Passage passage) {

    /** How much of a message was let through. */
    public enum Passage {
        WHOLE,
        HALF,
        NOTHING
    }

    static ProxiedMessage of(int connection, FaultProxy.Direction direction, int number, String text) {
        return new ProxiedMessage(connection, direction, number, System.nanoTime(), text, parse(text), Passage.WHOLE);
    }

    ProxiedMessage passed(Passage how) {
        return new ProxiedMessage(connection, direction, number, nanoTime, text, json, how);
    }

    /** Whether its text has this in it. */
    public boolean contains(String part) {
        return text.contains(part);
    }

    /** The word in {@code janus}, or an empty string. */
    public String janus() {
        return string(json, "janus");
    }

    /** The transaction, or an empty string. */
    public String transaction() {
        return string(json, "transaction");
    }

    /** The word in {@code request} of the body of a plugin's request, or an empty string. */
    public String request() {
        return string(json.member("body"), "request");
    }

    /**
     * The word a plugin's event goes by, or an empty string: {@code event} in its {@code result} (sip, videocall, …), or
     * the member named after the plugin (videoroom, audiobridge, streaming, …).
     */
    public String event() {
        RawJson pluginData = json.member("plugindata");
        RawJson data = pluginData == null ? null : pluginData.member("data");
        String inResult = data == null ? "" : string(data.member("result"), "event");
        if (!inResult.isEmpty()) {
            return inResult;
        }
        String plugin = string(pluginData, "plugin");
        return string(data, plugin.substring(plugin.lastIndexOf('.') + 1));
    }

    /** What it says, whatever its transaction: equal for a request and the same request sent again. */
    public String withoutTransaction() {
        return text.replace("\"" + transaction() + "\"", "\"\"");
    }

    /** On one line. */
    @Override
    public String toString() {
        return connection
                + (direction == FaultProxy.Direction.TO_JANUS ? " > " : " < ")
                + (passage == Passage.WHOLE ? "" : passage + " of ")
                + text.replaceAll("\\s+", " ");
    }

    private static String string(@Nullable RawJson object, String member) {
        String text = object == null ? null : object.string(member);
        return text == null ? "" : text;
    }

    private static RawJson parse(String text) {
        try {
            return RawJson.of(text);
        } catch (JanusProtocolException e) {
            return RawJson.of("{}");
        }
    }
}
