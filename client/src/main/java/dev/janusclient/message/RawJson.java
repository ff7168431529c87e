// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.json.JsonFaults;
import dev.janusclient.internal.json.JsonIndex;
import dev.janusclient.internal.json.JsonText;
import dev.janusclient.internal.json.Names;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of JSON as it came over the wire: a slice of the frame's bytes that is decoded only on demand.
 * Immutable, as long as the array it was made from is not written to.
 */
public final class RawJson {
    /** Janus nests about eight levels; a frame from it never comes near this. */
    static final int DEFAULT_MAX_DEPTH = 64;

    private static final int[] NONE = {};

    private final byte[] bytes;

    /** What {@link JsonIndex} made of the whole; {@link #NONE} as long as what we wrote ourselves was not indexed. */
    private int[] index;

    private final int entry;
    private final int start;
    private final int end;

    /**
     * A value inside a piece of JSON.
     *
     * @param index what {@link JsonIndex} made of the whole
     * @param entry the value's
     */
    RawJson(byte[] bytes, int[] index, int entry) {
        this.bytes = bytes;
        this.index = index;
        this.entry = entry;
        this.start = index[entry];
        this.end = index[entry + 1];
    }

    /** What we wrote ourselves: it is no more than this one value, without white space around it. */
    RawJson(byte[] ours) {
        this.bytes = ours;
        this.index = NONE;
        this.entry = 0;
        this.start = 0;
        this.end = ours.length;
    }

    /**
     * Takes one JSON value.
     *
     * @throws JanusProtocolException if the text is cut short, is nested deeper than 64 levels, holds more than one value, or
     *     half of a surrogate pair
     */
    public static RawJson of(String json) {
        if (!JsonText.isWellFormed(json)) {
            throw new JanusProtocolException("half of a surrogate pair, which is no character");
        }
        return of(json.getBytes(StandardCharsets.UTF_8), DEFAULT_MAX_DEPTH);
    }

    /** Takes one JSON value from bytes, which must not be written to afterwards. */
    public static RawJson of(byte[] bytes, int maxDepth) {
        return new RawJson(bytes, JsonIndex.of(bytes, maxDepth), 0);
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

    /** Whether this is an object with a member of that name that is not JSON's null. */
    public boolean has(String name) {
        MemberCursor cursor = members();
        while (cursor.next()) {
            if (cursor.nameIs(name)) {
                return !cursor.isNull();
            }
        }
        return false;
    }

    /** Whether this is an object with a member of that name, JSON's null included. */
    public boolean hasMember(String name) {
        MemberCursor cursor = members();
        while (cursor.next()) {
            if (cursor.nameIs(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first of some names of which this has no member, or only JSON's null; null if it has them all. Found fastest if they
     * are asked for in the order in which they come.
     */
    public @Nullable String missing(List<String> names) {
        int found = 0;
        MemberCursor cursor = members();
        while (found < names.size() && cursor.next()) {
            if (cursor.nameIs(names.get(found)) && !cursor.isNull()) {
                found++;
            }
        }
        for (int i = found; i < names.size(); i++) {
            if (!has(names.get(i))) {
                return names.get(i);
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
        if (isArray()) {
            int[] all = index();
            int behind = JsonIndex.next(all, entry);
            for (int i = entry + JsonIndex.VALUE; i < behind; i = JsonIndex.next(all, i)) {
                elements.add(new RawJson(bytes, all, i));
            }
        }
        return elements;
    }

    /** Walks the members of this object, or nothing if this is no object. */
    public MemberCursor members() {
        return new MemberCursor(bytes, index(), entry);
    }

    /** A reader that decodes this value where it stands. */
    SliceReader reader() {
        return new SliceReader(bytes, index(), entry);
    }

    /** The text of a JSON string, or the JSON text itself of anything else. */
    public String asString() {
        if (!isString()) {
            return toString();
        }
        return index()[entry + 2] < 0
                ? JsonText.unquote(toString())
                : new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    /** As {@link #asString()}, for a text that is one of a few and comes again and again: it is made once. */
    public String word() {
        return isString() && index()[entry + 2] >= 0 ? Names.of(bytes, start + 1, end - 1) : asString();
    }

    /** Whether this is a JSON string with just this text in it. */
    public boolean isText(String text) {
        int length = text.length();
        if (!isString() || (index()[entry + 2] >= 0 && end - start - 2 < length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || bytes[start + 1 + i] != c) {
                return asString().equals(text);
            }
        }
        return bytes[start + 1 + length] == '"';
    }

    /**
     * A whole number; one written as a real ({@code 4.0}) is accepted, because some plugins write them so.
     *
     * @throws JanusProtocolException if this is no whole number of 64 bits
     */
    public long asLong() {
        long digits = digits();
        return digits >= 0 ? digits : Json.wholeNumber(this);
    }

    /** The value of a number that is written with up to 18 digits and nothing else; -1 for anything else. */
    long digits() {
        if (end - start > 18) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
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
     * Decodes into a record that requires members; elements of lists that do not fit are left out.
     *
     * @throws JanusProtocolException if a member is missing, naming it, or if the JSON does not fit the type
     */
    public <T> T as(Class<T> type, RequiredMembers required) {
        required.check(this, type);
        return Json.decode(type, new SliceReader(bytes, index(), entry, null, required));
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

    /** How many bytes the JSON text of this value takes. */
    public int length() {
        return end - start;
    }

    byte[] bytes() {
        return bytes;
    }

    int[] index() {
        int[] made = index;
        if (made == NONE) {
            made = JsonIndex.of(bytes, Integer.MAX_VALUE);
            index = made;
        }
        return made;
    }

    int entry() {
        return entry;
    }

    /** Whether a byte of the whole is one of this value's. */
    boolean covers(int at) {
        return start <= at && at < end;
    }

    /** What in it Janus can't read; null if there is nothing. */
    JsonFaults.@Nullable Fault fault() {
        return JsonFaults.find(bytes, start, end);
    }

    /** Appends the bytes of this value, as {@link #toBytes()} gives them, without copying them first. */
    public void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, start, end - start);
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
