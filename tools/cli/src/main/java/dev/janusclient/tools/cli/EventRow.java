// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.CoreEvent;
import dev.janusclient.tools.model.JsonText;
import dev.janusclient.tools.model.SafeText;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** For people: what kind it is, and its members. Secrets in events print as three asterisks. */
    static String line(Object event) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof CoreEvent.Reclaimed reclaimed) {
            return kind + ": " + OutcomeText.of(reclaimed.outcome());
        }
        Object content = content(event);
        return SafeText.of(
                content instanceof Map<?, ?> members
                        ? members.entrySet().stream()
                                .map(member -> " " + member.getKey() + "=" + text(member.getValue()))
                                .collect(Collectors.joining("", kind, ""))
                        : kind + " " + content);
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map || value instanceof Collection ? JsonText.compact(value) : String.valueOf(value);
    }
}
