// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The names of members, each made once: they are few and come in every message. Bounded, whoever invents them. */
public final class Names {
    private static final int SLOTS = 2048;
    private static final int MAX_LENGTH = 40;
    private static final AtomicReferenceArray<@Nullable String> KNOWN = new AtomicReferenceArray<>(SLOTS);

    private Names() {}

    public static String of(byte[] bytes, int start, int end) {
        int slot = slot(bytes, start, end);
        String known = KNOWN.get(slot);
        if (known != null && is(known, bytes, start, end)) {
            return known;
        }
        String name = text(bytes, start, end);
        if (end - start <= MAX_LENGTH && name.length() == end - start) {
            KNOWN.lazySet(slot, name);
        }
        return name;
    }

    /** The names of the protocol differ in these; two that don't would only be made again and again. */
    private static int slot(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return 0;
        }
        int hash = length;
        hash = 31 * hash + bytes[start];
        hash = 31 * hash + bytes[start + length / 4];
        hash = 31 * hash + bytes[start + length / 2];
        hash = 31 * hash + bytes[end - 1 - length / 4];
        hash = 31 * hash + bytes[end - 1];
        return (hash ^ hash >>> 11) & SLOTS - 1;
    }

    private static boolean is(String name, byte[] bytes, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (name.charAt(i - start) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return JsonText.unquote(new String(bytes, start - 1, end - start + 2, StandardCharsets.UTF_8));
            }
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
