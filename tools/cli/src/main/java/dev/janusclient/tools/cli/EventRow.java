// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.JsonText;
import dev.janusclient.tools.model.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * An event of a session or handle that this command owns.
 *
 * @param id the session's or handle's
 * @param event what kind it is
 * @param content its members
 */
record EventRow(long id, String event, @Nullable Object content) {
    static EventRow of(long id, Object event) {
        return new EventRow(id, event.getClass().getSimpleName(), content(event));
    }

    private static @Nullable Object content(Object event) {
        try {
            return JsonText.tree(event);
        } catch (IllegalArgumentException e) {
            // It holds what is no data, such as a session.
            return String.valueOf(event);
        }
    }

    /** For people; secrets in events print as three asterisks. */
    static String line(Object event) {
        return SafeText.of(String.valueOf(event));
    }
}
