// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.json.FrameWriter;
import dev.janusclient.internal.json.JsonIndex;
import dev.janusclient.internal.json.Names;

/** Walks the members of one JSON object, giving names and slices of values. Not thread-safe; used once. */
public final class MemberCursor {
    private final byte[] bytes;
    private final int[] index;
    private final int behind;
    private int following;
    private int name;

    /** @param object the entry of a value; one that is no object has no members */
    MemberCursor(byte[] bytes, int[] index, int object) {
        this.bytes = bytes;
        this.index = index;
        this.following = object + JsonIndex.VALUE;
        this.behind = bytes[index[object]] == '{' ? JsonIndex.next(index, object) : following;
    }

    /** Goes on to the next member; false if there is none. */
    public boolean next() {
        if (following >= behind) {
            return false;
        }
        name = following;
        following = JsonIndex.next(index, name + JsonIndex.NAME);
        return true;
    }

    /** Whether the member is called so. */
    public boolean nameIs(String wanted) {
        return JsonIndex.nameIs(wanted, bytes, index, name);
    }

    /** What the member is called, without escapes. */
    public String name() {
        return Names.of(bytes, index[name], index[name + 1]);
    }

    /** Whether a byte of the whole is one of the member's name. */
    boolean nameCovers(int at) {
        return index[name] - 1 <= at && at <= index[name + 1];
    }

    /** Whether the member's value is JSON's null. */
    public boolean isNull() {
        return bytes[index[entry()]] == 'n';
    }

    /** The entry of the value. */
    int entry() {
        return name + JsonIndex.NAME;
    }

    /** The member's value. */
    public RawJson value() {
        return new RawJson(bytes, index, entry());
    }

    /** Copies the member, name and value, as it stands. */
    void writeTo(FrameWriter out) {
        out.write(bytes, index[name] - 1, index[entry() + 1] - index[name] + 1);
    }
}
