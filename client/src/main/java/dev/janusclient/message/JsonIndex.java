package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;
import java.util.Arrays;

/**
 * Finds every value of a piece of JSON in one pass, without decoding any and without recursion: a hostile frame costs neither
 * stack nor time. Whoever looks for members after that touches no byte twice.
 *
 * <p>The index is a row of numbers. A value has three: where it starts, where it ends, and where the entry behind it and
 * everything inside it begins; the last is written as its complement for a string with escapes. A member's value has two more
 * in front: where its name starts and ends, without the quotes.
 */
final class JsonIndex {
    /** How many numbers a value takes, and a name. */
    static final int VALUE = 3;

    static final int NAME = 2;

    private final byte[] bytes;
    private final int end;
    private final int maxDepth;
    private int[] entries;
    private int size;
    private int[] open = new int[16];
    private int depth;
    private int at;

    private JsonIndex(byte[] bytes, int from, int end, int maxDepth) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.maxDepth = maxDepth;
        // A value with its name takes about twenty bytes as Janus lays it out.
        this.entries = new int[(end - from) / 4 + 16];
    }

    /**
     * Indexes the one value between two places.
     *
     * @throws JanusProtocolException if it is cut short, no JSON, nested too deep, or if there is more than one value
     */
    static int[] of(byte[] bytes, int from, int end, int maxDepth) {
        JsonIndex index = new JsonIndex(bytes, from, end, maxDepth);
        index.run();
        return index.entries;
    }

    /** Where the entry behind a value and all that is inside it begins. */
    static int next(int[] entries, int value) {
        int next = entries[value + 2];
        return next < 0 ? ~next : next;
    }

    /** Whether the name at an entry is this one; names with escapes are none of the protocol's. */
    static boolean nameIs(String wanted, byte[] bytes, int[] entries, int name) {
        int start = entries[name];
        int length = entries[name + 1] - start;
        if (length != wanted.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void run() {
        skipWhitespace();
        value();
        while (depth > 0) {
            skipWhitespace();
            byte b = current();
            int container = open[depth - 1];
            boolean object = bytes[entries[container]] == '{';
            if (b == ',') {
                at++;
                skipWhitespace();
                b = current();
            }
            if (b == (object ? '}' : ']')) {
                at++;
                entries[container + 1] = at;
                entries[container + 2] = size;
                depth--;
            } else {
                if (object) {
                    name();
                }
                value();
            }
        }
        skipWhitespace();
        if (at != end) {
            throw new JanusProtocolException("more than one JSON value, the second begins at byte " + at);
        }
    }

    /** A whole value, or the beginning of one that holds others. */
    private void value() {
        byte b = current();
        int entry = reserve(VALUE);
        entries[entry] = at;
        entries[entry + 2] = size;
        if (b == '"') {
            boolean escapes = string();
            entries[entry + 1] = at;
            if (escapes) {
                entries[entry + 2] = ~size;
            }
        } else if (b == '{' || b == '[') {
            if (depth == maxDepth) {
                throw new JanusProtocolException("JSON is nested deeper than " + maxDepth + " levels");
            }
            if (depth == open.length) {
                open = Arrays.copyOf(open, depth * 2);
            }
            open[depth++] = entry;
            at++;
        } else {
            literal();
            entries[entry + 1] = at;
        }
    }

    private void name() {
        if (current() != '"') {
            throw new JanusProtocolException("a member name was expected at byte " + at);
        }
        int entry = reserve(NAME);
        entries[entry] = at + 1;
        string();
        entries[entry + 1] = at - 1;
        skipWhitespace();
        if (current() != ':') {
            throw new JanusProtocolException("a colon was expected at byte " + at);
        }
        at++;
        skipWhitespace();
    }

    /** Goes behind a string; whether there are escapes in it. */
    private boolean string() {
        byte[] b = bytes;
        boolean escapes = false;
        for (int i = at + 1; i < end; i++) {
            byte c = b[i];
            if (c == '"') {
                at = i + 1;
                return escapes;
            }
            if (c == '\\') {
                escapes = true;
                i++;
            }
        }
        throw new JanusProtocolException("a string that begins at byte " + at + " is cut short");
    }

    private void literal() {
        int i = at;
        while (i < end && isLiteral(bytes[i])) {
            i++;
        }
        if (i == at) {
            throw new JanusProtocolException("a JSON value was expected at byte " + at);
        }
        at = i;
    }

    private static boolean isLiteral(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    private byte current() {
        if (at >= end) {
            throw new JanusProtocolException("JSON is cut short: more was expected at byte " + at);
        }
        return bytes[at];
    }

    private void skipWhitespace() {
        byte[] b = bytes;
        int i = at;
        while (i < end && b[i] <= ' ' && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t')) {
            i++;
        }
        at = i;
    }

    private int reserve(int more) {
        int entry = size;
        size += more;
        if (size > entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        return entry;
    }
}
