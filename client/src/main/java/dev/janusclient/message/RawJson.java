package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of JSON as it came over the wire: a slice of the frame's bytes that is decoded only when somebody asks.
 * Immutable, as long as nobody writes to the array it was made from.
 */
public final class RawJson {
    private final byte[] bytes;
    private final int start;
    private final int end;

    RawJson(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /**
     * Takes one JSON value.
     *
     * @throws JanusProtocolException if the text is cut short, is nested deeper than {@link JsonScan#DEFAULT_MAX_DEPTH},
     *     or holds more than one value
     */
    public static RawJson of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8), JsonScan.DEFAULT_MAX_DEPTH);
    }

    /** Takes one JSON value from bytes, which must not be written to afterwards. */
    static RawJson of(byte[] bytes, int maxDepth) {
        int start = JsonScan.skipWhitespace(bytes, 0, bytes.length);
        int end = JsonScan.skipValue(bytes, start, bytes.length, maxDepth);
        if (JsonScan.skipWhitespace(bytes, end, bytes.length) != bytes.length) {
            throw new JanusProtocolException("more than one JSON value, the second begins at byte " + end);
        }
        return new RawJson(bytes, start, end);
    }

    /** Whether this is a JSON object. */
    public boolean isObject() {
        return bytes[start] == '{';
    }

    /** Whether this is a JSON string. */
    public boolean isString() {
        return bytes[start] == '"';
    }

    /** Whether this is a JSON array. */
    public boolean isArray() {
        return bytes[start] == '[';
    }

    /** A member of this object; null if there is none of that name, if it is JSON's null, or if this is no object. */
    public @Nullable RawJson member(String name) {
        MemberCursor cursor = members();
        while (cursor.next()) {
            if (cursor.nameIs(name)) {
                return cursor.isNull() ? null : cursor.value();
            }
        }
        return null;
    }

    /** The text of a string member; null if there is none or if it is not a string. */
    public @Nullable String string(String name) {
        RawJson value = member(name);
        return value == null || !value.isString() ? null : value.asString();
    }

    /** The values in this array; none if this is no array. */
    public List<RawJson> elements() {
        List<RawJson> elements = new ArrayList<>();
        int i = isArray() ? JsonScan.skipWhitespace(bytes, start + 1, end) : end;
        while (i < end && bytes[i] != ']') {
            int after = JsonScan.skipValue(bytes, i, end, Integer.MAX_VALUE);
            elements.add(new RawJson(bytes, i, after));
            i = JsonScan.skipWhitespace(bytes, after, end);
            if (i < end && bytes[i] == ',') {
                i = JsonScan.skipWhitespace(bytes, i + 1, end);
            }
        }
        return elements;
    }

    /** Walks the members of this object, or nothing if this is no object. */
    MemberCursor members() {
        return new MemberCursor(bytes, start, end);
    }

    /** The text of a JSON string, or the JSON text itself of anything else. */
    public String asString() {
        if (!isString()) {
            return toString();
        }
        return JsonText.unquote(toString());
    }

    /**
     * A whole number; one written as a real ({@code 4.0}) is accepted, because some plugins write them so.
     *
     * @throws JanusProtocolException if this is no whole number of 64 bits
     */
    public long asLong() {
        long value = 0;
        int i = start;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (end - i > 18 || i == end) {
            return Json.wholeNumber(this);
        }
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return Json.wholeNumber(this);
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** The bytes of this value alone, copied. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Decodes into a record. See {@link Json#decode}. */
    public <T> T as(Class<T> type) {
        return Json.decode(type, this);
    }

    /**
     * Stands for what this says: the sum of its names and values, in whatever order they come. White space does not count;
     * how a number or a text is written does.
     */
    public int contentHash() {
        int sum = 0;
        int i = start;
        while (i < end) {
            int hash = 17;
            if (bytes[i] == '"') {
                for (i++; bytes[i] != '"'; i++) {
                    if (bytes[i] == '\\') {
                        hash = 31 * hash + bytes[i++];
                    }
                    hash = 31 * hash + bytes[i];
                }
            } else if (isPunctuation(bytes[i])) {
                hash = 0;
            } else {
                for (; i + 1 < end && !isPunctuation(bytes[i + 1]); i++) {
                    hash = 31 * hash + bytes[i];
                }
                hash = 31 * hash + bytes[i] + 1;
            }
            sum += hash * 0x9E3779B9;
            i++;
        }
        return sum;
    }

    private static boolean isPunctuation(byte b) {
        return b <= ' ' || b == ',' || b == ':' || b == '{' || b == '}' || b == '[' || b == ']' || b == '"';
    }

    int length() {
        return end - start;
    }

    void writeTo(FrameWriter out) {
        out.bytes(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson raw && buffer().equals(raw.buffer());
    }

    @Override
    public int hashCode() {
        return buffer().hashCode();
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, start, end - start);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
