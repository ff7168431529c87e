// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a record took everything it was decoded from. */
final class Understood {
    private Understood() {}

    /** Nothing is unknown, and nothing is left in {@code extra}, however deep. */
    static boolean isWhole(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            return elements.stream().allMatch(Understood::isWhole);
        } else if (!(value instanceof Record)) {
            return true;
        } else if (value.getClass().getSimpleName().equals("Unknown")) {
            return false;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = part(value, component);
            boolean extra = component.getName().equals("extra");
            if (extra ? !((Map<?, ?>) Objects.requireNonNull(part)).isEmpty() : !isWhole(part)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " can't be read", e);
        }
    }
}
