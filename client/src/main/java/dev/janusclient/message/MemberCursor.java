package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;
import java.nio.charset.StandardCharsets;

/** Walks the members of one JSON object, giving names and slices of values. Not thread-safe; used once. */
final class MemberCursor {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int nameStart;
    private int nameEnd;
    private int valueStart;

    MemberCursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.end = end;
        // Something else than an object has no members: the cursor starts at its end.
        this.position = start < end && bytes[start] == '{' ? start + 1 : end;
    }

    boolean next() {
        position = JsonScan.skipWhitespace(bytes, position, end);
        if (position < end && bytes[position] == ',') {
            position = JsonScan.skipWhitespace(bytes, position + 1, end);
        }
        if (position >= end || bytes[position] == '}') {
            return false;
        }
        if (bytes[position] != '"') {
            throw new JanusProtocolException("a member name was expected at byte " + position);
        }
        int afterName = JsonScan.skipString(bytes, position, end);
        nameStart = position + 1;
        nameEnd = afterName - 1;
        int colon = JsonScan.skipWhitespace(bytes, afterName, end);
        if (colon >= end || bytes[colon] != ':') {
            throw new JanusProtocolException("a colon was expected at byte " + colon);
        }
        valueStart = JsonScan.skipWhitespace(bytes, colon + 1, end);
        // The depth was checked when the whole frame was scanned first.
        position = JsonScan.skipValue(bytes, valueStart, end, Integer.MAX_VALUE);
        return true;
    }

    boolean nameIs(String name) {
        if (nameEnd - nameStart != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[nameStart + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    boolean isNull() {
        return bytes[valueStart] == 'n';
    }

    RawJson value() {
        return new RawJson(bytes, valueStart, position);
    }

    /** Copies the member, name and value, as it stands. */
    void writeTo(FrameWriter out) {
        out.bytes(bytes, nameStart - 1, position);
    }
}
