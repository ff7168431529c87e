// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbers by which Janus, or a plugin, says why it refused a request. The numbers of the core and of the plugins
 * overlap; their constants don't: compare those, as in {@code refused.errorCode() == SipErrorCode.WRONG_STATE}.
 */
public interface ErrorCode extends Serializable {
    /** The number on the wire. */
    int code();

    /** The constant's name. */
    String name();

    /** The name in Janus's source; a plugin's without its prefix. */
    default String wireName() {
        return name();
    }

    /** The code with a number; null if there is none among them. */
    static <C extends ErrorCode> @Nullable C of(List<C> codes, int number) {
        for (C code : codes) {
            if (code.code() == number) {
                return code;
            }
        }
        return null;
    }

    /** An error's text as it is shown: without the end of line that some of Janus's have. */
    static String text(String error) {
        return error.trim();
    }

    /** The {@link #wireName()} of a code; {@code UNKNOWN} for none. */
    static String nameOf(@Nullable ErrorCode code) {
        return code == null ? "UNKNOWN" : code.wireName();
    }
}
