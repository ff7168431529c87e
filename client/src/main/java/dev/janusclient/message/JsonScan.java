package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;

/**
 * Finds where JSON values end, without decoding them, in one pass and without recursion: a hostile frame costs neither
 * stack nor heap. What a value holds is the JSON library's business.
 */
final class JsonScan {
    /** Janus nests about eight levels; a frame from it never comes near this. */
    static final int DEFAULT_MAX_DEPTH = 64;

    private JsonScan() {}

    static int skipWhitespace(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** The index behind the string whose opening quote stands at {@code from}. */
    static int skipString(byte[] bytes, int from, int end) {
        for (int i = from + 1; i < end; i++) {
            if (bytes[i] == '"') {
                return i + 1;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        throw new JanusProtocolException("a string that begins at byte " + from + " is cut short");
    }

    /** The index behind the value that begins at {@code from}. */
    static int skipValue(byte[] bytes, int from, int end, int maxDepth) {
        if (from >= end) {
            throw new JanusProtocolException("a JSON value was expected at byte " + from + ", but the text ends there");
        }
        return switch (bytes[from]) {
            case '"' -> skipString(bytes, from, end);
            case '{', '[' -> skipNested(bytes, from, end, maxDepth);
            default -> skipLiteral(bytes, from, end);
        };
    }

    private static int skipNested(byte[] bytes, int from, int end, int maxDepth) {
        int depth = 0;
        for (int i = from; i < end; i++) {
            switch (bytes[i]) {
                case '"' -> i = skipString(bytes, i, end) - 1;
                case '{', '[' -> {
                    if (++depth > maxDepth) {
                        throw new JanusProtocolException("JSON is nested deeper than " + maxDepth + " levels");
                    }
                }
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        throw new JanusProtocolException("JSON that begins at byte " + from + " is cut short");
    }

    private static int skipLiteral(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && isLiteral(bytes[i])) {
            i++;
        }
        if (i == from) {
            throw new JanusProtocolException("a JSON value was expected at byte " + from);
        }
        return i;
    }

    private static boolean isLiteral(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }
}
