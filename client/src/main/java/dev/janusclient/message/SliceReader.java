// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.json.JsonIndex;
import dev.janusclient.internal.json.Names;
import io.avaje.json.JsonReader;
import io.avaje.json.PropertyNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Gives the JSON library a value where it stands in its frame: the frame was read once to index it, and no byte of it is
 * copied or looked for again. Not thread-safe; used once.
 */
final class SliceReader implements JsonReader {
    /** What a record is shown instead of its object's own members; null shows them as they are. */
    private final @Nullable View view;

    /** What records require; null if whoever reads does not care, and a list with an odd element fails. */
    private final @Nullable RequiredMembers required;

    private byte[] bytes;
    private int[] index;

    /** The value that is read next; behind a container's last one, whatever. */
    private int value;

    /** For each open container: the next entry in it, and the one behind it. */
    private int[] open = new int[16];

    private int depth;

    /** How many of the open containers are shown as one: the object itself and the one that is lifted out of it. */
    private int flat;

    private boolean extraShown;

    SliceReader(byte[] bytes, int[] index, int value) {
        this(bytes, index, value, null, null);
    }

    SliceReader(byte[] bytes, int[] index, int value, @Nullable View view, @Nullable RequiredMembers required) {
        this.bytes = bytes;
        this.index = index;
        this.value = value;
        this.view = view;
        this.required = required;
        this.extraShown = view == null || view.extra() == null;
    }

    /** The value that is next, taken as it stands. */
    RawJson take() {
        return new RawJson(bytes, index, value);
    }

    @Nullable RequiredMembers required() {
        return required;
    }

    /** How many containers are open. */
    int depth() {
        return depth;
    }

    /** Leaves what was begun to be read in a container: its next element comes next. */
    void backTo(int containers) {
        depth = containers;
    }

    @Override
    public void beginObject(PropertyNames names) {
        beginObject();
    }

    @Override
    public void beginObject() {
        begin('{', "an object");
        if (depth == 1 && view != null) {
            flat = 1;
        }
    }

    @Override
    public void beginArray() {
        begin('[', "a list");
    }

    private void begin(char opening, String wanted) {
        if (bytes[index[value]] != opening) {
            throw Json.wrongType(wanted, "something else");
        }
        push(value);
    }

    private void push(int container) {
        if (2 * depth + 2 > open.length) {
            open = Arrays.copyOf(open, open.length * 2);
        }
        open[2 * depth] = container + JsonIndex.VALUE;
        open[2 * depth + 1] = JsonIndex.next(index, container);
        depth++;
    }

    @Override
    public void endObject() {
        depth--;
    }

    @Override
    public void endArray() {
        depth--;
    }

    @Override
    public boolean hasNextElement() {
        int top = 2 * depth - 2;
        value = open[top];
        if (value >= open[top + 1]) {
            return false;
        }
        open[top] = JsonIndex.next(index, value);
        return true;
    }

    @Override
    public boolean hasNextField() {
        if (flat == depth) {
            return hasNextShown();
        }
        int top = 2 * depth - 2;
        return open[top] < open[top + 1];
    }

    private boolean hasNextShown() {
        View shown = view;
        while (shown != null) {
            int top = 2 * depth - 2;
            int name = open[top];
            if (name >= open[top + 1]) {
                if (depth == 1) {
                    return !extraShown;
                }
                depth--;
                flat = depth;
            } else if (depth == 1 && shown.lifts(bytes, index, name)) {
                open[top] = JsonIndex.next(index, name + JsonIndex.NAME);
                push(name + JsonIndex.NAME);
                flat = depth;
            } else if (shown.drops(bytes, index, name)) {
                open[top] = JsonIndex.next(index, name + JsonIndex.NAME);
            } else {
                return true;
            }
        }
        return false;
    }

    @Override
    public String nextField() {
        int top = 2 * depth - 2;
        int name = open[top];
        if (name >= open[top + 1] && view != null) {
            return showExtra(view);
        }
        value = name + JsonIndex.NAME;
        open[top] = JsonIndex.next(index, value);
        return Names.of(bytes, index[name], index[name + 1]);
    }

    /** It comes last: nothing is read from the frame itself after it. */
    private String showExtra(View shown) {
        RawJson extra = shown.extra();
        if (extra == null) {
            throw new IllegalStateException("there is no further member");
        }
        extraShown = true;
        bytes = extra.bytes();
        index = extra.index();
        value = extra.entry();
        return shown.extraName();
    }

    @Override
    public boolean isNullValue() {
        return bytes[index[value]] == 'n';
    }

    @Override
    public boolean readBoolean() {
        return bytes[index[value]] == 't';
    }

    @Override
    public int readInt() {
        return (int) take().asLong();
    }

    @Override
    public long readLong() {
        return take().asLong();
    }

    @Override
    public double readDouble() {
        return Double.parseDouble(readRaw());
    }

    @Override
    public BigDecimal readDecimal() {
        return LenientAdapters.parseNumber(readRaw());
    }

    @Override
    public BigInteger readBigInteger() {
        return readDecimal().toBigInteger();
    }

    @Override
    public String readString() {
        return take().asString();
    }

    @Override
    public byte[] readBinary() {
        return Base64.getDecoder().decode(readString());
    }

    @Override
    public String readRaw() {
        return take().toString();
    }

    @Override
    public String location() {
        return "byte " + index[value];
    }

    @Override
    public Token currentToken() {
        return switch (bytes[index[value]]) {
            case '{' -> Token.BEGIN_OBJECT;
            case '[' -> Token.BEGIN_ARRAY;
            case '"' -> Token.STRING;
            case 't', 'f' -> Token.BOOLEAN;
            case 'n' -> Token.NULL;
            default -> Token.NUMBER;
        };
    }

    @Override
    public void skipValue() {
        // The place behind it was noted when its name was read.
    }

    @Override
    public void unmappedField(String name) {}

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public void close() {}
}
