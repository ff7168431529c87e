// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.json.JsonIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object as a record is to see it: its members, those of the object called {@code lifted} in their place, and one extra
 * member; without the members called {@code dropped}. So a record can name a field wherever the plugin put it, and nothing
 * is copied for it.
 *
 * @param extraName what the extra member is called
 * @param extra its value; null for none
 */
public record View(
        RawJson object, @Nullable String lifted, List<String> dropped, String extraName, @Nullable RawJson extra) {
    /** A member as it is seen; null if there is none of that name, or if it is JSON's null. */
    public @Nullable RawJson member(String name) {
        MemberCursor members = object.members();
        while (members.next()) {
            if (lifts(members)) {
                RawJson inside = dropped.contains(name) ? null : members.value().member(name);
                if (inside != null) {
                    return inside;
                }
            } else if (members.nameIs(name) && !dropped.contains(name)) {
                return members.isNull() ? null : members.value();
            }
        }
        return extraName.equals(name) ? extra : null;
    }

    /**
     * The first of some names of which there is no member as it is seen, or only JSON's null; null if there are all.
     *
     * @param names none of those that are dropped
     */
    public @Nullable String missing(List<String> names) {
        if (lifted != null || extra != null) {
            for (String name : names) {
                if (member(name) == null) {
                    return name;
                }
            }
            return null;
        }
        return object.missing(names);
    }

    private boolean lifts(MemberCursor member) {
        return lifted != null && member.nameIs(lifted) && member.value().isObject();
    }

    /** Decodes into a record. See {@link RawJson#as(Class, RequiredMembers)}. */
    public <T> T as(Class<T> type, RequiredMembers required) {
        required.check(this, type);
        return Json.decode(type, new SliceReader(object.bytes(), object.index(), object.entry(), this, required));
    }

    boolean lifts(byte[] bytes, int[] index, int name) {
        return lifted != null
                && JsonIndex.nameIs(lifted, bytes, index, name)
                && bytes[index[name + JsonIndex.NAME]] == '{';
    }

    boolean drops(byte[] bytes, int[] index, int name) {
        for (int i = 0; i < dropped.size(); i++) {
            if (JsonIndex.nameIs(dropped.get(i), bytes, index, name)) {
                return true;
            }
        }
        return false;
    }
}
