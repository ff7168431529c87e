// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

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
public final class JsonIndex {
    /** How many numbers a value takes, and a name. */
    public static final int VALUE = 3;

    public static final int NAME = 2;

    /** What is open most of the time; deeper is rare. */
    private static final int USUAL_DEPTH = 16;

    private JsonIndex() {}

    /**
     * Indexes the one value that the bytes are.
     *
     * @throws JanusProtocolException if it is cut short, no JSON (RFC 8259) in UTF-8, nested too deep, or if there is more than
     *     one value
     */
    public static int[] of(byte[] b, int maxDepth) {
        // A value with its name takes about twenty bytes as Janus lays it out.
        int[] entries = new int[b.length / 4 + 16];
        int[] open = new int[USUAL_DEPTH];
        int depth = 0;
        int size = 0;
        int at = space(b, 0);
        do {
            // A value begins here, or the name of one.
            if (size + NAME + VALUE > entries.length) {
                entries = Arrays.copyOf(entries, entries.length * 2);
            }
            if (depth > 0 && b[entries[open[depth - 1]]] == '{') {
                int behind = name(b, at);
                entries[size] = at + 1;
                entries[size + 1] = behind - 1;
                size += NAME;
                at = space(b, colon(b, space(b, behind)));
            }
            byte first = byteAt(b, at);
            int entry = size;
            size += VALUE;
            entries[entry] = at;
            entries[entry + 2] = size;
            if (first == '{' || first == '[') {
                if (depth == maxDepth) {
                    throw new JanusProtocolException("JSON is nested deeper than " + maxDepth + " levels");
                }
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2);
                }
                open[depth++] = entry;
                at++;
            } else if (first == '"') {
                at = string(b, at);
                if (at < 0) {
                    at = ~at;
                    entries[entry + 2] = ~size;
                }
                entries[entry + 1] = at;
            } else {
                at = literal(b, at);
                entries[entry + 1] = at;
            }
            at = space(b, at);
            // What ends here, and the comma before what follows.
            while (depth > 0) {
                int container = open[depth - 1];
                byte next = byteAt(b, at);
                if (next == (b[entries[container]] == '{' ? '}' : ']')) {
                    entries[container + 1] = at + 1;
                    entries[container + 2] = size;
                    depth--;
                    at = space(b, at + 1);
                } else if (container == entry) {
                    break;
                } else if (next == ',') {
                    at = space(b, at + 1);
                    break;
                } else {
                    throw new JanusProtocolException("a comma was expected at byte " + at);
                }
            }
        } while (depth > 0);
        if (at != b.length) {
            throw new JanusProtocolException("more than one JSON value, the second begins at byte " + at);
        }
        return entries;
    }

    /** Where the entry behind a value and all that is inside it begins. */
    public static int next(int[] entries, int value) {
        int next = entries[value + 2];
        return next < 0 ? ~next : next;
    }

    /** Whether the name at an entry is this one; names with escapes are none of the protocol's. */
    public static boolean nameIs(String wanted, byte[] bytes, int[] entries, int name) {
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

    private static int name(byte[] b, int at) {
        if (byteAt(b, at) != '"') {
            throw new JanusProtocolException("a member name was expected at byte " + at);
        }
        int behind = string(b, at);
        return behind < 0 ? ~behind : behind;
    }

    private static int colon(byte[] b, int at) {
        if (byteAt(b, at) != ':') {
            throw new JanusProtocolException("a colon was expected at byte " + at);
        }
        return at + 1;
    }

    /** Where it goes on behind a string; the complement if there are escapes in it. */
    private static int string(byte[] b, int at) {
        for (int i = at + 1; i < b.length; i++) {
            byte c = b[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                return ~escaped(b, i, at);
            }
            if (c < ' ') {
                i = Characters.behindCharacter(b, i) - 1;
            }
        }
        throw cutShort(at);
    }

    /** As {@link #string}, from the first escape on. */
    private static int escaped(byte[] b, int from, int at) {
        for (int i = from; i < b.length; i++) {
            byte c = b[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i = Characters.behindEscape(b, i) - 1;
            } else if (c < ' ') {
                i = Characters.behindCharacter(b, i) - 1;
            }
        }
        throw cutShort(at);
    }

    private static JanusProtocolException cutShort(int string) {
        return new JanusProtocolException("a string that begins at byte " + string + " is cut short");
    }

    private static int literal(byte[] b, int at) {
        int i = at;
        while (i < b.length && isLiteral(b[i])) {
            i++;
        }
        if (i == at) {
            throw new JanusProtocolException("a JSON value was expected at byte " + at);
        }
        Characters.requireLiteral(b, at, i);
        return i;
    }

    private static boolean isLiteral(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    private static byte byteAt(byte[] b, int at) {
        if (at >= b.length) {
            throw new JanusProtocolException("JSON is cut short: more was expected at byte " + at);
        }
        return b[at];
    }

    /** Where it goes on behind white space. */
    private static int space(byte[] b, int at) {
        int i = at;
        while (i < b.length) {
            byte c = b[i];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return i;
            }
            i++;
        }
        return i;
    }
}
